"""A check is over. Leads that its steps have answered stay answered; the others are not left with a case that is no more."""

from zhucun.audit.services import note
from zhucun.cases.endings import on_ending
from zhucun.cases.models import Case
from zhucun.engine.flow.definition import About
from zhucun.kernel.county import CountyQuerySet
from zhucun.monitoring.choices import LeadState
from zhucun.monitoring.models import Lead


def offer() -> None:
    on_ending(About.HOUSEHOLD, leads_go_on)


def leads_go_on(case: Case) -> None:
    """Merged: they are looked at in the case that goes on. Withdrawn, or ended by a clock: they are open again."""
    rows = Lead.objects.in_county(case.county_code).filter(case_id=case.id, state=LeadState.CHECKING)
    into = _going_on(case)
    moved = rows.update(case=into) if into else rows.update(state=LeadState.OPEN, case=None)
    if moved:
        note(leads_kept_in=str(into.id)) if into else note(leads_open_again=moved)


def _going_on(case: Case) -> Case | None:
    """The case it was merged into, where that one is still being worked on for the same household."""
    if case.merged_into_id is None:
        return None
    found: CountyQuerySet[Case] = Case.objects.in_county(case.county_code).filter(id=case.merged_into_id)
    return found.filter(subject_id=case.subject_id, flow=case.flow, ending="").first()
