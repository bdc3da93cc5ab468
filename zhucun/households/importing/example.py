"""The example workbook: two families, the words each column may hold, and how the columns are filled.

Numbers are text from the first keystroke, because Excel turns an 18-digit number into 15 digits and zeros.
"""

import io
from typing import Any

import xlsxwriter

from zhucun.households.importing.layout import EXAMPLE, HOUSEHOLD_SHEET, MEMBER_SHEET, OF_HOUSEHOLD
from zhucun.households.importing.words import Vocabulary
from zhucun.kernel.spreadsheet import Column, Layout
from zhucun.kernel.spreadsheet.grid import letter

_LAST, _LONGEST_LIST = 5_000, 250
_WORDED = (
    "circumstance", "housing", "water", "relation", "id_kind", "sex", "ethnicity", "political", "education",
    "schooling", "health", "disability", "skill", "medical_insurance", "pension", "allowance", "supported",
)  # fmt: skip
_HIDDEN = {"household_id", "member_id"}
_LINKS = {"number", "head_name"}
_FAMILY = {
    "number": "示例0001",
    "head_name": f"{EXAMPLE}：张三",
    "head_id": "11010519491231002X",
    "group_name": "一组",
    "people": "2",
    "circumstance": "脱贫户",
    "housing": "安全",
    "water": "安全",
}
_PEOPLE: tuple[dict[str, str], ...] = (
    {
        "name": "张三",
        "relation": "户主",
        "id_number": "11010519491231002X",
        "phone": "13800001234",
        "ethnicity": "汉族",
        "education": "初中",
        "works_at": "广东省东莞市",
        "works_months": "8",
        "medical_insurance": "城乡居民基本医疗保险",
        "allowance": "否",
    },
    {"name": "李芳", "relation": "配偶", "born_on": "1952-03-08", "ethnicity": "汉族"},
)
_RULES = (
    "“户”表一行一户，“成员”表一行一人；两张表用户编号、户主证件号码，或者乡镇、村和户主姓名对应。",
    "也可以只用“成员”一张表，把户的各列写在每一行，或者只写在户主一行、家庭成员接着往下写。",
    "列的先后可以调整，也可以增加其他列（不会导入）；不要合并单元格，不要写公式。",
    "证件号码可以填 18 位居民身份证号或 20 位残疾人证号；带 * 的号码表示不改。",
    "已登记的户按系统户编号、户编号、户主证件号码认出来：空格不改，填了的以表为准，表里没有的人不删。",
    "换户主、转户、去世、情形结束请在农户页办理，导入不办这些事。",
    f"以“{EXAMPLE}”开头的行不导入，可以保留，也可以删除。",
)


def example_register(county: str, village: tuple[str, str], words: Vocabulary) -> bytes:
    """The workbook; `village` is the township and name of a village of the county."""
    target = io.BytesIO()
    place = {"township": village[0], "village": village[1]}
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        families = [_FAMILY | place]
        people = [{key: _FAMILY[key] for key in _LINKS} | place | one for one in _PEOPLE]
        _write(book, HOUSEHOLD_SHEET, list(HOUSEHOLD_SHEET.columns), families, words)
        links = [column for column in OF_HOUSEHOLD if column.key in {*_LINKS, "township", "village"}]
        rest = MEMBER_SHEET.columns[len(OF_HOUSEHOLD) :]
        _write(book, MEMBER_SHEET, [*links, *rest], people, words)
        _write_guide(book, county, words)
    return target.getvalue()


def _write(
    book: Any, layout: Layout, columns: list[Column], rows: list[dict[str, str]], words: Vocabulary
) -> None:
    sheet = book.add_worksheet(layout.sheet)
    text = book.add_format({"num_format": "@"})
    title = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3F1EC", "num_format": "@"})
    grey = book.add_format({"italic": True, "font_color": "#8A8A8A", "num_format": "@"})
    shown = [column for column in columns if column.key not in _HIDDEN]
    for at, column in enumerate(shown):
        sheet.set_column(at, at, max(12, 2 * len(column.title) + 4), text)
        sheet.write_string(0, at, column.title + ("*" if column.required else ""), title)
        for line, row in enumerate(rows, start=1):
            sheet.write_string(line, at, row.get(column.key, ""), grey)
        if column.key in _WORDED:
            _offer(sheet, at, _options(column.key, words))
    sheet.freeze_panes(1, 0)


def _options(key: str, words: Vocabulary) -> list[str]:
    return ["是", "否"] if key in ("allowance", "supported") else words.labels(key)


def _offer(sheet: Any, at: int, options: list[str]) -> None:
    """A warning, not a wall: what is pasted is checked at the import. Long lists stand in the guide only."""
    if options and len(",".join(options)) <= _LONGEST_LIST:
        rule = {"validate": "list", "source": options, "error_type": "warning"}
        sheet.data_validation(1, at, _LAST, at, rule)


def _write_guide(book: Any, county: str, words: Vocabulary) -> None:
    guide = book.add_worksheet("填写说明")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bottom": 1})
    guide.write_string(0, 0, f"{county}农户和成员填写说明", book.add_format({"bold": True, "font_size": 14}))
    for at, rule in enumerate(_RULES, start=1):
        guide.merge_range(f"A{at + 1}:{letter(3)}{at + 1}", f"{at}. {rule}", wrapped)
    start = len(_RULES) + 2
    guide.write_row(start, 0, ["列名", "也认这些列名", "可填内容"], bold)
    columns = {column.key: column for column in (*HOUSEHOLD_SHEET.columns, *MEMBER_SHEET.columns)}
    for at, column in enumerate(columns.values(), start=start + 1):
        options = "、".join(_options(column.key, words)) if column.key in _WORDED else ""
        guide.write_row(at, 0, [column.title, "、".join(column.aliases), options], wrapped)
    guide.set_column(0, 0, 18)
    guide.set_column(1, 2, 50)
