"""The empty roster to download: drop-down lists, text columns, an example that is never imported.

Codes are text from the first keystroke, because Excel turns an 18-digit number into 15 digits and zeros.
"""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from zhucun.dispatch.roster.layout import EXAMPLE, LAYOUT, SHEET, WORDS
from zhucun.kernel.spreadsheet import DEFAULT
from zhucun.kernel.spreadsheet.grid import letter

_LISTS = "代码表"
_FIRST_ROW, _LAST_ROW = 2, DEFAULT.rows + 1  # below header and example, counted from 0
_WIDTHS = {"name": 12, "id_number": 22, "uscc": 22, "unit": 30, "village": 18, "batch": 14}
_DATES = ("starts_on", "ends_on")
_EXAMPLE = {
    "name": f"{EXAMPLE}：张三",
    "id_number": "11010519491231002X",
    "phone": "13800001234",
    "political": "中共党员",
    "unit": "××县财政局",
    "unit_kind": "机关",
    "sender_level": "县",
    "batch": "2026年第一批",
    "role": "第一书记",
    "starts_on": "2026-03-01",
}
_HOW = {
    "name": "与身份证一致。两个字的姓名中间不加空格；生僻字照原字填写，不要用拼音代替。",
    "id_number": "18 位居民身份证号，单元格须为“文本”。用于识别同一个人，加密保存，页面上不完整显示。",
    "phone": "本人 11 位手机号，一格一个。",
    "political": "从下拉列表选择，可不填。",
    "unit": "单位全称，全表写法一致。",
    "uscc": "18 位统一社会信用代码，单元格须为“文本”，可不填。同一代码只能对应一个单位。",
    "unit_kind": "从下拉列表选择。",
    "sender_level": "派出单位所属层级，从下拉列表选择。",
    "batch": "批次名称，同一批次写法一致。县里还没有的批次会新建，以最早的开始日期为批次起始日。",
    "role": "从下拉列表选择。同一村同一时间只能有一位第一书记。",
    "township": "从下拉列表选择。",
    "village": "先选乡镇，再从下拉列表选择。",
    "starts_on": "如 2026-03-01。同一人同一时间只能在一个村。",
    "ends_on": "最后一天，如 2028-02-29；还在派驻的留空。",
}
_RULES = (
    "一行是一名干部的一段派驻；同一人先后派驻两个村，填两行。",
    "列的先后可以调整，也可以增加其他列（不会导入）；不要合并单元格，不要写公式。",
    f"以“{EXAMPLE}”开头的行不导入，可以保留，也可以删除。",
    f"一次最多 {DEFAULT.rows} 行。改好后可以重复上传：已经登记的不会重复登记。",
)


def roster_template(county: str, villages: Sequence[tuple[str, str]]) -> bytes:
    """The workbook; `villages` are (township, village) in the order of the county's codes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        _write_lists(book, villages)
        _write_columns(book, sheet)
        _write_choices(sheet, len(villages), len(dict.fromkeys(township for township, _ in villages)))
        _write_guide(book, county)
    return target.getvalue()


def _write_columns(book: Any, sheet: Any) -> None:
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    title = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3F1EC", "num_format": "@"})
    example = book.add_format({"italic": True, "font_color": "#8A8A8A", "num_format": "@"})
    for at, column in enumerate(LAYOUT.columns):
        style = day if column.key in _DATES else text
        sheet.set_column(at, at, _WIDTHS.get(column.key, 13), style)
        sheet.write_string(0, at, column.title + ("*" if column.required else ""), title)
        sheet.write_string(1, at, _EXAMPLE.get(column.key, ""), example)
    sheet.freeze_panes(1, 1)


def _write_lists(book: Any, villages: Sequence[tuple[str, str]]) -> None:
    """A: township, B: village, so that a village list can be cut out by township; C: townships once each."""
    lists = book.add_worksheet(_LISTS)
    for at, (township, village) in enumerate(villages):
        lists.write_string(at, 0, township)
        lists.write_string(at, 1, village)
    for at, township in enumerate(dict.fromkeys(township for township, _ in villages)):
        lists.write_string(at, 2, township)
    lists.hide()


def _write_choices(sheet: Any, villages: int, townships: int) -> None:
    place = {column.key: at for at, column in enumerate(LAYOUT.columns)}
    sources: dict[str, object] = {key: list(words.options) for key, words in WORDS.items()}
    if villages:
        of_township = f"${letter(place['township'] + 1)}{_FIRST_ROW + 1}"
        names = f"{_LISTS}!$A$1:$A${villages}"
        sources["township"] = f"={_LISTS}!$C$1:$C${townships}"
        sources["village"] = (
            f"=OFFSET({_LISTS}!$B$1,MATCH({of_township},{names},0)-1,0,COUNTIF({names},{of_township}),1)"
        )
    for key, source in sources.items():
        # A warning, not a wall: what is pasted is checked at the import, with a better sentence.
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        rule |= {"error_title": "不在列表中", "error_message": "请从下拉列表选择。"}
        sheet.data_validation(_FIRST_ROW, place[key], _LAST_ROW, place[key], rule)


def _write_guide(book: Any, county: str) -> None:
    guide = book.add_worksheet("填写说明")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bottom": 1})
    guide.write_string(0, 0, f"{county}派驻名册填写说明", book.add_format({"bold": True, "font_size": 14}))
    for at, rule in enumerate(_RULES, start=1):
        guide.merge_range(at, 0, at, 3, f"{at}. {rule}", wrapped)
    start = len(_RULES) + 2
    guide.write_row(start, 0, ["列名", "是否必填", "怎么填", "可填内容"], bold)
    for at, column in enumerate(LAYOUT.columns, start=start + 1):
        words = WORDS.get(column.key)
        options = "、".join(words.options) if words else ""
        cells = [column.title, "必填" if column.required else "可不填", _HOW[column.key], options]
        guide.write_row(at, 0, cells, wrapped)
    guide.set_column(0, 1, 18)
    guide.set_column(2, 3, 50)
