"""Leads: something says that a household should be looked at. A lead opens a check; it is never a verdict."""

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
from zhucun.monitoring.checks import EDIT, may_write, words_of
from zhucun.monitoring.choices import Channel, LeadState, Way
from zhucun.monitoring.models import Lead
from zhucun.monitoring.queries import OPEN_LEADS

SAYS, BECAUSE, APPLICANT = 300, 200, 60


@dataclass(frozen=True, slots=True)
class Applied:
    """An own application through an officer: who said it, by which way, on which day."""

    applicant: str
    way: str
    on: date


@recorded("monitoring.lead_noted", _("登记监测线索"))
def add_lead(
    *,
    by: User,
    household: Household,
    channel: str,
    says: str,
    at: datetime,
    id: UUID | None = None,
    applied: Applied | None = None,
) -> Lead:
    """Note what a family said of itself, or what somebody saw. The same id again is the lead already noted.

    The term runs from the day on which the family said it, which may be before somebody wrote it down.
    """
    on = clock.date_of(at)
    may_write(by, household, on)
    if channel not in Channel.values:
        raise refusals.NoSuchWord(word=channel)
    said = words_of(says, SAYS, refusals.SaysMissing)
    lead, is_new = Lead.objects.in_county(household.county_code).get_or_create(
        id=id or uuid7(),
        county_code=household.county_code,
        defaults=_fresh(household, channel, said, on) | _application(applied, on),
    )
    note(channel=channel, way=lead.way, again=not is_new)
    return lead


def lead_from_visit(
    *, by: User, household: Household, says: str, at: datetime, id: UUID | None = None
) -> Lead:
    """What a visitor saw; `id` is best made from that of the visit's record, so that sending twice notes one lead."""
    return add_lead(by=by, household=household, channel=Channel.VISITED, says=says, at=at, id=id)


@recorded("monitoring.lead_dismissed", _("线索核实后不纳入"))
def dismiss_lead(*, by: User, lead: Lead, because: str, at: datetime) -> Lead:
    """Looked at, and nothing to it. One whose check has begun is settled there."""
    household = lead.household
    may_write(by, household, clock.date_of(at), EDIT)
    reason = words_of(because, BECAUSE, refusals.ReasonMissing)
    held = Lead.objects.in_county(lead.county_code).select_for_update().get(id=lead.id)
    if held.state == LeadState.CHECKING:
        raise refusals.AlreadyChecked
    if held.state not in OPEN_LEADS:
        raise refusals.LeadClosed
    held.state, held.closed_on, held.because = LeadState.DISMISSED, clock.date_of(at), reason
    held.save(update_fields=["state", "closed_on", "because"])
    return held


def _application(applied: Applied | None, today: date) -> dict[str, object]:
    if applied is None:
        return {}
    if applied.way not in Way.values:
        raise refusals.NoSuchWord(word=applied.way)
    if applied.on > today:
        raise refusals.HeardAhead(day=applied.on)
    who = words_of(applied.applicant, APPLICANT, refusals.ApplicantMissing)
    return {"applicant": who, "way": applied.way, "found_on": applied.on}


def _fresh(household: Household, channel: str, says: str, on: date) -> dict[str, object]:
    return {
        "household": household,
        "village_code": household.village_code,
        "channel": channel,
        "says": says,
        "found_on": on,
    }
