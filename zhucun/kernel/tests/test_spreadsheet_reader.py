from datetime import date

import pytest
from django.core.exceptions import ValidationError

from zhucun.kernel.spreadsheet import Choices, Severity
from zhucun.kernel.tests.spreadsheet_samples import HEADER, made, packed, read_first

KINDS = Choices({"机关": "organ", "企业": "firm"}, {"国企": "企业"})


def as_it_is(text):
    return text


def row(*cells):
    return made(HEADER, cells)


def only(problems):
    (problem,) = problems
    return problem


def test_clean_cells_are_read_without_a_word():
    reader, problems = read_first(row("张三", "51333119900101001x", "机关", date(2024, 3, 1)))

    assert reader.name("name") == "张三"
    assert reader.code("number", as_it_is) == "51333119900101001X"
    assert reader.choice("unit", KINDS) == "organ"
    assert reader.day("day") == date(2024, 3, 1)
    assert problems == []


def test_spaces_and_full_width_digits_are_repaired_and_said_with_a_mask():
    reader, problems = read_first(row("张　三 ", "５１３ 331"))

    assert reader.name("name") == "张三"
    assert reader.code("number", as_it_is) == "513331"
    assert [(problem.column, problem.severity) for problem in problems] == [
        ("A", Severity.NOTICE),
        ("B", Severity.NOTICE),
    ]
    assert "“张三”" in problems[0].sentence
    assert problems[1].shown == "*******" and "513331" not in problems[1].sentence


@pytest.mark.parametrize("value", [513331199001010000, "5.13331E+17"])
def test_a_number_that_lost_its_last_digits_says_so(value):
    reader, problems = read_first(row("张三", value))

    assert reader.code("number", as_it_is) is None
    problem = only(problems)
    assert problem.code == "cell.lost_digits"
    assert problem.sentence == "身份证号被存成数字，已丢失末位。请把该列设为“文本”后重新填写。"
    assert (problem.row, problem.column, problem.title) == (2, "B", "身份证号")


def test_a_short_number_stored_as_a_number_is_whole():
    reader, problems = read_first(row("张三", 13800001234))

    assert reader.code("number", as_it_is) == "13800001234"
    assert problems == []


def test_what_a_check_refuses_is_noted_in_its_words():
    def read(text):
        raise ValidationError("不对。", code="x.wrong")

    reader, problems = read_first(row("张三", "1"))

    assert reader.code("number", read) is None
    assert (only(problems).code, only(problems).sentence) == ("x.wrong", "不对。")


def test_a_formula_an_error_value_and_a_truth_value_are_errors():
    titles = "".join(f"<c t='inlineStr'><is><t>{title}</t></is></c>" for title in HEADER)
    cells = (
        "<c t='str'><f>A1</f><v>张三</v></c><c t='e'><v>#N/A</v></c><c t='b'><v>1</v></c>"
        "<c><f>TODAY()</f><v>45352</v></c>"
    )
    body = f"<worksheet><row>{titles}</row><row>{cells}</row></worksheet>"
    reader, problems = read_first(packed(sheet=body))

    assert reader.name("name") == ""
    assert reader.code("number", as_it_is) is None
    assert reader.text("unit") == ""
    assert reader.day("day") is None
    assert [problem.code for problem in problems] == [
        "cell.formula",
        "cell.error_value",
        "cell.error_value",
        "cell.formula",
    ]
    assert "#N/A" in problems[1].sentence


def test_a_name_that_is_a_number_or_a_date_is_an_error():
    reader, problems = read_first(row(123, "1", date(2024, 3, 1)))

    assert (reader.name("name"), reader.text("unit")) == ("", "")
    assert [problem.code for problem in problems] == ["cell.not_text", "cell.became_date"]


@pytest.mark.parametrize("nothing", [None, "无", " / ", "——", "暂无"])
def test_a_required_cell_left_empty_is_asked_for_and_an_optional_one_is_not(nothing):
    reader, problems = read_first(row("张三", nothing, nothing))

    assert reader.code("number", as_it_is) is None
    assert reader.text("unit") == ""
    assert only(problems).sentence == "请填写身份证号。"


def test_an_unknown_choice_names_the_choices_and_a_synonym_is_one():
    reader, problems = read_first(row("张三", "1", "公司"))

    assert reader.choice("unit", KINDS) is None
    assert only(problems).sentence == "“公司”不在可选范围内。请填：机关、企业。"
    assert read_first(row("张三", "1", " 国企"))[0].choice("unit", KINDS) == "firm"


def test_an_open_end_is_no_date_and_a_day_number_is_owned_up_to():
    reader, problems = read_first(row("张三", "1", "", "至今"))
    assert reader.day("day", open_words=["至今"]) is None
    assert problems == []

    reader, problems = read_first(row("张三", "1", "", 45352))
    assert reader.day("day") == date(2024, 3, 1)
    assert only(problems).severity is Severity.NOTICE


def test_a_broken_date_is_an_error_with_its_reason():
    reader, problems = read_first(row("张三", "1", "", "2024.2.30"))

    assert reader.day("day") is None
    assert only(problems).code == "day.impossible"
    assert only(problems).shown == "2024.2.30"


def test_a_missing_column_is_not_asked_for_row_by_row():
    reader, problems = read_first(made(["姓名", "单位"], ["张三", "甲"]))

    assert reader.code("number", as_it_is) is None
    assert problems == []
