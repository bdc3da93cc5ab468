"""What papers are written from here: work records, visits among them, and how they serve the four duties."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from zhucun.accounts.scope import Scope
from zhucun.documents.gb9704.paper import written
from zhucun.documents.sources import Asked, Given, Subject, offer_source, offer_subject, words
from zhucun.fieldwork import queries
from zhucun.fieldwork.domain import Filters
from zhucun.fieldwork.drafts import WORK_AREAS
from zhucun.fieldwork.present import Line, line_of, lines_of
from zhucun.fieldwork.services import SEE
from zhucun.policy.pack.paper_filling import Fact, Row

VISIT = "household-visit"
PARTY_BUILDING = "party_building"


def offer_all() -> None:
    offer_source("records", SEE, records_of())
    offer_source("visits", SEE, records_of(form=VISIT))
    offer_source("party_work", SEE, records_of(duty=PARTY_BUILDING))
    offer_source("duties", SEE, duties)
    offer_source("record", SEE, record)
    offer_subject("record", record_subject)


def records_of(form: str = "", duty: str = "") -> Callable[[Asked], Given]:
    def source(asked: Asked) -> Given:
        found = queries.records_in(asked.scope, _filters(asked, form, duty)).select_related(
            "posting__person", "household"
        )
        rows = list(found.order_by("occurred_on", "id"))
        fields = {
            "count": asked.counted(len(rows), _address(asked, form=form, duty=duty)),
            "days": words(str(len({row.occurred_on for row in rows}))),
            "households": words(str(len({row.household_id for row in rows if row.household_id}))),
        }
        known = ("count", "households") if form else ("count", "days")
        lines = lines_of(rows, asked.pack, asked.places)
        return Given({name: fields[name] for name in known}, [_row(asked, line) for line in lines])

    return source


def duties(asked: Asked) -> Given:
    """How many records serve each of the four duties; each figure opens its records."""
    counts = queries.count_by_duty(asked.scope, _filters(asked))
    return Given(
        {
            duty: asked.counted(counts[duty], _address(asked, duty=duty))
            for duty in asked.pack.vocabularies[WORK_AREAS]
        }
    )


def record_subject(scope: Scope, key: str) -> Subject:
    try:
        found = queries.record_for(scope, UUID(key))
    except ValueError:
        raise Http404("record") from None
    return Subject("record", str(found.id), found.village_code, found.title)


def record(asked: Asked) -> Given:
    """One record with what was answered, line by line."""
    found = queries.record_for(asked.scope, asked.subject.id)
    line = line_of(found, asked.pack, asked.places)
    row = _row(asked, line)
    fields = {name: row[name] for name in ("day", "form", "duty", "title")}
    fields["who"] = words(found.recorded_by.name)
    return Given(fields, [{"label": words(label), "said": words(said)} for label, said in line.answers])


def _filters(asked: Asked, form: str = "", duty: str = "") -> Filters:
    subject = asked.subject
    return Filters(
        place="" if subject.kind in ("posting", "household") else subject.village,
        form=form,
        duty=duty,
        month=asked.period,
        household=subject.id if subject.kind == "household" else None,
        posting=subject.id if subject.kind == "posting" else None,
    )


def _address(asked: Asked, **narrowed: str) -> str:
    subject = asked.subject
    key = subject.kind if subject.kind in ("posting", "household") else "place"
    value = subject.village if key == "place" else subject.key
    asked_for = {"month": asked.month, key: value, **{name: word for name, word in narrowed.items() if word}}
    return f"{reverse('fieldwork:records', args=[asked.county])}?{urlencode(asked_for)}"


def _row(asked: Asked, line: Line) -> Row:
    record = line.record
    page = asked.link(reverse("fieldwork:record", args=[asked.county, record.id]))
    return {
        "day": words(written(record.occurred_on)),
        "form": words(line.form),
        "duty": words(line.duty),
        "title": Fact(record.title, page),
        "answers": words("；".join(f"{label}：{said.rstrip('。；')}" for label, said in line.answers)),
        "village": words(line.village),
        "who": words(record.posting.person.name),
    }
