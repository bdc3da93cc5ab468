"""What is due by the retention table on a day, less what is held back: set queries, the same for the run and the screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from zhucun.accounts.scope import Scope
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import prefix_of
from zhucun.policy.models import RetentionHold
from zhucun.policy.pack.retention import term_of
from zhucun.policy.pack.retention_model import RetentionKind, last_day_due
from zhucun.policy.queries import pack_of
from zhucun.policy.retention import registry
from zhucun.policy.retention.registry import Held, Rows


@dataclass(frozen=True, slots=True)
class Term:
    """A kind of the table that is dropped some day, with who holds it and its months on the day."""

    kind: RetentionKind
    held: Held
    months: int


def terms(county: str, on: date) -> Iterator[Term]:
    """In the order of the table; a kind nobody has set a term for on that day is kept."""
    pack, offered = pack_of(county), registry.offered()
    for kind in pack.retention.values():
        months = term_of(pack, kind, on)
        if months is not None and kind.id in offered:
            yield Term(kind, offered[kind.id], months)


def standing(county: str, today: date) -> list[RetentionHold]:
    """The county's holds of a day: read once, whatever is asked of how many kinds."""
    rows = RetentionHold.objects.in_county(county).filter(lifted_on__isnull=True, ends_on__gte=today)
    return list(rows)


def due_on(county: str, term: Term, on: date, holds: Sequence[RetentionHold]) -> Rows:
    """What is due by a day and not held back."""
    rows, back = term.held.due(county, last_day_due(on, term.months)), _held_back(county, term.held, holds)
    return rows if back is None else rows.exclude(back)


def held_on(county: str, term: Term, on: date, holds: Sequence[RetentionHold]) -> Rows:
    """What would be due and is held back."""
    rows, back = term.held.due(county, last_day_due(on, term.months)), _held_back(county, term.held, holds)
    return rows.none() if back is None else rows.filter(back)


def holds_seen(scope: Scope, today: date) -> CountyQuerySet[RetentionHold]:
    """Holds that stand at the reader's places, the one that ends last first."""
    rows = RetentionHold.objects.for_scope(scope).filter(lifted_on__isnull=True, ends_on__gte=today)
    return rows.select_related("set_by").order_by("-ends_on", "id")


def _held_back(county: str, held: Held, holds: Sequence[RetentionHold]) -> Q | None:
    conditions = list(_conditions(county, held, holds))
    return reduce(or_, conditions) if conditions else None


def _conditions(county: str, held: Held, holds: Sequence[RetentionHold]) -> Iterator[Q]:
    if held.of_households is not None:
        for one in registry.reasons():
            yield held.of_households(county, one.households(county))
    for hold in holds:
        if hold.kind not in ("", held.kind):
            continue
        if hold.household_id is None:
            yield held.in_place(county, prefix_of(hold.place_code))
        elif held.of_households is not None:
            yield held.of_households(county, [hold.household_id])
