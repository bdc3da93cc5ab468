"""What does not fit together in monitoring, counted over a reader's places: a check list, each line with its households.

None of it changes anything: a line asks somebody to look. One read for each table, whatever the number of households.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.scope import Scope
from zhucun.households.models import Household
from zhucun.monitoring.choices import MeasureState
from zhucun.monitoring.conditions import line_on, number_on
from zhucun.monitoring.domain import whole_months
from zhucun.monitoring.facts import Facts, facts_of
from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Monitored
from zhucun.policy.pack import Pack
from zhucun.policy.queries import pack_of

HELPED = "helped"
ANSWERS: Mapping[
    str, frozenset[str]
] = {  # a risk, and the kinds of measure of which one should be among those done
    "illness": frozenset({"health", "security", "social"}),
    "study": frozenset({"schooling", "education", "social"}),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule and the households it found."""

    code: str
    title: Any
    households: tuple[UUID, ...]


class Book:
    """What the rules read, for the places of one reader: each table once."""

    def __init__(self, scope: Scope, on: date) -> None:
        self.scope, self.on = scope, on
        self.pack: Pack = pack_of(scope.county)

    @cached_property
    def facts(self) -> dict[UUID, Facts]:
        concerned = {row.household_id for row in self.rows}
        return facts_of(self.scope.county, self.on, concerned)

    @cached_property
    def rows(self) -> list[Monitored]:
        return list(Monitored.objects.for_scope(self.scope).order_by("since", "id"))

    @cached_property
    def last(self) -> list[Monitored]:
        """The latest time of each household."""
        return list({row.household_id: row for row in self.rows}.values())

    @cached_property
    def removed(self) -> list[Monitored]:
        return [row for row in self.last if row.removed_on is not None]

    @cached_property
    def helped(self) -> list[Monitored]:
        return [row for row in self.removed if row.removed_how == HELPED]

    @cached_property
    def done(self) -> dict[UUID, set[str]]:
        """The kinds of measure that were done, by the time of being monitored they belong to."""
        rows = HelpMeasure.objects.for_scope(self.scope).filter(
            state=MeasureState.DONE, monitored__isnull=False
        )
        found: dict[UUID, set[str]] = defaultdict(set)
        for monitored, kind in rows.order_by().values_list("monitored_id", "kind"):
            found[monitored].add(kind)
        return found

    @cached_property
    def planned(self) -> set[UUID]:
        rows = HelpMeasure.objects.for_scope(self.scope).filter(monitored__isnull=False)
        return set(rows.exclude(state=MeasureState.STOPPED).order_by().values_list("monitored_id", flat=True))

    @cached_property
    def incomes(self) -> dict[UUID, int]:
        rows = IncomeSheet.objects.for_scope(self.scope).filter(is_current=True).order_by()
        return dict(rows.values_list("household_id", "per_head"))

    @cached_property
    def unsafe_water(self) -> list[UUID]:
        """Households once lifted out of poverty, without safe water, that nobody monitors."""
        rows = Household.objects.for_scope(self.scope).filter(
            ends_on__isnull=True, circumstance="lifted", water="unsafe"
        )
        now = {row.household_id for row in self.rows if row.removed_on is None}
        return [
            id for id in rows.order_by("village_code", "id").values_list("id", flat=True) if id not in now
        ]


Rule = Callable[[Book], list[UUID]]


def _lifted_without_water(book: Book) -> list[UUID]:
    return book.unsafe_water


def _removed_but_failing(book: Book) -> list[UUID]:
    return [row.household_id for row in book.removed if _failing(book, row.household_id)]


def _failing(book: Book, household: UUID) -> bool:
    """Something is known to fail; what is not known counts for nothing here."""
    facts = book.facts.get(household)
    known = (facts.unsafe_housing, facts.unsafe_water, facts.dropped_out, facts.uninsured) if facts else ()
    return any(known)


def _helped_without_measure(book: Book) -> list[UUID]:
    return [row.household_id for row in book.helped if not book.done.get(row.id)]


def _risk_unanswered(book: Book) -> list[UUID]:
    return [
        row.household_id
        for row in book.helped
        if any(not ANSWERS[risk] & book.done.get(row.id, set()) for risk in row.risks if risk in ANSWERS)
    ]


def _removed_below_line(book: Book) -> list[UUID]:
    line = line_on(book.pack, book.on)
    if line is None:
        return []
    return [row.household_id for row in book.removed if book.incomes.get(row.household_id, line) < line]


def _removed_at_once(book: Book) -> list[UUID]:
    """Identified and removed in the same month or the next, and not because the family had gone."""
    return [
        row.household_id for row in book.helped if row.removed_on and _months(row.since, row.removed_on) < 2
    ]


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _month_without_measure(book: Book) -> list[UUID]:
    return [
        row.household_id
        for row in book.last
        if row.removed_on is None and row.id not in book.planned and whole_months(row.since, book.on) >= 1
    ]


def _late_first_measure(book: Book) -> list[UUID]:
    days = number_on(book.pack, "measures_within_days", book.on)
    if days is None:
        return []
    late = book.on - timedelta(days=days)
    return [
        row.household_id
        for row in book.last
        if row.removed_on is None and row.id not in book.planned and row.since < late
    ]


def _sheet_missing(book: Book) -> list[UUID]:
    return [
        row.household_id
        for row in book.last
        if row.removed_on is None and row.household_id not in book.incomes
    ]


RULES: Mapping[str, tuple[Any, Rule]] = {
    "lifted_without_water": (_("脱贫户饮水没有保障，还没有监测"), _lifted_without_water),
    "removed_but_failing": (_("风险已消除，住房、饮水、上学或医保又有问题"), _removed_but_failing),
    "helped_without_measure": (_("帮扶消除，却没有一项落实的措施"), _helped_without_measure),
    "risk_unanswered": (_("因病、因学的风险已消除，却没有对应的措施"), _risk_unanswered),
    "removed_below_line": (_("风险已消除，人均纯收入低于监测收入线"), _removed_below_line),
    "removed_at_once": (_("识别当月或次月就帮扶消除"), _removed_at_once),
    "month_without_measure": (_("识别满一个月，还没有安排措施"), _month_without_measure),
    "late_first_measure": (_("过了安排措施的期限，还没有安排"), _late_first_measure),
    "sheet_missing": (_("监测户还没有收支表"), _sheet_missing),
}


def findings(scope: Scope, on: date) -> list[Finding]:
    """Every rule with what it found, in the order of the list; one that found nothing is there as well."""
    book = Book(scope, on)
    return [Finding(code, title, tuple(rule(book))) for code, (title, rule) in RULES.items()]
