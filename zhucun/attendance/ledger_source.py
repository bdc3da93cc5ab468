"""Months and entries of presence as rows of ledgers. What an entry says of illness is not among what they tell."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PostingMonth, PresenceEntry
from zhucun.dispatch.choices import Role
from zhucun.documents.ledgers.registry import (
    SOME_ID,
    Asked,
    LedgerOffer,
    Told,
    offer_ledger,
    one_of,
    opening,
    place_names,
    plain,
    worded,
)
from zhucun.engine.verdict import Answer
from zhucun.kernel.county import CountyQuerySet

SEE = "attendance.see"


def months(asked: Asked) -> CountyQuerySet[PostingMonth]:
    return PostingMonth.objects.for_scope(asked.scope)


def month_told(asked: Asked) -> dict[str, Told]:
    return {
        **place_names(asked),
        "person": plain("person_name"),
        "role": worded("role", dict(Role.choices)),
        "unit": plain("posting__unit__name"),
        "answer": Told(("answer",), Answer),
        **{name: plain(name) for name in ("month", "target", "done", "open", "excused")},
    }


def month_opens(asked: Asked) -> Told:
    """The calendar of that posting and month, on which each day can be counted."""
    known: dict[date, tuple[str, str]] = {}

    def address(month: date, posting: UUID) -> str:
        if month not in known:
            where = {"county": asked.county, "month": month, "posting": SOME_ID}
            before, _sep, after = reverse("attendance:calendar", kwargs=where).partition(SOME_ID)
            known[month] = before, after
        before, after = known[month]
        return f"{before}{posting}{after}"

    return Told(("month", "posting_id"), address)


def entries(asked: Asked) -> CountyQuerySet[PresenceEntry]:
    """Those that stand."""
    return PresenceEntry.objects.for_scope(asked.scope).filter(is_current=True, voided=False)


def entry_told(asked: Asked) -> dict[str, Told]:
    return {
        **place_names(asked),
        "person": plain("posting__person__name"),
        "role": worded("posting__role", dict(Role.choices)),
        "unit": plain("posting__unit__name"),
        "kind": worded("kind", dict(Kind.choices)),
        "first_day": plain("first_day"),
        "last_day": plain("last_day"),
        "days": Told(("first_day", "last_day"), lambda first, last: (last - first).days + 1),
        "recorded_by": plain("recorded_by__name"),
    }


def entry_opens(asked: Asked) -> Told:
    return opening(asked, "attendance:entry", "entry")


MONTHS = LedgerOffer(
    needs=SEE,
    rows=months,
    told=month_told,
    opens=month_opens,
    days=lambda first, last: Q(month__gte=first, month__lte=last),
    orders={
        "place": ("village_code", "role", "person_name", "-month"),
        "name": ("person_name", "-month"),
        "newest": ("-month", "village_code"),
    },
    filters={"answer": one_of("answer"), "role": one_of("role")},
)
ENTRIES = LedgerOffer(
    needs=SEE,
    rows=entries,
    told=entry_told,
    opens=entry_opens,
    days=lambda first, last: Q(first_day__lte=last, last_day__gte=first),
    orders={
        "newest": ("-first_day",),
        "oldest": ("first_day",),
        "place": ("village_code", "first_day"),
    },
    filters={"kind": one_of("kind"), "role": one_of("posting__role")},
)


def offer() -> None:
    offer_ledger("presence_month", MONTHS)
    offer_ledger("presence_entry", ENTRIES)
