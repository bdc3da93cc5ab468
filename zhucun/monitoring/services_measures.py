"""Measures for a household: planned with an owner and a day, begun, done, and looked at for what came of them."""

from dataclasses import dataclass
from datetime import date, datetime
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
from zhucun.monitoring.queries import monitored_now
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
    """What is planned; `owner` is a name, also where an account answers for it."""

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
    county = household.county_code
    may_write(by, household, clock.date_of(at))
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
            "owner": words_of(plan.owner, OWNER, refusals.OwnerMissing),
            "owner_user_id": plan.owner_user,
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


def _held(by: User, measure: HelpMeasure, on: date) -> HelpMeasure:
    """The measure as it is now, in the hands of somebody who may write of the household."""
    rows = HelpMeasure.objects.in_county(measure.county_code).select_related("household")
    held = rows.get(id=measure.id)
    may_write(by, held.household, on)
    return held
