"""Registers for tests: two families as two sheets or as one, and rows with one thing changed."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl

from zhucun.kernel.identity import id_check_character


def citizen(serial: int, born: str = "19680301", male: bool = True) -> str:
    """A valid identity number for each serial, birth and sex."""
    body = f"990001{born}{serial % 50:02}{1 if male else 2}"
    return body + id_check_character(body)


FIRST = {
    "乡镇": "青河镇",
    "村": "上坪村",
    "村民小组": "一组",
    "户编号": "5117810001",
    "户主姓名": "张三",
    "家庭人口数": "3",
    "户类型": "脱贫户",
}
SECOND = FIRST | {"户编号": "5117810002", "户主姓名": "李四", "家庭人口数": "1", "户类型": "一般农户"}
HEAD = {
    "户编号": "5117810001",
    "姓名": "张三",
    "与户主关系": "户主",
    "证件号码": citizen(1),
    "联系电话": "13800001234",
    "民族": "汉族",
    "政治面貌": "群众",
    "文化程度": "初中",
    "健康状况": "健康",
    "劳动技能": "普通劳动力",
    "务工地点": "广东省东莞市",
    "务工时长": "8",
    "医保": "是",
    "养老": "否",
    "低保": "否",
}
WIFE = HEAD | {
    "姓名": "王芳",
    "与户主关系": "配偶",
    "证件号码": citizen(2, "19700405", male=False),
    "联系电话": None,
    "务工地点": None,
    "务工时长": None,
}
SON = WIFE | {
    "姓名": "张小三",
    "与户主关系": "儿子",
    "证件号码": citizen(3, "20150910"),
    "在校生情况": "小学",
    "劳动技能": None,
    "政治面貌": None,
}
OTHER_HEAD = HEAD | {
    "户编号": "5117810002",
    "姓名": "李四",
    "证件号码": citizen(4, "19551212") + "44",
    "联系电话": None,
    "低保": "是",
}
HOUSEHOLDS = (FIRST, SECOND)
MEMBERS = (HEAD, WIFE, SON, OTHER_HEAD)
Line = Mapping[str, Any]


def workbook(sheets: Mapping[str, Iterable[Line]]) -> bytes:
    """Sheets of lines; the titles are all that some line has, in the order they come."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        _fill(book.create_sheet(name), list(lines))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(sheet: Any, lines: Sequence[Line]) -> None:
    titles = list(dict.fromkeys(title for line in lines for title in line))
    sheet.append(titles)
    for line in lines:
        sheet.append([line.get(title) for title in titles])


def register(households: Iterable[Line] = HOUSEHOLDS, members: Iterable[Line] = MEMBERS) -> bytes:
    return workbook({"户": households, "成员": members})


def one_sheet(*members: Line) -> bytes:
    return workbook({"成员": members})
