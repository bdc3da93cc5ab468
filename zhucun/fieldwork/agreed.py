"""Visits that were agreed on: the day said at the last visit of a household, until it is visited again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from zhucun.dispatch.models import Posting
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.queries import standing
from zhucun.policy.pack import Pack

NEXT_VISIT = "next_visit"
LOOKED_BACK = timedelta(days=366)  # what was agreed longer ago is no longer an agreement


@dataclass(frozen=True, slots=True)
class Agreed:
    """A day agreed with a household, and the record that says so."""

    record: WorkRecord
    day: date
    past: bool  # the day has gone by


def agreed_by(postings: Sequence[Posting], pack: Pack, today: date) -> list[Agreed]:
    """What was agreed under some postings and is still to come or overdue, the earliest first: one query."""
    forms = forms_asking(pack)
    if not postings or not forms:
        return []
    rows = standing(postings[0].county_code).filter(
        posting_id__in=[posting.id for posting in postings],
        form__in=forms,
        household__isnull=False,
        household__ends_on__isnull=True,
        occurred_on__gte=today - LOOKED_BACK,
    )
    latest = _latest(rows.select_related("household").order_by("-occurred_on", "-id"))
    found = [one for record in latest if (one := _agreed(record, today))]
    return sorted(found, key=lambda one: (one.day, one.record.id))


def agreed_with(records: Iterable[WorkRecord], pack: Pack, today: date) -> Agreed | None:
    """What was agreed with one household, told from its records, newest first."""
    forms = forms_asking(pack)
    last = next((record for record in records if record.form in forms), None)
    return _agreed(last, today) if last else None


def forms_asking(pack: Pack) -> list[str]:
    """The forms on which a next visit can be agreed."""
    return [
        form.code
        for form in pack.forms.values()
        if any(field.key == NEXT_VISIT and field.type == "date" for field in form.fields)
    ]


def _latest(records: Iterable[WorkRecord]) -> list[WorkRecord]:
    first: dict[UUID, WorkRecord] = {}
    for record in records:
        if record.household_id:
            first.setdefault(record.household_id, record)
    return list(first.values())


def _agreed(record: WorkRecord, today: date) -> Agreed | None:
    said = record.body.get(NEXT_VISIT)
    if not said:
        return None
    day = date.fromisoformat(said)
    return Agreed(record, day, day < today)
