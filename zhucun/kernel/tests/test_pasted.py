"""Lines that were pasted are read as a sheet: with or without a header, whatever stands between the cells."""

import pytest

from zhucun.kernel.spreadsheet import Column, Layout, Limits, Pasted, SpreadsheetRefused, as_text, open_table

LAYOUT = Layout(
    sheet="名单",
    example="示例",
    columns=(Column("name", "姓名", required=True), Column("group", "组别"), Column("note", "说明")),
)
KEYS = ("name", "note")


def table(text: str):
    return open_table(Pasted(text, LAYOUT, KEYS, Limits(rows=3)), LAYOUT)


def cells(text: str) -> list[dict[str, str]]:
    found = table(text)
    return [
        {key: row.cells[at].text for key, at in found.columns.items() if at in row.cells}
        for row in found.rows
    ]


@pytest.mark.parametrize(
    "text", ["张三\t好 的", "张三,好 的", "张三，好 的\r\n", "张三 好 的", "  张三； 好 的"]
)
def test_without_a_header_the_last_column_takes_the_rest(text) -> None:
    assert cells(text) == [{"name": "张三", "note": "好 的"}]


def test_a_header_says_the_order_and_an_empty_cell_stays_empty() -> None:
    assert cells("说明\t组别\t姓名\n\t一组\t张三\n一句\t\t李四") == [
        {"group": "一组", "name": "张三"},
        {"note": "一句", "name": "李四"},
    ]


def test_rows_keep_the_numbers_of_their_lines() -> None:
    assert [row.number for row in table("张三\t好\n\n李四\t好").rows] == [1, 3]


def test_what_was_read_can_be_pasted_again() -> None:
    text = "姓名\t说明\n张三\t好\n李四\t"

    assert cells(as_text(table(text))) == cells(text)


def test_more_lines_than_the_limit_are_refused() -> None:
    with pytest.raises(SpreadsheetRefused):
        table("张三\t好\n" * 4)
