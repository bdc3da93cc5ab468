from enum import StrEnum

from zhucun.kernel.spreadsheet import (
    Checked,
    CheckedLine,
    Column,
    Layout,
    Limits,
    Pasted,
    checked_lines,
    open_table,
)

LAYOUT = Layout(
    sheet="村",
    example="示例",
    columns=(Column("village", "村", required=True), Column("head", "户主", required=True)),
)


class What(StrEnum):
    NEW = "new"
    SAME = "same"


def line(row, problems):
    if row.text("head") == "错":
        row.error("head", "head.wrong", "这不是户主。")
    wanted = None if problems else row.text("head")
    return CheckedLine(row.number, wanted, What.NEW if wanted else None, tuple(problems))


def read(*heads):
    text = "".join(f"上坪村\t{head}\n" for head in heads)
    return checked_lines(open_table(Pasted(text, LAYOUT, ("village", "head"), Limits()), LAYOUT), line)


def test_a_sound_list_can_be_kept_and_says_what_is_wanted():
    checked = read("张三", "李四")

    assert checked.can_be_kept
    assert checked.wanted == ["张三", "李四"]
    assert (checked.count(What.NEW), checked.count(What.SAME)) == (2, 0)


def test_one_wrong_line_keeps_back_the_whole_and_stands_at_its_own_line_only():
    checked = read("张三", "错", "李四")

    assert not checked.can_be_kept
    assert [[problem.code for problem in line.problems] for line in checked.lines] == [[], ["head.wrong"], []]
    assert checked.wanted == ["张三", "李四"]


def test_a_list_without_lines_is_not_kept():
    assert not Checked((), ()).can_be_kept
