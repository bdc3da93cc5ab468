"""A month as a ribbon: one letter a day in, one cell a day out.

This is the only place where HTML is put together outside templates. A county's month is about a thousand
ribbons of 31 cells; a template loop takes over a second for them, `str.translate` a few hundredths. It stays
safe because no input reaches the page: every letter is looked up in a closed table, and any other is refused.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, override, pgettext_lazy
from django.utils.translation import gettext as _


class Kind(NamedTuple):
    """What a day can be: its CSS class, the word of the legend, the short one of the calendar."""

    css: str
    word: str | Promise
    short: str | Promise


KINDS: dict[str, Kind] = {
    "p": Kind("p", gettext_lazy("在村"), pgettext_lazy("日历", "在村")),
    "r": Kind("r", gettext_lazy("在村，有工作记录"), pgettext_lazy("日历", "记录")),
    "x": Kind("x", gettext_lazy("补登在村"), pgettext_lazy("日历", "补登")),
    "t": Kind("t", gettext_lazy("培训"), pgettext_lazy("日历", "培训")),
    "o": Kind("o", gettext_lazy("公差"), pgettext_lazy("日历", "公差")),
    "l": Kind("l", gettext_lazy("请假"), pgettext_lazy("日历", "请假")),
    "a": Kind("a", gettext_lazy("抽查不在"), pgettext_lazy("日历", "不在")),
    "q": Kind("q", gettext_lazy("待核"), pgettext_lazy("日历", "待核")),
    "n": Kind("n", gettext_lazy("工作日，没有记录"), ""),  # silence is no reproach
    ".": Kind("w", gettext_lazy("休息日"), pgettext_lazy("日历", "休")),
    "f": Kind("f", gettext_lazy("还没到"), ""),
    "-": Kind("z", gettext_lazy("不在派驻期"), ""),
}

_CELLS = str.maketrans({code: f"<i class={kind.css}></i>" for code, kind in KINDS.items()})


class Cell(NamedTuple):
    """One day of a calendar sheet; `column` is 1 for Monday."""

    on: date
    column: int
    code: str
    kind: Kind


def ribbon(days: str) -> SafeString:
    """The cells of a month, `days[0]` being the 1st, with one sentence for those who cannot see them."""
    _refuse_strange(days)
    said = " · ".join(words % days.count(code) for code, words in _spoken(get_language()) if code in days)
    return SafeString(f'<span class="days" role="img" aria-label="{said}">{days.translate(_CELLS)}</span>')


def month_cells(year: int, month: int, days: str) -> Sequence[Cell]:
    """The same letters as a sheet of a calendar, for one person."""
    _refuse_strange(days)
    first = date(year, month, 1)
    dates = [first + timedelta(days=at) for at in range(len(days))]
    return [Cell(on, on.isoweekday(), code, KINDS[code]) for on, code in zip(dates, days, strict=True)]


def _refuse_strange(days: str) -> None:
    if strange := set(days) - KINDS.keys():
        raise ValueError(f"no such kind of day: {''.join(sorted(strange))!r}")


@lru_cache(maxsize=8)
def _spoken(language: str | None) -> tuple[tuple[str, str], ...]:
    # Looked up once per language: gettext for every ribbon would cost more than the ribbon.
    with override(language):
        pattern = escape(_("%(word)s %(count)s 天"))
        return tuple(
            (code, pattern % {"word": escape(kind.word), "count": "%d"}) for code, kind in KINDS.items()
        )
