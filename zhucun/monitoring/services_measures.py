"""Measures for a household: planned with an owner and a day, begun, done, and looked at for what came of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.monitoring import refusals
from zhucun.monitoring.checks import may_write, words_of
from zhucun.monitoring.choices import Effect, MeasureState
from zhucun.monitoring.models import HelpMeasure
from zhucun.monitoring.owners import name_of_owner
from zhucun.monitoring.queries import OPEN_MEASURES, monitored_now
from zhucun.policy.queries import pack_of

KINDS = "help_measure"
WHAT, OWNER, EFFECT_NOTE = 200, 60, 200
FROM = {
    MeasureState.UNDERWAY: {MeasureState.PLANNED},
    MeasureState.DONE: {MeasureState.PLANNED, MeasureState.UNDERWAY},
    MeasureState.STOPPED: {MeasureState.PLANNED, MeasureState.UNDERWAY},
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned. Whoever answers for it is an account, or a name alone: a villager, a unit."""

    kind: str
    what: str
    owner: str
    due_on: date
    owner_user: UUID | None = None


@recorded("monitoring.measure_planned", _("安排帮扶措施"))
def plan_measure(
    *, by: User, household: Household, plan: Plan, at: datetime, id: UUID | None = None
) -> HelpMeasure:
    """Plan one thing to be done. It belongs to the present time of being monitored, if there is one."""
    county, on = household.county_code, clock.date_of(at)
    may_write(by, household, on)
    kinds = pack_of(county).vocabularies.get(KINDS, {})
    if kinds and plan.kind not in kinds:
        raise refusals.NoSuchKind(kind=plan.kind)
    measure, is_new = HelpMeasure.objects.in_county(county).get_or_create(
        id=id or uuid7(),
        county_code=county,
        defaults={
            "household": household,
            "monitored": monitored_now(county, household.id),
            "village_code": household.village_code,
            "kind": plan.kind,
            "what": words_of(plan.what, WHAT, refusals.WhatMissing),
            **_owner(household, plan.owner, plan.owner_user, on),
            "due_on": plan.due_on,
            "planned_at": at,
        },
    )
    note(kind=plan.kind, again=not is_new)
    return measure


@recorded("monitoring.measure_moved", _("更新帮扶措施进度"))
def move_measure(
    *, by: User, measure: HelpMeasure, state: str, at: datetime, done_on: date | None = None
) -> HelpMeasure:
    """Begun, done on a day, or stopped."""
    on = clock.date_of(at)
    held = _held(by, measure, on)
    if held.state not in FROM.get(MeasureState(state), set()):
        raise refusals.MeasureOver(state=held.get_state_display())
    if state == MeasureState.DONE:
        held.done_on = done_on or on
        if held.done_on > on:
            raise refusals.DayAhead(day=held.done_on)
    held.state = state
    note(kind=held.kind, state=state)
    held.save(update_fields=["state", "done_on"])
    return held


@recorded("monitoring.effect_found", _("核实帮扶成效"))
def find_effect(*, by: User, measure: HelpMeasure, effect: str, words: str, at: datetime) -> HelpMeasure:
    """What came of a measure that is done."""
    held = _held(by, measure, clock.date_of(at))
    if held.state != MeasureState.DONE:
        raise refusals.MeasureOver(state=held.get_state_display())
    if len(words) > EFFECT_NOTE:
        raise refusals.TooLong(now=len(words), most=EFFECT_NOTE)
    held.effect, held.effect_note = Effect(effect), words.strip()
    note(kind=held.kind, effect=effect)
    held.save(update_fields=["effect", "effect_note"])
    return held


@recorded("monitoring.measure_replanned", _("调整帮扶措施的负责人或日期"))
def replan_measure(
    *, by: User, measure: HelpMeasure, owner: str, owner_user: UUID | None, due_on: date, at: datetime
) -> HelpMeasure:
    """Somebody else answers for a measure that is not done, or another day is set for it."""
    on = clock.date_of(at)
    held = _held(by, measure, on)
    if held.state not in OPEN_MEASURES:
        raise refusals.MeasureOver(state=held.get_state_display())
    for name, value in _owner(held.household, owner, owner_user, on).items():
        setattr(held, name, value)
    note(kind=held.kind, due_was=held.due_on.isoformat(), due_is=due_on.isoformat())
    held.due_on = due_on
    held.save(update_fields=["owner", "owner_user", "due_on"])
    return held


def _owner(household: Household, name: str, user: UUID | None, on: date) -> dict[str, Any]:
    """An account goes by its own name, and only where it can open the household."""
    if user is None:
        return {"owner": words_of(name, OWNER, refusals.OwnerMissing), "owner_user_id": None}
    known = name_of_owner(household.county_code, household.village_code, user, on)
    if known is None:
        raise refusals.OwnerNotHere
    return {"owner": known, "owner_user_id": user}


def _held(by: User, measure: HelpMeasure, on: date) -> HelpMeasure:
    """The measure as it is now, in the hands of somebody who may write of the household."""
    rows = HelpMeasure.objects.in_county(measure.county_code).select_related("household")
    held = rows.get(id=measure.id)
    may_write(by, held.household, on)
    return held
