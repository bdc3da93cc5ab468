"""What a phone may read of cases: the kinds one may raise, and those that wait for one or that one has raised."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from zhucun.cases import queries, saying, store
from zhucun.cases.flow_versions import flows_behind
from zhucun.cases.models import Case
from zhucun.cases.people import offered_for
from zhucun.cases.raising import where
from zhucun.cases.reading import asked_by
from zhucun.cases.routing import Posts, levels_over, who_is
from zhucun.cases.told import may_raise
from zhucun.cases.world import children_open, numbers_on, world_at
from zhucun.dispatch.parts import Reader
from zhucun.engine.flow.definition import About, StepKind
from zhucun.engine.flow.offers import Offer, offered
from zhucun.kernel.place_codes import prefix_of
from zhucun.places import queries as places
from zhucun.policy.asking.fields import Offered
from zhucun.policy.asking.told import field
from zhucun.policy.pack import FormField
from zhucun.policy.pack.flow_model import PackFlow

MOST = 100  # of what waits, and of what one has raised
NAMING = frozenset({"account", "unit", "village"})


class _Names:
    """The county's places, read once and only where a field names somebody or a village."""

    def __init__(self, county: str) -> None:
        self._county = county

    @cached_property
    def known(self) -> Mapping[str, str]:
        return places.names(self._county)


def flows(reader: Reader) -> list[dict[str, Any]]:
    """The kinds of case that can be raised from where the reader is stationed, each once for each village."""
    found, around = [], _Names(reader.scope.county)
    for posting in reader.held:
        names = {posting.village_code: reader.names.get(posting.village_code, "")}
        for flow in may_raise(reader.pack, reader.scope):
            at = where(reader.scope, flow, names, posting.village_code)
            if at is not None and at.place:
                subject = str(posting.id) if flow.flow.about is About.POSTING else None
                found.append(_flow(reader, flow, at.role, at.place, subject, around))
    return found


def _flow(
    reader: Reader,
    flow: PackFlow,
    role: str,
    place: str,
    subject: str | None,
    around: _Names,
) -> dict[str, Any]:
    asked = asked_by(flow, flow.flow.opening)
    kinds = {one.type for one in asked} & NAMING
    near = prefix_of(place)
    there = offered_for(kinds, reader.scope.county, near, reader.today, around.known) if kinds else {}
    return {
        "id": flow.id,
        "title": flow.title,
        "help": flow.help,
        "about": flow.flow.about.value,
        "role": role,
        "place": place,
        "subject": subject,
        "fields": [field(one, there.get(one.type, ())) for one in asked],
    }


def cases(reader: Reader) -> dict[str, Any]:
    """What waits for the reader, then what the reader has raised and is open; set statements, whatever their number."""
    on = reader.today
    waiting = list(queries.waiting_for(reader.scope, on)[:MOST])
    raised = queries.raised_by(reader.scope, on).filter(ending="").exclude(id__in=[one.id for one in waiting])
    mine = {one.id for one in waiting}
    rows = [*waiting, *raised[:MOST]]
    known = _Known(reader, rows)
    return {"cases": [known.told(one, mine=one.id in mine) for one in rows]}


class _Known:
    """Everything the steps of several cases turn on, read once."""

    def __init__(self, reader: Reader, rows: Sequence[Case]) -> None:
        county, on = reader.scope.county, reader.today
        self.reader, self.who = reader, who_is(reader.scope)
        self.flows = flows_behind(county, [one.flow_version_id for one in rows]) if rows else {}
        self.parties = store.parties_by_case(county, [one.id for one in rows]) if rows else {}
        self.children = children_open(county, [one.id for one in rows]) if rows else {}
        self.numbers = numbers_on(reader.pack, on)
        self.names = places.names_of({one.place_code for one in rows}) if rows else {}
        near = {prefix for one in rows for prefix in levels_over(one.place)}
        self.posts = Posts(county, on, near=near, also=[one.against_id for one in rows])
        self._around = _Names(county)
        self._offered: dict[tuple[str, str], Offered] = {}

    def told(self, row: Case, *, mine: bool) -> dict[str, Any]:
        flow = self.flows[row.flow_version_id]
        return {
            "id": str(row.id),
            "seq": row.seq,
            "title": row.title,
            "flow": flow.title,
            "state": flow.flow.state(row.state).title,
            "place": self.names.get(row.place_code, ""),
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "late": row.due_on is not None and not row.is_waiting and row.due_on < self.reader.today,
            "mine": mine,
            "steps": [self._step(row, flow, offer) for offer in self._offers(row, flow)],
        }

    def _offers(self, row: Case, flow: PackFlow) -> Iterable[Offer]:
        world = world_at(
            self.reader.pack,
            self.reader.today,
            flow.flow,
            row.place,
            row.against_id,
            posts=self.posts,
            numbers=self.numbers,
            subject=row.subject_id,
            children_open=self.children.get(row.id, 0),
        )
        return offered(flow.flow, store.case_of(row, self.parties[row.id]), self.who, world)

    def _step(self, row: Case, flow: PackFlow, offer: Offer) -> dict[str, Any]:
        why = offer.why
        told = saying.refusal(why, flow, step=offer.step.id, state=row.state).said if why else ""
        if offer.can and offer.step.kind is StepKind.MERGE:
            told = _("要从同类的办件里选并入哪一件，请在网页上办。")
        return {
            "id": offer.step.id,
            "title": offer.step.title,
            "can": not told,
            "why": told,
            "fields": [field(one, self._named(one, row)) for one in asked_by(flow, offer.step)],
        }

    def _named(self, asked: FormField, row: Case) -> Offered:
        """Whom a field may name, read once for each kind and place."""
        if asked.type not in NAMING:
            return ()
        key = (asked.type, row.place)
        if key not in self._offered:
            names = self._around.known
            found = offered_for({asked.type}, row.county_code, row.place, self.reader.today, names)
            self._offered[key] = found.get(asked.type, ())
        return self._offered[key]
