"""One case on one page: who acts next and by when, what the reader can do, what happened, where it stands."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.cases import pages, queries, told
from zhucun.cases.flow_versions import flow_behind
from zhucun.cases.forms import FileForm, NoteForm
from zhucun.cases.listing import Teller
from zhucun.cases.models import Case
from zhucun.cases.names import names_for
from zhucun.cases.paper_source import can_be_written_of
from zhucun.cases.people import assignable
from zhucun.cases.routing import ACT, SEE
from zhucun.cases.store import read_event
from zhucun.cases.timeline import Timeline
from zhucun.cases.views.asking import place_names
from zhucun.kernel import clock
from zhucun.kernel.ids import sibling
from zhucun.policy.registry import RecordLine, record_lines


@screen(needs=SEE)
def case(request: ScreenRequest, county: str, case: UUID) -> HttpResponse:
    found = queries.case_in(request.whole_scope, case, clock.today())
    return render(request, "cases/case.html", page_of(request, found))


def page_of(request: ScreenRequest, found: Case) -> dict[str, Any]:
    """Everything the page shows of a case to this reader."""
    scope, today = request.whole_scope, clock.today()
    flow, names = flow_behind(found), place_names(request)
    teller = Teller.of(request.county, today, names, [found], request.user.id)
    offers = pages.offers_of(scope, request.user, found, clock.now())
    context = {
        "case": found,
        "flow": flow,
        "line": teller.line(found),
        "why": told.told_state(flow, found.state, teller.pack, today),
        "offers": offers.steps,
        "cannot": [offer for offer in offers.steps if not offer.can],
        "may_resume": offers.may_resume,
        "may_be_written_of": can_be_written_of(found),
        "may_assign": offers.may_manage and bool(assignable(flow)),
        "may_remind": offers.may_manage,
        "picture": told.drawn(flow, teller.pack, today, found.state),
        "says": told.picture_says(flow),
        "states": told.told_states(flow, teller.pack, today),
        "files": queries.files_of(found),
        "file_form": FileForm() if not found.ending and scope.may(ACT) else None,
        "note_form": NoteForm() if not found.ending and scope.may(ACT) else None,
        "origin": _origin(request, found),
        **_kin(request, found, teller),
    }
    return context | _told(request, found, names)


def _told(request: ScreenRequest, found: Case, places_by_code: dict[str, str]) -> dict[str, Any]:
    """What was said and what happened, as far as this reader may see it."""
    flow, rows = flow_behind(found), queries.events_of(found)
    events = [read_event(row.body) for row in rows]
    seen = pages.seen_values(request.whole_scope, found)
    names = names_for(request.county, flow, places_by_code, [event.answers for event in events], events)
    return {
        "facts": [(one.label, one.shown) for one in seen],
        "entries": Timeline(flow, names, frozenset(one.key for one in seen)).entries(rows, events),
    }


def _origin(request: ScreenRequest, found: Case) -> tuple[RecordLine, str] | None:
    """The record that a case came out of and its address, for whoever may read it."""
    for line in record_lines(request.county, [sibling(found.id)]):
        if request.whole_scope.covers(found.place_code, line.needs):
            return line, reverse(line.url_name, kwargs={"county": request.county, line.kwarg: line.id})
    return None


def _kin(request: ScreenRequest, found: Case, teller: Teller) -> dict[str, Any]:
    """Cases it came out of, or opened, or was merged into; only those that the reader may know of."""
    seen = queries.visible(request.whole_scope, clock.today())
    related = [id for id in (found.parent_id, found.merged_into_id) if id]
    others = {one.id: one for one in seen.filter(id__in=related)} if related else {}
    return {
        "parent": others.get(found.parent_id) if found.parent_id else None,
        "merged_into": others.get(found.merged_into_id) if found.merged_into_id else None,
        "children": Teller.of(request.county, teller.today, teller.places, children, teller.reader).lines(
            children
        )
        if (children := queries.children_of(found, request.whole_scope, clock.today()))
        else [],
    }
