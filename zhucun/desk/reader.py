"""Who looks at the home page, and what several of its lines need: read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from zhucun.accounts.models import User
from zhucun.accounts.scope import Scope
from zhucun.attendance import queries as attendance
from zhucun.attendance.models import PresenceEntry
from zhucun.attendance.months import month_before
from zhucun.burden.queries_home import to_answer_counted, to_decide_counted
from zhucun.cases.listing import waiting_counted
from zhucun.documents.archives.gaps import gaps_counted
from zhucun.fieldwork.agreed import agreed_counted
from zhucun.kernel import clock
from zhucun.kernel.lists import listed
from zhucun.kernel.short import Counts, Short, read
from zhucun.monitoring.queries_mine import mine_counted
from zhucun.policy.queries import pack_of
from zhucun.sync.queries import SETTLE
from zhucun.sync.queries_home import own_counted, to_settle_counted
from zhucun.sync.services import USEFUL

LATELY = timedelta(days=30)
FEW = 6  # lines of one kind
LATEST = 32  # entries, of which many may have been made in one sitting


@dataclass(frozen=True)
class Line:
    """One thing on the home page, with the way to it; `days` is a month to be drawn."""

    title: str
    href: str = ""
    answer: str = ""
    text: str = ""
    note: str = ""
    why: str = ""
    days: str = ""


@dataclass(frozen=True)
class Reader:
    """One person at one moment, in one county."""

    user: User
    scope: Scope
    at: datetime
    names: dict[str, str]

    @property
    def today(self) -> date:
        return clock.date_of(self.at)

    @property
    def lately(self) -> datetime:
        return self.at - LATELY

    @property
    def is_stationed(self) -> bool:
        return self.scope.may("attendance.enter_own")

    @property
    def has_phone(self) -> bool:
        """Whether there is anything that the reader could do on a phone."""
        return bool(self.scope.permissions & USEFUL)

    @cached_property
    def seen(self) -> Scope:
        """The places whose presence the reader may see."""
        return self.scope.narrowed("attendance.see")

    @cached_property
    def months(self) -> tuple[date, date]:
        """This month and the one before it."""
        this = self.today.replace(day=1)
        return this, month_before(this)

    @cached_property
    def standing(self) -> tuple[dict[date, attendance.Totals], frozenset[tuple[date, str]]]:
        """The totals of both months, and where a township stands by one."""
        return attendance.standing_of(self.seen, self.months)

    @property
    def totals(self) -> dict[date, attendance.Totals]:
        return self.standing[0]

    @cached_property
    def entries(self) -> tuple[list[PresenceEntry], list[PresenceEntry]]:
        """Days under question, one's own or those one looks after; and what was entered last."""
        own = self.user.id if self.is_stationed else None
        return attendance.entries_of_note(self.seen, FEW, LATEST, since=self.lately, user_id=own)

    @cached_property
    def short(self) -> dict[str, Short]:
        """Counts of what waits, of what is owed beside duties, of what phones brought: all in one statement."""
        asked: list[Counts] = []
        if self.scope.may("cases.see"):
            asked.append(waiting_counted(self.scope, self.today))
        if self.scope.may("monitoring.edit"):
            asked.append(mine_counted(self.scope.narrowed("monitoring.edit"), self.today))
        if self.is_stationed and self.scope.may("fieldwork.write"):
            visits = agreed_counted(self.scope, pack_of(self.scope.county), self.today)
            asked += [] if visits is None else [visits]
        requests = to_answer_counted(self.scope, self.today)
        asked += to_decide_counted(self.scope) if requests is None else [requests]
        gaps = gaps_counted(self.scope.narrowed("documents.see"), self.today)
        asked += [] if gaps is None else [gaps]
        asked += [own_counted(self.scope)] if self.has_phone else []
        asked += [to_settle_counted(self.scope)] if self.scope.may(SETTLE) else []
        return read(asked) if asked else {}

    def link(self, name: str, **kwargs: Any) -> str:
        return reverse(name, kwargs={"county": self.scope.county, **kwargs})

    def at_village(self, code: str, spans: Sequence[tuple[date, date]]) -> str:
        """亚通村 · 11月3日—11月5日、11月17日."""
        said = (
            short_day(first) if first == last else f"{short_day(first)}—{short_day(last)}"
            for first, last in spans
        )
        return f"{self.names.get(code, code)} · {listed(said)}"


def short_day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")
