"""What the end of a term brings, every day, for all open cases of a county.

The one thing that must stay true: a term is answered once. A batch is read and written inside one transaction that
has its place in the county's queue, so a second worker finds nothing left to do, and a run that was killed goes on
where it stopped. A case gets at most one such event a day, also after a week without any run.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhucun.audit.services import Actor, note, recorded
from zhucun.cases import handling, store
from zhucun.cases.flow_versions import flows_behind
from zhucun.cases.models import Case, CaseEvent
from zhucun.cases.numbers import numbers_of
from zhucun.cases.routing import Posts
from zhucun.cases.store import Doing
from zhucun.cases.world import children_open, numbers_on, world_at
from zhucun.engine.flow import case as engine
from zhucun.engine.flow.acting import NotAllowed, World
from zhucun.engine.flow.case import Happened
from zhucun.engine.flow.clocks import lapse
from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.refusals import Refusal
from zhucun.places.queries import counties
from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.queries import pack_of

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run did in one county; `stuck` are cases where something else refused what the clock was to do."""

    county: str
    events: int
    stuck: int


class Night:
    """What all cases of a run share, each read once: the pack, its numbers, who holds which post, the flows."""

    def __init__(self, county: str, on: date) -> None:
        self.county, self.on = county, on
        self.pack = pack_of(county)
        self.numbers = numbers_on(self.pack, on)
        self.posts = Posts(county, on)
        self._flows: dict[UUID, PackFlow] = {}

    def read_flows(self, rows: Sequence[Case]) -> None:
        self._flows |= flows_behind(self.county, {row.flow_version_id for row in rows} - self._flows.keys())

    def flow(self, row: Case) -> PackFlow:
        return self._flows[row.flow_version_id]

    def world(self, row: Case, children: int, about: Mapping[str, int]) -> World:
        flow = self.flow(row).flow
        return world_at(
            self.pack,
            self.on,
            flow,
            row.place,
            row.against_id,
            posts=self.posts,
            numbers=self.numbers,
            about=about,
            children_open=children,
        )


def run_clocks_everywhere(*, by: Actor, at: datetime) -> Iterator[Ran]:
    """Every county that has cases whose terms are over, one after the other."""
    for county in counties():
        ran = run_clocks(by=by, county=county, at=at)
        if ran.events or ran.stuck:
            yield ran


def run_clocks(*, by: Actor, county: str, at: datetime) -> Ran:
    """Answer every term of a county that was over before the day of `at`. It may be killed, and run again, at any time."""
    night = Night(county, clock.date_of(at))
    ids = list(_over(night).order_by("due_on", "id").values_list("id", flat=True))
    events = stuck = 0
    for first in range(0, len(ids), AT_ONCE):
        due = [row.id for row, _old, _event in _due(night, ids[first : first + AT_ONCE])]
        if due:
            ran = answer_terms(by=by, county=county, night=night, cases=due, at=at)
            events, stuck = events + ran.events, stuck + ran.stuck
    return Ran(county, events, stuck)


@recorded("cases.terms_answered", _("期限到期处理"))
def answer_terms(*, by: Actor, county: str, night: Night, cases: Sequence[UUID], at: datetime) -> Ran:
    """Some cases, as they are now; what another worker has done meanwhile is left alone."""
    done = [_carried_out(night, *one, at) for one in _due(night, cases)]
    ran = Ran(county, sum(done), len(done) - sum(done))
    note(cases=ran.events, stuck=ran.stuck)
    return ran


def _carried_out(night: Night, row: Case, old: engine.Case, event: engine.Event, at: datetime) -> bool:
    """One case by itself: what something else refuses is not done, and holds up no other case."""
    try:
        with transaction.atomic():
            handling.carry_out(night.pack, night.flow(row), row, old, event, Doing(by=None, at=at))
    except (NotAllowed, Refusal):
        return False
    return True


def _due(night: Night, cases: Sequence[UUID]) -> Iterator[tuple[Case, engine.Case, engine.Event]]:
    """Of some cases those with whom something is to be done: three statements, and what flows ask of households."""
    rows = list(_over(night).filter(id__in=cases).select_related("raised_by").order_by("due_on", "id"))
    parties = store.parties_by_case(night.county, cases)
    children = children_open(night.county, cases)
    night.read_flows(rows)
    about = numbers_of(night.county, [(night.flow(row).flow, row.subject_id) for row in rows], night.on)
    for row in rows:
        old = store.case_of(row, parties[row.id])
        known = about.get(row.subject_id, {}) if row.subject_id else {}
        event = lapse(night.flow(row).flow, old, night.world(row, children.get(row.id, 0), known))
        if event is not None:
            yield row, old, event


def _over(night: Night) -> CountyQuerySet[Case]:
    """Open cases with a term that is over and unanswered, but for those that had their event today."""
    today = CaseEvent.objects.in_county(night.county).filter(happened_on=night.on, what=Happened.LATE)
    rows = Case.objects.in_county(night.county).filter(ending="", late=False, suspended_on__isnull=True)
    return rows.filter(due_on__lt=night.on).exclude(id__in=today.values("case_id"))
