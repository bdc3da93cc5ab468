"""The mark `monitored` of a household: it begins when a household is identified and ends when its risk is over.

Whoever decides a case need not be one who may write the register, so the register's right is not asked here: the case
has asked who may decide. The act stands in the household's history all the same.
"""

from datetime import date

from django.utils.translation import gettext as _

from zhucun.households.acts import Doing, follow, told_by_marks
from zhucun.households.choices import Circumstance, Did
from zhucun.households.models import Household, Mark

KIND = Circumstance.MONITORED


def begin(doing: Doing, household: Household) -> None:
    """The household counts as monitored from the day on; what it was said to be before stays known."""
    said = household.circumstance
    if said not in (KIND, Circumstance.NONE) and not told_by_marks(household):
        _mark(household, said, doing.on)
    if _running(household) is None:
        _mark(household, KIND, doing.on)
        doing.wrote(Did.MARK_BEGAN, household, changed={"kind": ["", str(KIND)]})
    follow([household], doing.today)


def end(doing: Doing, household: Household) -> None:
    """And no longer from the day on."""
    mark = _running(household)
    if mark is not None:
        mark.ends_on = max(doing.on, mark.starts_on)
        mark.save(update_fields=["ends_on"])
        doing.wrote(Did.MARK_ENDED, household, changed={"kind": [str(KIND), ""]})
    follow([household], doing.today)


def _running(household: Household) -> Mark | None:
    rows = Mark.objects.in_county(household.county_code).filter(household=household, villager__isnull=True)
    return rows.filter(kind=KIND, voided=False, ends_on__isnull=True).first()


def _mark(household: Household, kind: str, on: date) -> None:
    Mark.objects.create(
        county_code=household.county_code,
        household=household,
        village_code=household.village_code,
        kind=kind,
        starts_on=on,
        basis=_("防返贫监测办件") if kind == KIND else _("登记时已有"),
    )
