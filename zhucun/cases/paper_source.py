"""What papers are written from here: the matters of a place in a period, and one matter with what happened to it.

Of what is confidential, or against somebody, a paper says that there was one, and none is written of it alone.
"""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from zhucun.accounts.scope import Scope
from zhucun.cases import pages, queries
from zhucun.cases.filters import Filters, Standing
from zhucun.cases.flow_versions import flow_behind
from zhucun.cases.listing import Line, Teller
from zhucun.cases.models import Case
from zhucun.cases.names import names_for
from zhucun.cases.routing import SEE
from zhucun.cases.store import read_event
from zhucun.cases.timeline import Entry, Timeline
from zhucun.documents.gb9704.paper import written
from zhucun.documents.sources import Asked, Given, Subject, offer_source, offer_subject, words
from zhucun.kernel import clock
from zhucun.policy.pack.paper_filling import Fact, Row

NOT_TOLD = "（不公开）"


def offer_all() -> None:
    offer_source("cases", SEE, cases)
    offer_source("case", SEE, case)
    offer_source("steps", SEE, steps)
    offer_subject("case", case_subject)


def cases(asked: Asked) -> Given:
    """Raised in the period. Each number opens the list of just these."""
    filters = Filters(place=asked.subject.village, month=asked.period, standing=Standing.ALL)
    found = queries.visible(asked.whole, asked.on).filter(filters.conditions(asked.on))
    rows = list(found.select_related("raised_by", "waits_user").order_by("raised_on", "id"))
    teller = Teller.of(asked.county, asked.on, asked.places, rows)
    over = sum(bool(row.ending) for row in rows)
    fields = {
        "count": asked.counted(len(rows), _address(asked, Standing.ALL)),
        "settled": asked.counted(over, _address(asked, Standing.ENDED)),
        "open": asked.counted(len(rows) - over, _address(asked, Standing.OPEN)),
    }
    return Given(fields, [_row(asked, line) for line in teller.lines(rows)])


def can_be_written_of(case: Case) -> bool:
    """A paper is read by more people than the case behind it may be."""
    return not (case.confidential or case.against_id)


def case_subject(scope: Scope, key: str) -> Subject:
    try:
        found = queries.case_in(scope, UUID(key))
    except ValueError:
        raise Http404("case") from None
    if not can_be_written_of(found):
        raise Http404("case")
    return Subject("case", str(found.id), found.place_code, found.title)


def case(asked: Asked) -> Given:
    """One case, with what it has been answered so far."""
    found = queries.case_in(asked.whole, asked.subject.id, asked.on)
    line = Teller.of(asked.county, asked.on, asked.places, [found]).line(found)
    row = _row(asked, line)
    fields = {name: row[name] for name in ("kind", "title", "raised", "state")}
    fields["by"] = words(found.raised_by.name)
    fields["ended"] = words(written(found.ended_on) if found.ended_on else "还没有办结")
    open_to_all = _open_fields(found)
    told = [one for one in pages.seen_values(asked.whole, found) if one.key in open_to_all]
    return Given(fields, [{"label": words(one.label), "said": words(one.shown)} for one in told])


def steps(asked: Asked) -> Given:
    """What happened to it, in order."""
    found = queries.case_in(asked.whole, asked.subject.id, asked.on)
    flow, rows = flow_behind(found), queries.events_of(found)
    events = [read_event(row.body) for row in rows]
    names = names_for(asked.county, flow, dict(asked.places), [event.answers for event in events], events)
    entries = Timeline(flow, names, _open_fields(found)).entries(rows, events)
    return Given({}, [_step(entry) for entry in entries])


def _open_fields(found: Case) -> frozenset[str]:
    """What everybody who sees the case sees: a kept paper does not ask who opens it as the case does."""
    return frozenset(field.key for field in flow_behind(found).fields if not field.seen_by)


def _step(entry: Entry) -> Row:
    said = [f"{label}：{answer.rstrip('。；')}" for label, answer in entry.facts]
    return {
        "day": words(written(clock.date_of(entry.at))),
        "step": words(entry.title),
        "who": words(entry.who),
        "said": words("；".join(said) or "—"),
    }


def _address(asked: Asked, standing: Standing) -> str:
    query = {"place": asked.subject.village, "standing": str(standing), "month": asked.month}
    kept = {name: value for name, value in query.items() if value}
    return f"{reverse('cases:list', args=[asked.county])}?{urlencode(kept)}"


def _row(asked: Asked, line: Line) -> Row:
    case = line.case
    page = asked.link(reverse("cases:case", args=[asked.county, case.id]))
    hidden = case.confidential or case.against_id is not None
    return {
        "title": words(NOT_TOLD) if hidden else Fact(case.title, page),
        "kind": words(line.kind),
        "raised": words(written(case.raised_on)),
        "state": words(line.state),
        "ended": words(written(case.ended_on) if case.ended_on else ""),
    }
