"""The conditions of removal as a page shows them: each with the way to where its figure is entered or counted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from zhucun.accounts.scope import Scope
from zhucun.households.checks import EDIT as REGISTER
from zhucun.households.models import Household
from zhucun.monitoring.checks import EDIT
from zhucun.monitoring.conditions import Condition, Rests, conditions_of
from zhucun.monitoring.models import IncomeSheet, Monitored
from zhucun.policy.pack import Pack

PROPOSE = "policy.propose"


@dataclass(frozen=True, slots=True)
class Shown:
    """`href` is empty where the reader may not open what the figure rests on."""

    condition: Condition
    href: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, of which household, and what of it the page has read already; `scope` is all the reader may do."""

    scope: Scope
    household: Household
    now: Monitored
    sheet: IncomeSheet | None
    cases: Collection[UUID]  # those the reader sees

    def way(self, rests: Rests) -> str:
        village = self.household.village_code
        match rests:
            case Rests.SHEET if self.sheet:
                return self._to("monitoring:sheet", sheet=self.sheet.id)
            case Rests.SHEET if self.scope.covers(village, EDIT):
                return self._to("monitoring:new_sheet", household_id=self.household.id)
            case Rests.HOUSEHOLD if self.scope.covers(village, REGISTER):
                return self._to("households:correct", household_id=self.household.id)
            case Rests.MEMBERS | Rests.MEASURES:
                return f"{self._to('households:household', household_id=self.household.id)}#{rests}"
            case Rests.CASE if self.now.case_id in self.cases:
                return self._to("cases:case", case=self.now.case_id)
            case Rests.LINE | Rests.MONTHS if self.scope.may(PROPOSE):
                return f"{self._to('policy:propose')}?value={rests}"
        return ""

    def _to(self, name: str, **where: Any) -> str:
        return reverse(name, kwargs={"county": self.household.county_code, **where})


def shown_to(reading: Reading, pack: Pack, on: date) -> list[Shown]:
    """Every condition of removal of a monitored household."""
    found = conditions_of(pack, reading.household.id, on)
    return [Shown(one, reading.way(one.rests)) for one in found]
