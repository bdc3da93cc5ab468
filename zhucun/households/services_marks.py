"""Circumstances with dates: begun, ended, and taken back where they were entered by mistake."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.households import members, refusals, refusals_people
from zhucun.households.acts import FIRST_OF, Doing, begin, correcting, follow, told_by_marks
from zhucun.households.checks import HOUSEHOLD_MARKS, PERSONAL_MARKS, Words
from zhucun.households.choices import Circumstance, Did
from zhucun.households.domain_people import BASIS
from zhucun.households.models import Household, Mark, Villager
from zhucun.households.words import FACTS

SAID_BEFORE = "登记时已有"


@recorded("households.mark_began", _("登记情形"))
def mark_begins(
    *,
    by: User,
    household: Household,
    kind: str,
    on: date,
    basis: str = "",
    villager: Villager | None = None,
    because: str = "",
    at: datetime | None = None,
) -> Mark:
    """From a day a circumstance holds, of the household or of one member; `basis` is the paper or list it rests on."""
    doing = begin(by, on, at, because, household, must_say=False)
    _check(doing, household, kind, basis, villager)
    if villager is None:
        _keep_what_was_said(doing, household, kind)
    mark = Mark.objects.create(
        county_code=household.county_code,
        household=household,
        villager=villager,
        village_code=household.village_code,
        kind=kind,
        starts_on=on,
        basis=basis.strip(),
    )
    doing.wrote(Did.MARK_BEGAN, household, villager, {"kind": ["", kind], "basis": ["", mark.basis]})
    follow([household], doing.today)
    return mark


@recorded("households.mark_ended", _("结束情形"))
def mark_ends(*, by: User, mark: Mark, on: date, because: str, at: datetime | None = None) -> Mark:
    """From a day a circumstance no longer holds."""
    mark.refresh_from_db()
    doing = begin(by, on, at, because, mark.household)
    _refuse_over(mark)
    if on < mark.starts_on:
        raise refusals_people.DayTooEarly(day=on, since=mark.starts_on)
    mark.ends_on = on
    mark.save(update_fields=["ends_on"])
    doing.wrote(Did.MARK_ENDED, mark.household, mark.villager, {"kind": [mark.kind, ""]})
    follow([mark.household], doing.today)
    return mark


@recorded("households.mark_voided", _("撤销误登情形"))
def void_mark(*, by: User, mark: Mark, because: str, at: datetime | None = None) -> Mark:
    """A circumstance was entered that never held."""
    mark.refresh_from_db()
    doing = correcting(by, mark.county_code, mark.village_code, at, because)
    if mark.voided:
        raise refusals_people.MarkOver
    mark.voided = True
    mark.save(update_fields=["voided"])
    doing.wrote(Did.MARK_VOIDED, mark.household, mark.villager, {"kind": [mark.kind, ""]})
    follow([mark.household], doing.today)
    return mark


def _check(doing: Doing, household: Household, kind: str, basis: str, villager: Villager | None) -> None:
    words = HOUSEHOLD_MARKS if villager is None else PERSONAL_MARKS
    if not kind or kind == Circumstance.NONE:
        raise refusals.UnknownWord(what=FACTS["kind"], word=kind, field="kind")
    Words(household.county_code).need(words, kind, "kind")
    if len(basis.strip()) > BASIS:
        raise refusals.FactTooLong(what=FACTS["basis"], most=BASIS, field="basis")
    if villager is not None:
        members.need_current(villager, household)
        members.after_birth(doing, villager)
    held = Mark.objects.in_county(household.county_code).filter(
        household=household, villager=villager, kind=kind, voided=False, ends_on__isnull=True
    )
    if found := held.first():
        raise refusals_people.MarkTwice(since=found.starts_on)


def _refuse_over(mark: Mark) -> None:
    if mark.voided or mark.ends_on is not None:
        raise refusals_people.MarkOver


def _keep_what_was_said(doing: Doing, household: Household, kind: str) -> None:
    """What a household was said to be without a mark is a mark from the day of its first one, so that it is not lost."""
    said = household.circumstance
    if kind not in FIRST_OF or said in (kind, Circumstance.NONE) or told_by_marks(household):
        return
    Mark.objects.create(
        county_code=household.county_code,
        household=household,
        village_code=household.village_code,
        kind=said,
        starts_on=doing.on,
        basis=SAID_BEFORE,
    )
    note(kept=said)
