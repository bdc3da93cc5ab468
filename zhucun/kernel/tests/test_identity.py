from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from zhucun.kernel.identity import (
    Sex,
    credit_check_character,
    id_check_character,
    mask_id,
    mask_phone,
    read_credit_code,
    read_id_number,
    read_mobile,
)

TODAY = date(2026, 3, 1)
# The specimen number of GB 11643 itself.
SPECIMEN = "11010519491231002X"
OTHERS = st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY")


def flaw(read, *args, **kwargs):
    with pytest.raises(ValidationError) as caught:
        read(*args, **kwargs)
    return caught.value.code, caught.value.message


def test_the_specimen_of_the_standard_is_read():
    person = read_id_number(" １１０１０５１９４９１２３１００２x ", today=TODAY)

    assert person.number == SPECIMEN
    assert person.born == date(1949, 12, 31)
    assert person.sex is Sex.FEMALE


def test_an_odd_17th_digit_is_a_man():
    body = "51333119900101001"

    person = read_id_number(body + id_check_character(body), today=TODAY)

    assert person.sex is Sex.MALE


def test_a_wrong_check_character_is_named_with_the_right_one():
    code, sentence = flaw(read_id_number, SPECIMEN[:17] + "3", today=TODAY)

    assert code == "id.checksum"
    assert "第 18 位校验码应为 X，实为 3" in sentence


@given(st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_is_caught(at, step):
    wrong = SPECIMEN[:at] + str((int(SPECIMEN[at]) + step) % 10) + SPECIMEN[at + 1 :]

    with pytest.raises(ValidationError):
        read_id_number(wrong, today=TODAY)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("110105491231002", "id.legacy", "15 位旧身份证号"),
        (SPECIMEN + "42", "id.disability", "残疾人证"),
        (SPECIMEN + "49", "id.length", "应为 18 位，实为 20 位"),
        ("1101051949123100", "id.length", "应为 18 位，实为 16 位"),
        ("", "id.length", "实为 0 位"),
        ("1101O519491231002X", "id.character", "第 5 位是“O”"),
        ("110105194912310020"[:17] + "Y", "id.character", "第 18 位是“Y”"),
        ("११0105194912310020", "id.character", "第 1 位"),
        ("110105199002300029", "id.birth_impossible", "不是真实的出生日期"),
        ("110105024912310029", "id.birth_impossible", "不是真实的出生日期"),
        ("110105202603020029", "id.birth_future", "晚于今天"),
    ],
)
def test_each_other_fault_has_its_own_code_and_sentence(text, code, words):
    found, sentence = flaw(read_id_number, text, today=TODAY)

    assert found == code
    assert words in sentence


def test_no_sentence_repeats_the_number():
    _, sentence = flaw(read_id_number, SPECIMEN[:17] + "3", today=TODAY)

    assert SPECIMEN[6:14] not in sentence


def test_the_specimen_of_gb_32100_is_read_from_full_width_letters():
    assert read_credit_code("９１３５０１００Ｍ０００１００Ｙ４３") == "91350100M000100Y43"


@given(st.text(OTHERS, min_size=17, max_size=17), st.integers(0, 17), OTHERS)
def test_a_credit_code_passes_and_any_one_wrong_character_is_caught(body, at, char):
    code = body + credit_check_character(body)
    wrong = code[:at] + char + code[at + 1 :]

    assert read_credit_code(code) == code
    if wrong != code:
        assert flaw(read_credit_code, wrong)[0] == "credit.checksum"


def test_faults_of_a_credit_code_are_told_apart():
    assert "第 4 位是“O”" in flaw(read_credit_code, "913O0100M000100Y43")[1]
    assert "实为 9 位" in flaw(read_credit_code, "123456789")[1]
    assert "应为 3，实为 4" in flaw(read_credit_code, "91350100M000100Y44")[1]


@pytest.mark.parametrize("text", ["13800001234", "+86 138-0000-1234", "８６１３８００００１２３４"])
def test_a_mobile_number_is_read_in_its_usual_spellings(text):
    assert read_mobile(text) == "13800001234"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0836-8322113", "phone.landline"),
        ("8322113", "phone.landline"),
        ("1380000123", "phone.length"),
        ("12800001234", "phone.shape"),
        ("13800001234/13900001234", "phone.shape"),
        ("无", "phone.shape"),
    ],
)
def test_what_is_not_a_mobile_number_is_refused(text, code):
    assert flaw(read_mobile, text)[0] == code


def test_masks_keep_the_ends_of_a_whole_number_and_nothing_of_a_short_one():
    assert mask_id(SPECIMEN) == "110***********002X"
    assert mask_phone("13800001234") == "138****1234"
    assert mask_id("1234567") == "*******"


@given(st.text())
def test_any_text_gives_an_answer_or_a_sentence(text):
    for read in (read_credit_code, read_mobile, lambda value: read_id_number(value, today=TODAY)):
        try:
            read(text)
        except ValidationError as problem:
            assert problem.code and problem.message
