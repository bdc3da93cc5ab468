"""From a lead to its check, and from a monitored household to its removal: cases about the household, one at a time."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.cases.models import Case
from zhucun.cases.services import raise_case
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.monitoring import refusals
from zhucun.monitoring.checks import may_write
from zhucun.monitoring.choices import LeadState
from zhucun.monitoring.models import Lead
from zhucun.monitoring.queries import OPEN_LEADS, monitored_now, open_leads_of
from zhucun.policy.queries import pack_of

FLOW, REMOVAL = "monitoring", "monitoring-removal"
FOUND_ON = "found_on"


@recorded("monitoring.check_opened", _("开始核实监测线索"))
def open_check(
    *, by: User, lead: Lead, role: str, fields: Mapping[str, object], at: datetime, id: UUID | None = None
) -> Case:
    """Raise the case and tie the household's open leads to it."""
    household, county = lead.household, lead.county_code
    may_write(by, household, clock.date_of(at))
    leads = open_leads_of(county, household.id)
    held = Lead.objects.in_county(county).get(id=lead.id)
    if held.state not in OPEN_LEADS:
        raise refusals.LeadClosed
    case = _raised(by, household, FLOW, role, _since(lead, fields), at, id)
    tied = leads.update(state=LeadState.CHECKING, case=case)
    note(leads=tied)
    return case


def _since(lead: Lead, fields: Mapping[str, object]) -> Mapping[str, object]:
    """The term runs from the day of the lead; a county whose own flow does not ask for it is not told."""
    flow = pack_of(lead.county_code).flows.get(FLOW)
    asked = flow is not None and FOUND_ON in flow.flow.opening.asks
    return {FOUND_ON: lead.found_on.isoformat(), **fields} if asked else fields


@recorded("monitoring.removal_opened", _("提出风险消除"))
def open_removal(
    *,
    by: User,
    household: Household,
    role: str,
    fields: Mapping[str, object],
    at: datetime,
    id: UUID | None = None,
) -> Case:
    """Raise the case that asks whether the risk of a monitored household is over."""
    may_write(by, household, clock.date_of(at))
    if monitored_now(household.county_code, household.id) is None:
        raise refusals.NotMonitored(name=household.head_name)
    return _raised(by, household, REMOVAL, role, fields, at, id)


def _raised(
    by: User,
    household: Household,
    flow: str,
    role: str,
    fields: Mapping[str, object],
    at: datetime,
    id: UUID | None,
) -> Case:
    """One case of a kind about a household at a time; the same id again is the case already raised."""
    rows = Case.objects.in_county(household.county_code).filter(subject_id=household.id, flow=flow, ending="")
    if (rows.exclude(id=id) if id else rows).exists():
        raise refusals.AlreadyChecked
    return raise_case(
        by=by,
        county=household.county_code,
        flow=flow,
        role=role,
        fields=fields,
        at=at,
        place_code=household.village_code,
        subject_id=household.id,
        id=id,
    )
