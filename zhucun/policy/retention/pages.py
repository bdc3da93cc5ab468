"""What the screens of retention show: the table with what becomes due, the last runs in words, what is held back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, Value
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.scope import Scope
from zhucun.audit.queries import latest_events
from zhucun.kernel import clock
from zhucun.policy.pack import Pack
from zhucun.policy.pack.model import Citation
from zhucun.policy.pack.retention import term_of, term_source
from zhucun.policy.pack.retention_model import BASES, EVENTS, RetentionKind, Then
from zhucun.policy.queries import pack_of
from zhucun.policy.retention.queries import Term, due_on, held_on, standing, terms
from zhucun.policy.retention.registry import Held, Rows
from zhucun.policy.retention.services import DROPPED

AHEAD = (0, 30, 90)  # days
RUNS = 200  # lines of the trail that are read for the last runs
NIGHTS = 10
THEN = {Then.DELETE: _("删除"), Then.STRIP: _("清空"), Then.KEEP: _("长期保存")}


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of the table in words; `due` counts what is due within 0, 30 and 90 days, `held` what is held back."""

    kind: RetentionKind
    basis: str
    cited: Citation | None
    after: str
    months: int | None
    term_cited: Citation | None
    then: Any
    drops: bool
    due: dict[int, int] = field(default_factory=dict)
    held: int = 0

    @property
    def now(self) -> int:
        return self.due.get(0, 0)


@dataclass(frozen=True, slots=True)
class Night:
    """What was dropped on one day: kinds with their rows."""

    day: date
    done: list[tuple[str, int]]


def lines(scope: Scope, today: date) -> list[Line]:
    pack = pack_of(scope.county)
    counted = _counted(scope, today)
    return [_line(pack, kind, today, counted) for kind in pack.retention.values()]


def seen(scope: Scope, held: Held, rows: Rows) -> Rows:
    """Only what lies at the reader's places."""
    if scope.whole_county:
        return rows
    places = Q(pk__in=())
    for prefix in scope.prefixes:
        places |= held.in_place(scope.county, prefix)
    return rows.filter(places)


def nights(scope: Scope) -> list[Night]:
    """The last runs that dropped anything, from the trail; counts alone stand in it."""
    pack, days = pack_of(scope.county), dict[date, dict[str, int]]()
    for event in latest_events(scope.county, act=DROPPED, limit=RUNS):
        done = days.setdefault(clock.date_of(event.at), {})
        kind = event.details.get("kind", "")
        done[kind] = done.get(kind, 0) + int(event.details.get("rows", 0))
    titles = {id: kind.title for id, kind in pack.retention.items()}
    return [
        Night(day, [(titles.get(kind, kind), rows) for kind, rows in done.items()])
        for day, done in list(days.items())[:NIGHTS]
    ]


def _line(pack: Pack, kind: RetentionKind, today: date, counted: dict[tuple[str, str], int]) -> Line:
    return Line(
        kind=kind,
        basis=BASES[kind.basis],
        cited=pack.cite(kind.source),
        after=EVENTS.get(kind.after, ""),
        months=term_of(pack, kind, today),
        term_cited=pack.cite(term_source(pack, kind, today)),
        then=THEN[kind.then],
        drops=kind.then is not Then.KEEP,
        due={days: counted.get((kind.id, str(days)), 0) for days in AHEAD},
        held=counted.get((kind.id, HELD), 0),
    )


HELD = "held"


def _counted(scope: Scope, today: date) -> dict[tuple[str, str], int]:
    """Every count of the page in one statement."""
    parts = list(_parts(scope, today))
    if not parts:
        return {}
    first, *others = parts
    whole: Any = first.union(*others, all=True) if others else first
    return {(kind, which): count for kind, which, count in whole}


def _parts(scope: Scope, today: date) -> Iterator[Any]:
    county, holds = scope.county, standing(scope.county, today)
    for term in terms(county, today):
        for days in AHEAD:
            yield _count(scope, term, due_on(county, term, today + timedelta(days=days), holds), str(days))
        yield _count(scope, term, held_on(county, term, today, holds), HELD)


def _count(scope: Scope, term: Term, rows: Rows, which: str) -> Any:
    found = seen(scope, term.held, rows).order_by().values("county_code")
    named = found.annotate(kind_is=Value(term.kind.id), which=Value(which), rows=Count("id"))
    return named.values_list("kind_is", "which", "rows")


def kinds_that_drop(pack: Pack) -> Sequence[tuple[str, str]]:
    return [(kind.id, kind.title) for kind in pack.retention.values() if kind.then is not Then.KEEP]
