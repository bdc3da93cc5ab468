"""Every read of monitoring. A list begins with what the reader may see."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from zhucun.accounts.scope import Scope
from zhucun.kernel.county import CountyQuerySet
from zhucun.monitoring.choices import LeadState, MeasureState
from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Lead, Monitored

OPEN_LEADS = (LeadState.OPEN, LeadState.CHECKING)
OPEN_MEASURES = (MeasureState.PLANNED, MeasureState.UNDERWAY)
LINE = "monitoring_income_line"


def monitored_in(scope: Scope) -> CountyQuerySet[Monitored]:
    """Who is monitored now, the longest first."""
    rows = Monitored.objects.for_scope(scope).filter(removed_on__isnull=True)
    return rows.select_related("household").order_by("since", "id")


def removed_in(scope: Scope) -> CountyQuerySet[Monitored]:
    """Whose risk was removed, the last first: they are still followed."""
    rows = Monitored.objects.for_scope(scope).filter(removed_on__isnull=False)
    return rows.select_related("household").order_by("-removed_on", "-id")


def leads_in(scope: Scope) -> CountyQuerySet[Lead]:
    """What is to be looked at, the oldest first."""
    rows = Lead.objects.for_scope(scope).filter(state__in=OPEN_LEADS)
    return rows.select_related("household").order_by("found_on", "id")


def overdue_in(scope: Scope, on: date) -> CountyQuerySet[HelpMeasure]:
    """Measures whose day has passed and that are not done."""
    rows = HelpMeasure.objects.for_scope(scope).filter(state__in=OPEN_MEASURES, due_on__lt=on)
    return rows.select_related("household").order_by("due_on", "id")


def leads_by_rule(scope: Scope) -> dict[str, Counter[str]]:
    """How many leads each rule has raised, by the state they are in now."""
    rows = Lead.objects.for_scope(scope).exclude(rule="").order_by()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, state, count in rows.values_list("rule", "state").annotate(n=Count("id")):
        found[rule][state] = count
    return found


def lead_for(scope: Scope, id: UUID) -> Lead:
    return get_object_or_404(Lead.objects.for_scope(scope).select_related("household"), id=id)


def sheet_for(scope: Scope, id: UUID) -> IncomeSheet:
    rows = IncomeSheet.objects.for_scope(scope).select_related("household", "made_by")
    return get_object_or_404(rows, id=id)


def measure_for(scope: Scope, id: UUID) -> HelpMeasure:
    rows = HelpMeasure.objects.for_scope(scope).select_related("household")
    return get_object_or_404(rows, id=id)


def current_sheet(county: str, household: UUID) -> IncomeSheet | None:
    rows = IncomeSheet.objects.in_county(county).filter(household=household, is_current=True)
    return rows.first()


def sheets_of(county: str, household: UUID) -> list[IncomeSheet]:
    """Every sheet of a household, the newest first."""
    rows = IncomeSheet.objects.in_county(county).filter(household=household).select_related("made_by")
    return list(rows.order_by("-made_at", "-id"))


def monitored_now(county: str, household: UUID) -> Monitored | None:
    rows = Monitored.objects.in_county(county).filter(household=household, removed_on__isnull=True)
    return rows.first()


def times_monitored(county: str, household: UUID) -> list[Monitored]:
    rows = Monitored.objects.in_county(county).filter(household=household)
    return list(rows.order_by("-since", "-id"))


def measures_of(county: str, household: UUID) -> list[HelpMeasure]:
    rows = HelpMeasure.objects.in_county(county).filter(household=household)
    return list(rows.order_by("-planned_at", "-id"))


def open_leads_of(county: str, household: UUID) -> CountyQuerySet[Lead]:
    rows = Lead.objects.in_county(county).filter(household=household, state__in=OPEN_LEADS)
    return rows.order_by("found_on", "id")


def incomes(county: str, households: Collection[UUID]) -> Mapping[UUID, int]:
    """Per head, of those who have a sheet."""
    rows = IncomeSheet.objects.in_county(county).filter(household__in=households, is_current=True)
    return dict(rows.order_by().values_list("household_id", "per_head"))


def measure_counts(county: str, households: Collection[UUID], states: Collection[str]) -> dict[UUID, int]:
    """How many measures of the present time of being monitored are in these states; none is none."""
    rows = HelpMeasure.objects.in_county(county).filter(household__in=households)
    counted = Count("id", filter=Q(state__in=states))
    found = dict.fromkeys(households, 0)
    present = rows.filter(Q(monitored__removed_on__isnull=True) | Q(monitored__isnull=True))
    return found | dict(present.order_by().values_list("household_id").annotate(n=counted))


def spans(county: str, households: Collection[UUID]) -> dict[UUID, Monitored]:
    """The present time of being monitored of those who are."""
    rows = Monitored.objects.in_county(county).filter(household__in=households, removed_on__isnull=True)
    return {row.household_id: row for row in rows}
