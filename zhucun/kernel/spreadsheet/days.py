"""A date as people write it in a cell: 2024-3-1, 2024.3.1, 2024年3月1日, 20240301, or a bare day number."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhucun.kernel.spreadsheet.sheet_xml import day_of_serial
from zhucun.kernel.text import canonical, canonical_code

_TIME = re.compile(r"[\sT]+[0-9]{1,2}[:：][0-9]{2}.*$")
_PARTED = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[3-7][0-9]{4}(?:\.[0-9]+)?")
_NO_DAY = re.compile(r"[0-9]{4}(?:[-/.年]?[0-9]{1,2}月?|年)?")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,4}日?")
_EPOCH = date(1899, 12, 30)
_EARLIEST_YEAR, _LATEST_YEAR = 1949, 2100


@dataclass(frozen=True, slots=True)
class FoundDay:
    day: date
    guessed: bool = False


def read_day(text: str) -> FoundDay:
    """The date in a text, or a ValidationError with the reason."""
    written = canonical_code(_TIME.sub("", canonical(text)))
    parts = _PARTED.fullmatch(written) or _COMPACT.fullmatch(written)
    if parts:
        return FoundDay(_plausible(*map(int, parts.groups())))
    if _SERIAL.fullmatch(written):
        day = day_of_serial(written, _EPOCH)
        if day:
            return FoundDay(day, guessed=True)
    if _NO_DAY.fullmatch(written):
        raise ValidationError(_("日期只到年或月。请补齐到日，如 2024-03-01。"), code="day.incomplete")
    if _SHORT_YEAR.fullmatch(written):
        raise ValidationError(_("年份请写四位，如 2024-03-01。"), code="day.short_year")
    raise ValidationError(_("看不懂这个日期。请写成 2024-03-01 这样的形式。"), code="day.shape")


def _plausible(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as problem:
        raise ValidationError(_("没有这一天。请核对月份和日期。"), code="day.impossible") from problem
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise ValidationError(_("年份不合常理。请核对后重新填写。"), code="day.year")
    return found
