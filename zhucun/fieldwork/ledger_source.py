"""Work records as rows of ledgers: those that stand now."""

from django.db.models import Q

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
from zhucun.fieldwork.drafts import WORK_AREAS
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.queries import standing_for
from zhucun.kernel.county import CountyQuerySet


def rows(asked: Asked) -> CountyQuerySet[WorkRecord]:
    return standing_for(asked.scope)


def told(asked: Asked) -> dict[str, Told]:
    pack = asked.pack
    return {
        **place_names(asked),
        "title": plain("title"),
        "person": plain("posting__person__name"),
        "occurred_on": plain("occurred_on"),
        "form": worded("form", {code: form.title for code, form in pack.forms.items()}),
        "work_area": worded("duty", pack.vocabularies.get(WORK_AREAS, {})),
        "household": plain("household__head_name"),
    }


def opens(asked: Asked) -> Told:
    return opening(asked, "fieldwork:record", "record_id")


RECORDS = LedgerOffer(
    needs="fieldwork.see",
    rows=rows,
    told=told,
    opens=opens,
    days=lambda first, last: Q(occurred_on__gte=first, occurred_on__lte=last),
    orders={
        "newest": ("-occurred_on",),
        "oldest": ("occurred_on",),
        "place": ("village_code", "occurred_on"),
    },
    filters={
        "form": one_of("form"),
        "work_area": one_of("duty"),
        "about": either(
            household=lambda _asked: Q(household__isnull=False),
            other=lambda _asked: Q(household__isnull=True),
        ),
    },
)


def offer() -> None:
    offer_ledger("record", RECORDS)
