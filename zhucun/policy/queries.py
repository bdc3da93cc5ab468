"""Reading decisions and packs."""

from uuid import UUID

from zhucun.engine.duty import Duty, Form
from zhucun.policy.models import Decision
from zhucun.policy.pack import Pack, load_pack

PRESENCE = "attendance.onsite_days"


def pack_of(county: str) -> Pack:
    """The rules in force in a county."""
    return load_pack(county)


def presence_duty(pack: Pack) -> Duty | None:
    """The duty that asks for days in the village; a county without one asks for none."""
    return next((duty for duty in pack.duties if duty.measure == PRESENCE and duty.form is Form.TALLY), None)


def history_of(county: str, duty: str, subject_id: UUID) -> list[Decision]:
    """Every revision of one subject's answers, newest period and revision first."""
    rows = Decision.objects.in_county(county).filter(duty=duty, subject_id=subject_id)
    return list(rows.order_by("-period_from", "-revision"))
