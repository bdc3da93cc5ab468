"""What monitoring drops when its term is over, and the households nothing of which may be dropped yet.

The figure a rule read stays with an answered lead, so that the rule does not ask the same again; what was said goes.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.erasing import erase
from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Lead, Monitored
from zhucun.monitoring.queries import OPEN_LEADS, OPEN_MEASURES
from zhucun.policy.pack.retention_model import Then
from zhucun.policy.retention.registry import Held, Shown, by_household, by_place, hold_back, offer

Row = Lead | IncomeSheet | Monitored | HelpMeasure


def offer_all() -> None:
    """Called at start."""
    village, of = by_place("village_code"), by_household("household_id")
    offer(Held("lead", Then.STRIP, _answered, _strip_leads, _show, village, of))
    offer(Held("income-sheet", Then.DELETE, _superseded, _erase_sheets, _show, village, of))
    offer(Held("monitored", Then.STRIP, _removed, _strip_monitored, _show, village, of))
    offer(Held("help-measure", Then.STRIP, _measures_over, _strip_measures, _show, village, of))
    hold_back("monitoring.monitored", _("仍在监测的户"), _monitored)
    hold_back("monitoring.leads", _("有线索正在核实的户"), _looked_at)


def _monitored(county: str) -> Any:
    return Monitored.objects.in_county(county).filter(removed_on__isnull=True).values("household_id")


def _looked_at(county: str) -> Any:
    return Lead.objects.in_county(county).filter(state__in=OPEN_LEADS).values("household_id")


def _answered(county: str, last: date) -> CountyQuerySet[Lead]:
    rows = Lead.objects.in_county(county).exclude(state__in=OPEN_LEADS)
    return rows.filter(closed_on__lte=last).exclude(says="", because="")


def _strip_leads(county: str, ids: Sequence[UUID], on: date) -> None:
    Lead.objects.in_county(county).filter(id__in=ids).update(says="", because="", applicant="")


def _superseded(county: str, last: date) -> CountyQuerySet[IncomeSheet]:
    """A later sheet of the same household has been there since that day; or the household itself has been gone since."""
    later = IncomeSheet.objects.in_county(county).filter(
        household_id=OuterRef("household_id"), made_at__gt=OuterRef("made_at"), made_on__lte=last
    )
    rows = IncomeSheet.objects.in_county(county)
    return rows.filter(Q(Exists(later), is_current=False) | Q(household__ends_on__lte=last))


def _erase_sheets(county: str, ids: Sequence[UUID], on: date) -> None:
    erase(IncomeSheet.objects.in_county(county).filter(id__in=ids))


def _removed(county: str, last: date) -> CountyQuerySet[Monitored]:
    return Monitored.objects.in_county(county).filter(removed_on__lte=last).exclude(risks=[])


def _strip_monitored(county: str, ids: Sequence[UUID], on: date) -> None:
    Monitored.objects.in_county(county).filter(id__in=ids).update(risks=[])


def _measures_over(county: str, last: date) -> CountyQuerySet[HelpMeasure]:
    """With the monitoring it belonged to; one that belonged to none, from the day it was done."""
    rows = HelpMeasure.objects.in_county(county).exclude(state__in=OPEN_MEASURES).exclude(what="")
    alone = Q(monitored__isnull=True) & (Q(done_on__lte=last) | Q(done_on__isnull=True, due_on__lte=last))
    return rows.filter(Q(monitored__removed_on__lte=last) | alone)


def _strip_measures(county: str, ids: Sequence[UUID], on: date) -> None:
    HelpMeasure.objects.in_county(county).filter(id__in=ids).update(what="", effect_note="")


def _show(rows: Iterable[Row]) -> list[Shown]:
    named = rows.select_related("household") if isinstance(rows, CountyQuerySet) else rows
    return [
        Shown(
            row.household_id,
            row.household.head_name,
            row.village_code,
            "households:household",
            row.household_id,
        )
        for row in named
    ]
