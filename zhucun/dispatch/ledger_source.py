"""Postings as rows of ledgers. Numbers of persons are not among what they tell."""

from datetime import date

from django.db.models import Q

from zhucun.dispatch.choices import Political, Role, SenderLevel
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import overlapping
from zhucun.documents.ledgers.registry import (
    Asked,
    LedgerOffer,
    Told,
    either,
    offer_ledger,
    one_of,
    opening,
    place_names,
    plain,
    worded,
)
from zhucun.kernel.county import CountyQuerySet


def rows(asked: Asked) -> CountyQuerySet[Posting]:
    return Posting.objects.for_scope(asked.scope)


def told(asked: Asked) -> dict[str, Told]:
    return {
        **place_names(asked),
        "person": plain("person__name"),
        "role": worded("role", dict(Role.choices)),
        "unit": plain("unit__name"),
        "sender_level": worded("sender_level", dict(SenderLevel.choices)),
        "political": worded("person__political", dict(Political.choices)),
        "batch": plain("batch__name"),
        "starts_on": plain("starts_on"),
        "ends_on": plain("ends_on"),
        "end_because": plain("end_because"),
    }


def opens(asked: Asked) -> Told:
    return opening(asked, "dispatch:posting", "posting_id")


def within_days(first: date, last: date) -> Q:
    return overlapping(first, last)


POSTINGS = LedgerOffer(
    needs="dispatch.see",
    rows=rows,
    told=told,
    opens=opens,
    days=within_days,
    orders={
        "place": ("village_code", "role", "starts_on"),
        "name": ("person__name",),
        "newest": ("-starts_on",),
    },
    filters={
        "state": either(
            current=lambda asked: overlapping(asked.on, asked.on),
            coming=lambda asked: Q(starts_on__gt=asked.on),
            ended=lambda asked: Q(ends_on__lt=asked.on),
        ),
        "role": one_of("role"),
        "sender_level": one_of("sender_level"),
    },
)


def offer() -> None:
    offer_ledger("posting", POSTINGS)
