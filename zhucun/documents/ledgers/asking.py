"""What a ledger is narrowed to in the address: a time, a place, an order. The pack says what stands there at first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.engine.period import Period, PeriodKind
from zhucun.kernel.place_codes import VILLAGE, prefix_of
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack.ledger_model import Opening, PackLedger

EVER = "all"
MONTHS_OFFERED = 12
ORDER_WORDS = {
    "place": gettext_lazy("按乡镇和村"),
    "name": gettext_lazy("按姓名"),
    "newest": gettext_lazy("新的在前"),
    "oldest": gettext_lazy("早的在前"),
    "due": gettext_lazy("期限近的在前"),
}


class NoSuchLedger(Refusal):
    """没有“%(ledger)s”这份台账。"""

    code = "documents.no_such_ledger"
    next_step = "请从台账目录里选；县里的台账写在制度包的 ledgers 文件夹。"


class NoSuchPeriod(Refusal):
    """“%(given)s”不是一个月份或者年份。"""

    code = "documents.no_such_period"
    next_step = "请写成 2026-10 或者 2026；不限时间写 all。"


class NoSuchPlace(Refusal):
    """“%(given)s”不是乡镇或者村的代码。"""

    code = "documents.no_such_place"
    next_step = "请从“全部地方”里选。"


class NoSuchOrder(Refusal):
    """这份台账没有“%(given)s”这种排法。"""

    code = "documents.no_such_order"
    next_step = "请从页面上的几种排法里选。"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """`month` is as it stands in the address: 2026-10, 2026, all; empty is what the ledger opens on."""

    period: Period | None
    month: str
    place: str
    order: str
    given: bool  # whether the reader asked for another time, or for a place

    @property
    def prefix(self) -> str:
        return prefix_of(self.place) if self.place else ""

    @property
    def in_address(self) -> str:
        asked = {"month": self.month, "place": self.place, "order": self.order}
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"

    def at(self, place: str) -> "Narrowed":
        return replace(self, place=place)


def narrowed(ledger: PackLedger, given: Mapping[str, str], today: date) -> Narrowed:
    """Read from the address; what no page of ours writes is refused with a sentence."""
    month, place, order = (given.get(name, "") for name in ("month", "place", "order"))
    if place and not (place.isascii() and place.isdigit() and len(place) == VILLAGE):
        raise NoSuchPlace(given=place[:VILLAGE])
    if order and order not in ledger.draws_from.orders:
        raise NoSuchOrder(given=order[:VILLAGE])
    dated = ledger.draws_from.dated
    shown = month or opens_on(ledger, today)
    return Narrowed(
        period=_period(shown) if dated else None,
        month=shown if dated else "",
        place=place,
        order=order or ledger.order,
        given=bool(place) or (dated and shown != opens_on(ledger, today)),
    )


def opens_on(ledger: PackLedger, today: date) -> str:
    match ledger.opens_on:
        case Opening.MONTH:
            return f"{today:%Y-%m}"
        case Opening.YEAR:
            return f"{today:%Y}"
        case _:
            return EVER


def periods_offered(today: date) -> list[tuple[str, str]]:
    """This year and the one before, the last months, and all time; address and words."""
    years = [(f"{year}", _("%(year)s 年") % {"year": year}) for year in (today.year, today.year - 1)]
    months, day = [], today.replace(day=1)
    for _month in range(MONTHS_OFFERED):
        months.append((f"{day:%Y-%m}", date_format(day, "YEAR_MONTH_FORMAT")))
        day = (day - timedelta(days=1)).replace(day=1)
    return [*months, *years, (EVER, _("不限时间"))]


def period_words(period: Period | None) -> str:
    """2026年10月, 2026 年, or nothing for all time."""
    if period is None:
        return ""
    if period.first.month == period.last.month:
        return date_format(period.first, "YEAR_MONTH_FORMAT")
    return _("%(year)s 年") % {"year": period.first.year}


def _period(text: str) -> Period | None:
    if text == EVER:
        return None
    try:
        if len(text) == len("2026"):
            return Period.containing(PeriodKind.YEAR, date.fromisoformat(f"{text}-01-01"))
        if len(text) == len("2026-10"):
            return Period.containing(PeriodKind.MONTH, date.fromisoformat(f"{text}-01"))
    except ValueError:
        pass
    raise NoSuchPeriod(given=text[:20])
