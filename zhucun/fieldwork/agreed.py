"""Visits that were agreed on: the day said at the last visit of a household, until it is visited again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import DateField, F, Q, TextField, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, RowNumber

from zhucun.accounts.scope import Scope
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import postings_between
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.queries import standing
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.short import Counts, counted
from zhucun.policy.pack import Pack

AGREED = "agreed"
SOON = timedelta(days=3)
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
    rows = _visits(postings, pack, today)
    latest = _latest(rows.select_related("household")) if rows is not None else []
    found = [one for record in latest if (one := _agreed(record, today))]
    return sorted(found, key=lambda one: (one.day, one.record.id))


def days_agreed(postings: Sequence[Posting], pack: Pack, today: date) -> dict[UUID, str]:
    """The same by household, as the days alone."""
    rows = _visits(postings, pack, today)
    latest: dict[UUID, str] = {}
    for household, body in rows.values_list("household_id", "body") if rows is not None else ():
        latest.setdefault(household, body.get(NEXT_VISIT) or "")
    return {household: day for household, day in latest.items() if day}


def _visits(postings: Sequence[Posting], pack: Pack, today: date) -> CountyQuerySet[WorkRecord] | None:
    """The visits under some postings on which a next one could be agreed, the latest first; None where none can."""
    forms = forms_asking(pack)
    if not postings or not forms:
        return None
    rows = standing(postings[0].county_code).filter(
        posting_id__in=[posting.id for posting in postings],
        form__in=forms,
        household__isnull=False,
        household__ends_on__isnull=True,
        occurred_on__gte=today - LOOKED_BACK,
    )
    return rows.order_by("-occurred_on", "-id")


def agreed_counted(scope: Scope, pack: Pack, today: date) -> Counts | None:
    """Of what the reader has agreed, what is due within days or overdue, for the home page: the same as `agreed_by`."""
    forms = forms_asking(pack)
    if not forms:
        return None
    own = postings_between(scope.county, today - LOOKED_BACK, today).filter(person__user_id=scope.user_id)
    visits = standing(scope.county).filter(
        posting_id__in=own.order_by().values("id"),
        form__in=forms,
        household__isnull=False,
        household__ends_on__isnull=True,
        occurred_on__gte=today - LOOKED_BACK,
    )
    newest = Window(
        RowNumber(), partition_by="household_id", order_by=[F("occurred_on").desc(), F("id").desc()]
    )
    last = visits.annotate(newest=newest).filter(newest=1)
    said = KeyTextTransform(
        NEXT_VISIT, "body"
    )  # compared as text: a day is read from it only where one stands
    rows = WorkRecord.objects.in_county(scope.county).filter(id__in=last.order_by().values("id"))
    due = rows.annotate(said=Cast(said, TextField())).filter(
        said__gt="", said__lte=(today + SOON).isoformat()
    )
    days = due.annotate(day=Cast(said, DateField()))
    return counted(days, AGREED, day="day", overdue=Q(day__lt=today))


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
