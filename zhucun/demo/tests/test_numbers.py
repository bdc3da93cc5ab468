from datetime import date

import pytest

from zhucun.demo.numbers import citizen_number, credit_code, mobile
from zhucun.kernel.identity import Sex, read_credit_code, read_id_number, read_mobile
from zhucun.places.choices import UnitKind
from zhucun.places.editions import COMMITTED

BORN = date(1979, 2, 28)


@pytest.mark.parametrize("sex", Sex)
def test_a_citizens_number_passes_every_check_and_says_who(sex):
    found = read_id_number(citizen_number("513331", 12, BORN, sex), today=date(2026, 11, 18))

    assert (found.born, found.sex) == (BORN, sex)


def test_no_two_people_have_one_number_though_they_share_a_birthday():
    numbers = {citizen_number("513331", serial, BORN, Sex.MALE) for serial in range(2000)}

    assert len(numbers) == 2000


def test_the_number_is_nobodys_for_no_division_begins_so():
    number = citizen_number("350428", 7, BORN, Sex.FEMALE)

    assert not any(line.startswith(number[:2]) for line in COMMITTED.read_text("utf-8").splitlines())
    assert number.startswith("99")


def test_phones_are_mobiles_and_differ_between_counties():
    phones = {mobile(county, serial) for county in ("513331", "350428") for serial in range(1, 500)}

    assert len(phones) == 2 * 499
    assert {read_mobile(phone) for phone in phones} == phones


@pytest.mark.parametrize("kind", UnitKind)
def test_a_credit_code_passes_its_check_for_every_kind_of_unit(kind):
    codes = {credit_code("513331", serial, kind) for serial in range(1, 200)}

    assert {read_credit_code(code) for code in codes} == codes
    assert len(codes) == 199


def test_the_older_code_inside_is_sound_too():
    # GB 11714 by the book: 11 minus the weighted sum modulo 11, where 10 is X and 11 is 0.
    code = credit_code("513331", 6, UnitKind.ORGAN)[8:17]
    weighted = sum(
        int(digit) * weight for digit, weight in zip(code, (3, 7, 9, 10, 5, 8, 4, 2), strict=False)
    )

    assert code[8] == {10: "X", 11: "0"}.get(11 - weighted % 11, str(11 - weighted % 11))
