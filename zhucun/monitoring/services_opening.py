"""From a lead to its check: a case of the flow `monitoring` about the household; every open lead goes along with it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.cases.models import Case
from zhucun.cases.services import raise_case
from zhucun.kernel import clock
from zhucun.monitoring import refusals
from zhucun.monitoring.checks import may_write
from zhucun.monitoring.choices import LeadState
from zhucun.monitoring.models import Lead
from zhucun.monitoring.queries import OPEN_LEADS, open_leads_of

FLOW = "monitoring"


@recorded("monitoring.check_opened", _("开始核实监测线索"))
def open_check(
    *, by: User, lead: Lead, role: str, fields: Mapping[str, object], at: datetime, id: UUID | None = None
) -> Case:
    """Raise the case and tie the household's open leads to it. One check at a time: a second is refused."""
    household, county = lead.household, lead.county_code
    may_write(by, household, clock.date_of(at))
    leads = open_leads_of(county, household.id)
    held = Lead.objects.in_county(county).get(id=lead.id)
    if held.state not in OPEN_LEADS:
        raise refusals.LeadClosed
    if _running(county, household.id) is not None:
        raise refusals.AlreadyChecked
    case = raise_case(
        by=by,
        county=county,
        flow=FLOW,
        role=role,
        fields=fields,
        at=at,
        place_code=household.village_code,
        subject_id=household.id,
        id=id,
    )
    tied = leads.update(state=LeadState.CHECKING, case=case)
    note(leads=tied)
    return case


def _running(county: str, household: UUID) -> Case | None:
    """The check of a household that is not over."""
    rows = Case.objects.in_county(county).filter(subject_id=household, flow=FLOW, ending="")
    return rows.first()
