"""An event and all that comes of it, in one transaction: the case, its effects elsewhere, a case that it opens.

Services and the clock both come through here, so that a step brings about the same whoever takes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.text import Truncator

from zhucun.accounts.models import User
from zhucun.audit.services import note
from zhucun.cases import refusals, saying, store
from zhucun.cases.effects import EffectCall, apply_effect
from zhucun.cases.endings import ended
from zhucun.cases.flow_versions import flow_here, kept
from zhucun.cases.models import Case, CaseEvent
from zhucun.cases.reading import read_act
from zhucun.cases.routing import Posts, levels_over
from zhucun.cases.store import Birth, Doing
from zhucun.cases.subjects import Subject, subject_of
from zhucun.cases.world import world_at
from zhucun.engine.flow import case as engine
from zhucun.engine.flow import follows, opening
from zhucun.engine.flow.acting import NotAllowed, Who
from zhucun.engine.flow.definition import About
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.policy.asking.answers import asked_of, shown
from zhucun.policy.pack import Pack
from zhucun.policy.pack.flow_model import PackFlow

TITLE = 120
SAID_IN_TITLE = frozenset({"text", "long_text", "choice", "number", "date"})
SUBJECT_FIELD = {About.UNIT: "unit", About.HOUSEHOLD: "household"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Raising:
    """What is being raised, read and checked. `barred` is the one a parent is against."""

    pack: Pack
    flow: PackFlow
    who: Who
    role: str
    subject: Subject
    values: Mapping[str, Any]
    at: datetime
    id: UUID | None = None
    parent: UUID | None = None
    barred: UUID | None = None

    @property
    def against(self) -> UUID | None:
        return named_against(self.flow, self.values) or self.barred


def begin(new: Raising) -> Case:
    """Keep a case that is being raised."""
    flow, on, county = new.flow, clock.date_of(new.at), new.pack.county_code
    world = world_at(new.pack, on, flow.flow, new.subject.place, new.against, subject=new.subject.id)
    try:
        event = opening.raise_case(
            flow.flow, who=new.who, role=new.role, place=new.subject.place, answers=new.values, world=world
        )
    except NotAllowed as error:
        raise saying.refusal(error, flow, role=new.role) from error
    check(flow, event, new.values, county, new.subject.place, new.against)
    birth = Birth(
        version=kept(county, flow, new.pack, new.at).id,
        title=title_of(flow, new.values, new.subject),
        subject=new.subject.id,
        parent=new.parent,
        barred=new.barred,
    )
    doing = Doing(by=UUID(new.who.user), at=new.at)
    return store.open_case(county, new.id or uuid7(), flow, event, birth, doing)


def carry_out(
    pack: Pack, flow: PackFlow, row: Case, old: engine.Case, event: engine.Event, doing: Doing
) -> Case:
    """Keep a further event, and do what it brings about."""
    was = row.ending
    written = store.add(row, flow, old, event, doing)
    for effect, args in follows.effects_of(flow.flow, event, old):
        apply_effect(effect.name, _call(row, written, doing, args))
    if row.ending and not was:
        ended(flow.flow.about, row)
    opened = follows.child_of(flow.flow, event, old)
    if opened is not None:
        child = _open_child(pack, flow, row, opened, doing)
        note(opened=str(child.id))
    return row


def check(
    flow: PackFlow,
    event: engine.Event,
    given: Mapping[str, Any],
    county: str,
    place: str,
    against: UUID | None,
) -> None:
    """What the engine cannot know: a term that somebody's answer puts into the past, people who are barred."""
    term = flow.flow.state(event.state).term
    if event.entered and term and term.since in given and event.due_on and event.due_on < event.on:
        raise refusals.TermPast(due=event.due_on)
    named = {UUID(user) for party, user in event.names.items() if user and party not in ("raiser", "against")}
    if against and named:
        posts = Posts(county, event.on, near=levels_over(place), also=[against, *named])
        if any(posts.is_barred(user, against) for user in named):
            raise refusals.NobodyToName(step=saying.step_title(flow, event.step))


def named_against(flow: PackFlow, values: Mapping[str, Any]) -> UUID | None:
    """Whom the answers of an act complain about."""
    named = values.get(flow.against) if flow.against else None
    return UUID(str(named)) if named else None


def title_of(flow: PackFlow, values: Mapping[str, Any], subject: Subject) -> str:
    """The answer that the flow says titles it, unless only some may read that; else its kind and whom it is about."""
    key = flow.flow.title_from
    field = flow.field(key) if key and values.get(key) not in (None, "") else None
    if field and not field.seen_by and field.type in SAID_IN_TITLE:
        words = shown(asked_of(flow.fields, [key])[0], values[key]).splitlines()[0]
    else:
        words = f"{flow.title}：{subject.name}" if subject.name else flow.title
    return Truncator(words).chars(TITLE)


def _call(row: Case, written: CaseEvent, doing: Doing, args: Mapping[str, Any]) -> EffectCall:
    return EffectCall(
        county=row.county_code,
        case_id=row.id,
        event_id=written.id,
        by=User.objects.get(id=doing.by) if doing.by else None,
        raised_by=row.raised_by,
        subject_id=row.subject_id,
        at=doing.at,
        args={name: str(value) for name, value in args.items()},
    )


def _open_child(pack: Pack, flow: PackFlow, row: Case, opened: follows.Opened, doing: Doing) -> Case:
    """A case out of a case. Whoever took the step raises it; for the clock, whoever raised the first one."""
    child = flow_here(pack, opened.flow)
    on: date = clock.date_of(doing.at)
    values = read_act(child, child.flow.opening, opened.fields, row.county_code, on)
    subject = _child_subject(child, flow, row, values)
    role = _child_role(child, row)
    return begin(
        Raising(
            pack=pack,
            flow=child,
            who=Who(user=str(doing.by or row.raised_by_id), grants=((role, subject.place),)),
            role=role,
            subject=subject,
            values=values,
            at=doing.at,
            parent=row.id,
            barred=row.against_id,
        )
    )


def _child_subject(child: PackFlow, flow: PackFlow, row: Case, values: Mapping[str, Any]) -> Subject:
    """Where a child lies and what it is about: what its fields name, else what its parent is about."""
    same = child.flow.about is flow.flow.about
    named = _named(child, values, SUBJECT_FIELD.get(child.flow.about, ""))
    place = _named(child, values, "village") or row.place_code
    subject = UUID(named) if named else row.subject_id if same else None
    try:
        return subject_of(row.county_code, child, place, subject)
    except (refusals.PlaceMissing, refusals.SubjectMissing) as error:
        raise refusals.ChildHasNoPlace(flow=child.title) from error


def _named(flow: PackFlow, values: Mapping[str, Any], kind: str) -> str:
    return next(
        (str(values[field.key]) for field in flow.fields if field.type == kind and field.key in values), ""
    )


def _child_role(child: PackFlow, row: Case) -> str:
    """A role in which the child may be raised; that of the parent's raiser where it will do."""
    may = child.flow.opening.by
    preferred = (role for role in (row.waits_role, row.raised_as) if role in may)
    return next(preferred, min(may))
