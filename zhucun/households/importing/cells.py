"""What a cell of these tables says beyond what every table has: apostrophes in front, births a century ago, months in words."""

import re
from dataclasses import replace
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhucun.kernel.spreadsheet.grid import Kind, Row
from zhucun.kernel.text import canonical_code

MASKED = "*"  # a number that an export has hidden: it says that nothing changes
_APOSTROPHE = re.compile(r"^\s*['‘’`＇′]\s*(?=.)", re.DOTALL)
_PARTED = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:T?[0-9:]*)?")
_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[0-9]{2,5}(?:\.0+)?")
_COUNT = re.compile(r"([0-9]{1,3})(?:\.0+)?(?:个?月|人|口|口人)?")
_EPOCH, _FIRST_SERIAL, _EARLIEST = date(1899, 12, 30), 61, 1900


def plain(row: Row) -> Row:
    """The row without the apostrophes by which spreadsheets keep a number a text."""
    cells = {
        at: replace(cell, text=_APOSTROPHE.sub("", cell.text))
        for at, cell in row.cells.items()
        if cell.kind is Kind.TEXT and _APOSTROPHE.match(cell.text)
    }
    return replace(row, cells={**row.cells, **cells}) if cells else row


def read_birth(text: str) -> date:
    """A birth date however it is written; a bare day number of Excel, too."""
    written = canonical_code(text)
    parts = _PARTED.fullmatch(written) or _COMPACT.fullmatch(written)
    if parts:
        return _real(*map(int, parts.groups()))
    if _SERIAL.fullmatch(written) and (serial := int(float(written))) >= _FIRST_SERIAL:
        return _EPOCH + timedelta(days=serial)
    raise ValidationError(_("看不懂这个出生日期。请写成 1968-03-01 这样的形式，写到日。"), code="birth.shape")


def read_count(text: str) -> int:
    """A small number, perhaps with its unit: 6, 6.0, 6个月, 4人."""
    found = _COUNT.fullmatch(canonical_code(text))
    if not found:
        raise ValidationError(_("这里应填整数，如 6。请核对后重新填写。"), code="count.shape")
    return int(found[1])


def read_number(text: str) -> str:
    """An identity number or telephone as it stands: what it must be is checked with the person. Hidden ones say nothing."""
    return MASKED if MASKED in text else text


def read_village_code(text: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", text):
        raise ValidationError(
            _("村代码应为 12 位数字。请核对，或者改填乡镇和村。"), code="village_code.shape"
        )
    return text


def _real(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as problem:
        raise ValidationError(_("没有这一天。请核对出生日期的月和日。"), code="birth.impossible") from problem
    if year < _EARLIEST:
        raise ValidationError(_("出生年份不合常理。请核对后重新填写。"), code="birth.year")
    return found
