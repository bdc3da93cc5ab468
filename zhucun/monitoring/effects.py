"""What the steps of a monitoring case bring about: a household is taken in, its risk is over, or its leads are settled.

A row has the id of the event it came with, so an event never enters a second one.
"""

from django.utils.translation import gettext as _

from zhucun.audit.services import note
from zhucun.cases.effects import EffectCall, offer_effect
from zhucun.households.acts import Doing
from zhucun.households.models import Household
from zhucun.households.queries import household_in
from zhucun.kernel import clock
from zhucun.monitoring import marks, refusals
from zhucun.monitoring.choices import Channel, Kind, LeadState
from zhucun.monitoring.models import HelpMeasure, Lead, Monitored
from zhucun.monitoring.queries import OPEN_LEADS, monitored_now

IDENTIFIED, REMOVED, DISMISSED = "monitoring.identified", "monitoring.risk_removed", "monitoring.dismissed"
RISKS = ("risk", "risk_2", "risk_3")
NO_LABOUR = "no_labour"  # code of the word list `household_labour`
REASON = 200


def offer() -> None:
    offer_effect(IDENTIFIED, identified)
    offer_effect(REMOVED, risk_removed)
    offer_effect(DISMISSED, dismissed)


def identified(call: EffectCall) -> None:
    """The household is monitored from this day on; its leads are settled, and measures planned meanwhile are its own."""
    household, on = _household(call), clock.date_of(call.at)
    if Monitored.objects.in_county(call.county).filter(id=call.event_id).exists():
        return
    held = monitored_now(call.county, household.id)
    if held is not None:
        raise refusals.AlreadyMonitored(name=household.head_name, since=held.since)
    risks = [call.args[name] for name in RISKS if call.args.get(name)]
    row = Monitored.objects.create(
        id=call.event_id,
        county_code=call.county,
        household=household,
        village_code=household.village_code,
        kind=_word(call.args["kind"], Kind.values),
        channel=_word(call.args["channel"], Channel.values),
        risks=list(dict.fromkeys(risks)),
        since=on,
        case_id=call.case_id,
        no_labour=call.args.get("labour") == NO_LABOUR,
    )
    loose = HelpMeasure.objects.in_county(call.county).filter(household=household, monitored__isnull=True)
    loose.update(monitored=row)
    _settle(call, household, LeadState.TAKEN_IN, "")
    marks.begin(_doing(call, _("纳入监测")), household)
    note(monitored=str(row.id))


def risk_removed(call: EffectCall) -> None:
    """The present time of being monitored ends; the household is still followed in the list of those removed."""
    household, on = _household(call), clock.date_of(call.at)
    held = monitored_now(call.county, household.id)
    if held is None:
        raise refusals.NotMonitored(name=household.head_name)
    held.removed_on, held.removed_how, held.removal_case_id = on, call.args["how"], call.case_id
    held.save(update_fields=["removed_on", "removed_how", "removal_case"])
    marks.end(_doing(call, _("风险消除")), household)
    note(monitored=str(held.id))


def dismissed(call: EffectCall) -> None:
    """Looked at, and not taken in."""
    _settle(call, _household(call), LeadState.DISMISSED, call.args.get("because", "")[:REASON])


def _settle(call: EffectCall, household: Household, state: LeadState, because: str) -> None:
    """Every lead that is open on the household is answered by this decision."""
    rows = Lead.objects.in_county(call.county).filter(household=household, state__in=OPEN_LEADS)
    rows.update(state=state, closed_on=clock.date_of(call.at), because=because, case_id=call.case_id)


def _doing(call: EffectCall, because: str) -> Doing:
    return Doing(call.by, clock.date_of(call.at), call.at, because)


def _household(call: EffectCall) -> Household:
    found = household_in(call.county, call.subject_id) if call.subject_id else None
    if found is None:
        raise refusals.CaseOfNobody
    return found


def _word(code: str, known: list[str]) -> str:
    if code not in known:
        raise refusals.NoSuchWord(word=code)
    return code
