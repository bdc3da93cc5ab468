"""What was typed into the one field, without a database."""

from datetime import date

import pytest

from zhucun.households.naming import Naming, naming_of
from zhucun.households.search import refusals
from zhucun.households.search.domain import Kind, Number, meaning_of

TODAY = date(2026, 11, 18)


def meant(typed):
    return meaning_of(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("0011", Kind.TELEPHONE, "0011"),
        ("+86 138-0013-8000", Kind.TELEPHONE, "13800138000"),
        ("0836-5220001", Kind.TELEPHONE, "08365220001"),
        ("５１１１", Kind.TELEPHONE, "5111"),
        ("51333100000000012", Kind.HOUSEHOLD, "51333100000000012"),
        ("h-20031", Kind.HOUSEHOLD, "H-20031"),
    ],
)
def test_digits_are_one_kind_of_number(typed, kind, text):
    assert meant(typed) == Number(kind, text)


def test_a_citizen_s_number_and_the_certificate_that_begins_with_it_mean_the_same():
    citizen = "51102519850501004X"

    meanings = {meant(typed) for typed in (citizen, citizen.lower(), f" {citizen[:6]} {citizen[6:]}")}

    assert meanings == {meant(citizen + "43"), meant(citizen + "43B1")} == {Number(Kind.PAPER, citizen)}


@pytest.mark.parametrize(
    ("typed", "refusal", "sentence"),
    [
        ("511025198505010045", refusals.WrongPaper, "校验码应为 X"),
        ("511025198513010415", refusals.WrongPaper, "不是真实的出生日期"),
        ("z", refusals.TooFewLetters, "只输了一个字母"),
        ("138", refusals.TooFewDigits, "只输了 3 位数字"),
        ("张3", refusals.NotAName, "姓名里没有数字"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_with_what_to_do(typed, refusal, sentence):
    with pytest.raises(refusal) as refused:
        meant(typed)

    assert sentence in refused.value.said


@pytest.mark.parametrize(
    ("typed", "characters", "initials"),
    [
        ("张 三", ("张三",), ()),
        ("𬭊", ("𬭊",), ()),
        ("ZSF", (), ("zsf",)),
        ("ｚｓ", (), ("zs",)),
        ("张sf", ("张",), ("zsf",)),
        ("张s丰", ("张", "丰"), ("zsf",)),
        ("单x", ("单",), ("dx", "cx", "sx")),
    ],
)
def test_a_name_is_characters_initials_or_both(typed, characters, initials):
    naming = meant(typed)

    assert isinstance(naming, Naming)
    assert (naming.characters, naming.initials) == (characters, initials)


def test_nothing_typed_means_nothing():
    assert meant("  ") is None and naming_of("\u200b") is None
