from datetime import date

import pytest
from django.core.exceptions import ValidationError

from zhucun.households.initials import initials_of
from zhucun.households.papers import id_hash, phone_tail_hash, read_paper, read_phone
from zhucun.testing.families import invented_number

TODAY = date(2026, 11, 18)
NUMBER = invented_number("990001", date(1985, 5, 1), 7)


def read(text, kind="none"):
    return read_paper(kind, text, today=TODAY)


@pytest.mark.parametrize("text", [NUMBER, f" {NUMBER} ", f"{NUMBER}43", f"{NUMBER}11B2"])
def test_a_paper_tells_birth_and_sex_and_is_known_by_the_citizens_number(text):
    paper = read(text)

    assert (paper.born, paper.sex, paper.known_by) == (date(1985, 5, 1), "male", NUMBER)
    assert paper.kind == ("citizen" if len(text.strip()) == 18 else "disability")
    assert paper.hash == id_hash(text) == id_hash(NUMBER)


@pytest.mark.parametrize("text", [f"{NUMBER}83", f"{NUMBER}45", f"{NUMBER}43C1", NUMBER[:15], NUMBER[:17]])
def test_a_number_of_no_paper_is_refused_and_not_repeated(text):
    with pytest.raises(ValidationError) as refused:
        read(text)

    assert text not in refused.value.messages[0]


def test_no_number_is_no_paper_and_another_paper_keeps_its_number():
    other = read("港澳 H12345678", "other")

    assert read(" ") is None
    assert (other.number, other.born, other.sex) == ("港澳H12345678", None, "unknown")


@pytest.mark.parametrize(
    ("text", "kept"), [("138 0013-8000", "13800138000"), ("0836-5222333", "08365222333"), ("", "")]
)
def test_a_telephone_may_be_a_landline(text, kept):
    assert read_phone(text) == kept


def test_a_telephone_is_found_by_its_last_four_digits():
    assert phone_tail_hash("13800138000") == phone_tail_hash("8000") != phone_tail_hash("8001")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单雄信", "sxx"),
        ("解晓东", "xxd"),
        ("仇英", "qy"),
        ("曾国强", "zgq"),
        ("区小明", "oxm"),
        ("查良镛", "zly"),
        ("尉迟恭", "ycg"),
        ("朴明", "pm"),
        ("次仁卓玛", "crzm"),
        ("阿旺·加措", "awjc"),
        ("Tenzin Dorje", "td"),
        ("张三", "zs"),
    ],
)
def test_a_name_is_found_by_the_initials_its_owner_says(name, typed):
    assert typed in initials_of(name).split()


def test_what_no_dictionary_reads_has_no_initial_and_a_long_name_fits():
    assert initials_of("\U00020bb7\ue000") == ""
    assert initials_of("\U00020bb7田") == "t"
    assert len(initials_of("单" * 60)) <= 60
