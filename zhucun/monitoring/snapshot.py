"""A county as one night finds it: each set of rows read once, when a rule first asks for it."""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from zhucun.households.models import Mark, Membership
from zhucun.kernel.county import CountyQuerySet
from zhucun.monitoring.choices import MeasureState
from zhucun.monitoring.facts import Facts, Member, facts_of, members_in
from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Monitored


class Holding(NamedTuple):
    """A circumstance that holds on the day, of a household or of somebody in it."""

    household: UUID
    personal: bool
    kind: str
    starts_on: date


class Snapshot:
    """`households` are those of the register on the day; no figure is told of any other."""

    def __init__(self, county: str, on: date) -> None:
        self.county, self.on = county, on

    @cached_property
    def facts(self) -> dict[UUID, Facts]:
        return facts_of(self.county, self.on, members=self.people)

    @cached_property
    def people(self) -> dict[UUID, list[Member]]:
        return members_in(self.county)

    @cached_property
    def health(self) -> dict[UUID, list[str]]:
        """Sealed, so it is read alone and only where a rule asks for it."""
        found: dict[UUID, list[str]] = defaultdict(list)
        for household, health in self._present().order_by().values_list("household_id", "villager__health"):
            found[household].append(str(health or ""))
        return found

    @cached_property
    def marks(self) -> list[Holding]:
        rows = Mark.objects.in_county(self.county).filter(voided=False, starts_on__lte=self.on)
        holding = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=self.on)).order_by()
        told = holding.values_list("household_id", "villager_id", "kind", "starts_on")
        return [
            Holding(household, villager is not None, kind, since) for household, villager, kind, since in told
        ]

    @cached_property
    def sheets(self) -> dict[UUID, tuple[int, int | None]]:
        """Income per head and own expense for illness, as the sheet says that holds now."""
        rows = IncomeSheet.objects.in_county(self.county).filter(is_current=True).order_by()
        told = rows.values_list("household_id", "per_head", "spent_on_illness")
        return {household: (per_head, illness) for household, per_head, illness in told}

    @cached_property
    def sheets_before(self) -> dict[UUID, int]:
        """Income per head on the sheet before, the latest one that no longer holds."""
        rows = IncomeSheet.objects.in_county(self.county).filter(is_current=False).order_by("made_at", "id")
        return dict(rows.values_list("household_id", "per_head"))

    @cached_property
    def since(self) -> dict[UUID, date]:
        rows = Monitored.objects.in_county(self.county).filter(removed_on__isnull=True).order_by()
        return dict(rows.values_list("household_id", "since"))

    @cached_property
    def helped(self) -> set[UUID]:
        """Monitored households with a measure done."""
        rows = HelpMeasure.objects.in_county(self.county).filter(
            state=MeasureState.DONE, monitored__removed_on__isnull=True, monitored__isnull=False
        )
        counted = rows.order_by().values_list("household_id").annotate(n=Count("id"))
        return {household for household, _n in counted}

    def _present(self) -> CountyQuerySet[Membership]:
        return Membership.objects.in_county(self.county).filter(ends_on__isnull=True, voided=False)
