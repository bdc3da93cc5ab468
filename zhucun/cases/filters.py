"""What a list of cases is narrowed to, as it stands in the address: list, board, export and figures read the same."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q

from zhucun.engine.flow.definition import Level
from zhucun.engine.period import Period, PeriodKind
from zhucun.kernel.place_codes import VILLAGE, prefix_of, within
from zhucun.kernel.text import canonical

SIZES = (20, 50)
LONGEST = 60


class Standing(StrEnum):
    """Whether cases are still open; in the address nothing stands for those that are."""

    OPEN = ""
    ENDED = "ended"
    ALL = "all"


class Settled(StrEnum):
    """How a case that is over kept its terms; what was refused, withdrawn or merged had none to keep."""

    IN_TIME = "in_time"
    LATE = "late"
    OTHERWISE = "otherwise"


IN_TIME = {Settled.IN_TIME: True, Settled.LATE: False, Settled.OTHERWISE: None}


@dataclass(frozen=True, slots=True)
class Filters:
    """Every field is named as in the address; what is empty narrows nothing."""

    kind: str = ""
    state: str = ""
    level: str = ""
    place: str = ""  # 12-digit code of a township or a village
    own: bool = False  # what lies at that place itself, not below it
    standing: Standing = Standing.OPEN
    overdue: bool = False
    month: Period | None = None  # in which it was raised: a month or a year
    ended: Period | None = None  # the month in which it was over
    settled: str = ""
    sent_up: bool = False
    reopened: bool = False
    rating: str = ""
    words: str = ""

    @classmethod
    def from_address(cls, given: Mapping[str, str]) -> "Filters":
        """A value that no page of ours writes is a ValueError."""
        place = given.get("place", "")
        if place and not (place.isascii() and place.isdigit() and len(place) == VILLAGE):
            raise ValueError(place)
        return cls(
            kind=given.get("kind", ""),
            state=given.get("state", "") if given.get("kind") else "",
            level=str(Level(given["level"])) if given.get("level") else "",
            place=place,
            own=bool(place) and given.get("own", "") == "1",
            standing=Standing(given.get("standing", "")),
            overdue=given.get("overdue", "") == "1",
            month=_month_or_year(given.get("month", "")),
            ended=_month(given.get("ended", "")),
            settled=str(Settled(given["settled"])) if given.get("settled") else "",
            sent_up=given.get("sent_up", "") == "1",
            reopened=given.get("reopened", "") == "1",
            rating=given.get("rating", ""),
            words=canonical(given.get("words", ""))[:LONGEST],
        )

    @property
    def in_address(self) -> dict[str, str]:
        """What `from_address` reads back as these filters."""
        told: dict[str, str] = {}
        for field in fields(Filters):
            value = getattr(self, field.name)
            if value and value != field.default:
                told[field.name] = _in_address(value)
        return told

    @property
    def narrow(self) -> bool:
        return replace(self, standing=Standing.OPEN) != Filters()

    def without(self, name: str) -> "Filters":
        """The same filters but one, for counting what that one would give."""
        bare = next(field.default for field in fields(Filters) if field.name == name)
        changes: dict[str, Any] = {name: bare}
        return replace(self, **changes)

    def conditions(self, today: date) -> Q:
        """The filters that are set, as conditions on a case."""
        found = Q(**{name: value for name, value in self._equal().items() if value})
        if self.place:
            found &= Q(place_code=self.place) if self.own else within("place_code", prefix_of(self.place))
        if self.standing is not Standing.ALL:
            found &= Q(ending="") if self._open_only() else ~Q(ending="")
        if self.overdue:
            found &= overdue(today)
        if self.settled:
            found &= Q(in_time=IN_TIME[Settled(self.settled)])
        for flag, column in ((self.sent_up, "times_up"), (self.reopened, "times_reopened")):
            found &= Q(**{f"{column}__gt": 0}) if flag else Q()
        return found

    def _open_only(self) -> bool:
        return self.standing is Standing.OPEN and not (self.settled or self.ended)

    def _equal(self) -> dict[str, Any]:
        return {
            "flow": self.kind,
            "state": self.state,
            "level": self.level,
            "rating": self.rating,
            "title__contains": self.words,
            "raised_on__gte": self.month and self.month.first,
            "raised_on__lte": self.month and self.month.last,
            "ended_on__gte": self.ended and self.ended.first,
            "ended_on__lte": self.ended and self.ended.last,
        }


def overdue(today: date) -> Q:
    """A broken term of an open case; a public notice that is over has broken nothing."""
    return Q(ending="", due_on__lt=today, is_waiting=False, suspended_on__isnull=True)


def _in_address(value: Any) -> str:
    if isinstance(value, Period):
        whole_year = value.first.month != value.last.month
        return f"{value.first:%Y}" if whole_year else f"{value.first:%Y-%m}"
    return "1" if value is True else str(value)


def size_in(given: Mapping[str, str]) -> int:
    """How many lines a page has."""
    asked = int(given.get("size") or SIZES[0])
    if asked not in SIZES:
        raise ValueError(asked)
    return asked


def _month_or_year(text: str) -> Period | None:
    """'2026' → the whole of that year."""
    if len(text) != len("2026"):
        return _month(text)
    return Period.containing(PeriodKind.YEAR, date.fromisoformat(f"{text}-01-01"))


def _month(text: str) -> Period | None:
    """'2026-10' → the whole of that month."""
    if not text:
        return None
    if len(text) != len("2026-10"):
        raise ValueError(text)
    first = date.fromisoformat(f"{text}-01")
    return Period.month(first.year, first.month)
