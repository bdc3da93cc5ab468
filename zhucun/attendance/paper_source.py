"""What papers are written from here: months of presence with their answers, and what was entered."""

from datetime import date

from django.urls import reverse

from zhucun.attendance import queries
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PostingMonth, PresenceEntry
from zhucun.documents.gb9704.paper import written
from zhucun.documents.sources import Asked, Given, offer_source, words
from zhucun.policy.pack.paper_filling import Fact, Row

SEE = "attendance.see"


def offer_all() -> None:
    offer_source("presence", SEE, presence)
    offer_source("entries", SEE, entries)


def presence(asked: Asked) -> Given:
    """One row a month. Days over a longer period are the sum of months that are all known; else they are a gap."""
    rows = PostingMonth.objects.for_scope(asked.scope).filter(
        posting_id=asked.subject.id, month__gte=asked.first, month__lte=asked.last
    )
    months = list(rows.order_by("month"))
    told = [_month(asked, one) for one in months]
    if len(months) == 1:
        return Given({name: told[0][name] for name in ("days", "asked", "answer")}, told)
    sums = {
        "days": [one.done for one in months],
        "asked": [one.target for one in months],
    }
    fields = {
        name: words(str(sum(each for each in known if each is not None)))
        for name, known in sums.items()
        if known and None not in known
    }
    return Given(fields, told)


def _month(asked: Asked, one: PostingMonth) -> Row:
    page = asked.link(reverse("attendance:calendar", args=[asked.county, one.month, one.posting_id]))
    return {
        "month": Fact(f"{one.month.year}年{one.month.month}月", page),
        "days": Fact(str(one.done), page) if one.done is not None else words("未定"),
        "asked": words(str(one.target) if one.target is not None else "未定"),
        "answer": Fact(asked.pack.wording.answers[one.answer], page),
    }


def entries(asked: Asked) -> Given:
    """Leave, trips, training as entered; an entry that touches the period belongs to it."""
    found = queries.entries_between(asked.county, asked.first, asked.last, [asked.subject.id])
    rows = sorted(found, key=lambda one: (one.first_day, one.id))
    return Given({"count": words(str(len(rows)))}, [_entry(asked, one) for one in rows])


def _entry(asked: Asked, one: PresenceEntry) -> Row:
    page = asked.link(reverse("attendance:entry", args=[asked.county, one.id]))
    return {
        "day": Fact(_days(one.first_day, one.last_day), page),
        "kind": words(str(Kind(one.kind).label)),
        "note": words(one.note),
    }


def _days(first: date, last: date) -> str:
    return written(first) if first == last else f"{written(first)}至{written(last)}"
