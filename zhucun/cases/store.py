"""An event becomes part of a case: it is written, and the case's row and people follow from it.

The one thing that must stay true: a row is what its events fold to. What folding needs beside the engine's event
(whose case, which definition, whether a deadline had passed) stands in the event under `more`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhucun.cases.models import Case, CaseEvent, CaseParty
from zhucun.cases.refusals import SomebodyWasFirst
from zhucun.engine.flow import case as engine
from zhucun.engine.flow.acting import NotAllowed as NotAllowed
from zhucun.engine.flow.definition import Ending, Level
from zhucun.engine.flow.serial import event_from_json, event_to_json
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.kernel.place_codes import VILLAGE
from zhucun.policy.pack.flow_model import PackFlow

MORE, BROKE = "more", "broke"
IDS_AT_BIRTH = ("version", "subject", "parent", "barred")
MOVES_NOTHING = engine.Happened.NOTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """What the first event tells of a case beyond what the engine knows."""

    version: UUID
    title: str
    subject: UUID | None = None
    parent: UUID | None = None
    barred: UUID | None = None  # the one its parent is against, who does not hear of it either

    def as_json(self) -> dict[str, str]:
        ids = {name: getattr(self, name) for name in IDS_AT_BIRTH}
        return {"title": self.title} | {name: str(id) for name, id in ids.items() if id}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Birth":
        return cls(title=told["title"], **{name: UUID(told[name]) for name in IDS_AT_BIRTH if name in told})


@dataclass(frozen=True, slots=True)
class Stored:
    """A case as the store holds it: the engine's view, what it was born with, whether a deadline was broken so far."""

    case: engine.Case
    birth: Birth
    broke: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who does something when, and what is kept beside the event; nobody is `by` when the clock does it."""

    by: UUID | None
    at: datetime
    more: Mapping[str, Any] = field(default_factory=dict)


def open_case(county: str, id: UUID, flow: PackFlow, event: engine.Event, birth: Birth, doing: Doing) -> Case:
    """The row, the people and the first event of a case that has just been raised."""
    first = engine.after(None, event)
    row = Case(county_code=county, id=id, **columns_of(Stored(first, birth), flow))
    row.save(force_insert=True)
    _write(row, event, Doing(by=doing.by, at=doing.at, more={**doing.more, **birth.as_json()}))
    CaseParty.objects.bulk_create(parties_of(county, id, first))
    return row


def add(row: Case, flow: PackFlow, old: engine.Case, event: engine.Event, doing: Doing) -> CaseEvent:
    """Write a further event and bring the row to it; refused when the number has been taken meanwhile."""
    broke = breaks_term(flow, old, event)
    more = {**doing.more, BROKE: True} if broke else doing.more
    kept = _write(row, event, Doing(by=doing.by, at=doing.at, more=more))
    fresh = Stored(engine.after(old, event), _birth_of(row), row.broke_term or broke)
    changed = {
        name: value for name, value in moving_columns(fresh, flow).items() if getattr(row, name) != value
    }
    rows = Case.objects.in_county(row.county_code).filter(id=row.id, seq=old.seq)
    if not rows.update(**changed):
        raise was_first(row)
    for name, value in changed.items():
        setattr(row, name, value)
    _follow_names(row, event)
    return kept


def _birth_of(row: Case) -> Birth:
    """What a row was born with; only a child of another case can have been born barred."""
    barred = None
    if row.parent_id and row.against_id:
        rows = CaseEvent.objects.in_county(row.county_code).filter(case_id=row.id, seq=1)
        barred = Birth.from_json(rows.values_list("body", flat=True).get()[MORE]).barred
    return Birth(version=row.flow_version_id, title=row.title, barred=barred)


def breaks_term(flow: PackFlow, old: engine.Case, event: engine.Event) -> bool:
    """Whether a deadline had passed when this happened; a day that is merely waited for breaks nothing."""
    if old.due_on is None or not old.is_open or old.suspended_on or flow.flow.state(old.state).waits:
        return False
    return event.what is engine.Happened.LATE or (event.on > old.due_on and event.what is not MOVES_NOTHING)


def was_first(row: Case) -> SomebodyWasFirst:
    """Who has meanwhile done what, and when."""
    events = CaseEvent.objects.in_county(row.county_code).filter(case_id=row.id).exclude(what=MOVES_NOTHING)
    last = events.select_related("by", "case__flow_version").order_by("-seq").first()
    if last is None:
        return SomebodyWasFirst(who=_("另一位"), when="", what=row.title)
    when = last.at.astimezone(clock.SHANGHAI)
    return SomebodyWasFirst(
        who=last.by.name if last.by else _("系统按期限"),
        when=f"{when:%Y-%m-%d %H:%M}",
        what=_done(last),
    )


def _done(event: CaseEvent) -> str:
    """What an event is called in the words of the flow."""
    definition = event.case.flow_version.definition
    steps = {step["id"]: step["title"] for state in definition["states"] for step in state.get("steps", [])}
    kinds = {
        engine.Happened.RAISED: _("提出"),
        engine.Happened.LATE: _("逾期处理"),
        engine.Happened.RESUMED: _("恢复办理"),
        engine.Happened.ASSIGNED: _("指定办理人"),
    }
    return steps.get(event.step) or kinds.get(engine.Happened(event.what), "")


def _write(row: Case, event: engine.Event, doing: Doing) -> CaseEvent:
    body = event_to_json(event)
    fresh = CaseEvent(
        id=uuid7(),
        county_code=row.county_code,
        case_id=row.id,
        seq=event.seq,
        what=event.what,
        step=event.step,
        happened_on=event.on,
        at=doing.at,
        by_id=doing.by,
        body={**body, MORE: dict(doing.more)} if doing.more else body,
    )
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError as error:
        raise was_first(row) from error
    return fresh


def _follow_names(row: Case, event: engine.Event) -> None:
    if event.names:
        rows = CaseParty.objects.in_county(row.county_code)
        rows.filter(case_id=row.id, name__in=event.names).delete()
        named = [(name, user) for name, user in event.names.items() if user]
        CaseParty.objects.bulk_create(_party(row.county_code, row.id, name, user) for name, user in named)


def parties_of(county: str, id: UUID, case: engine.Case) -> list[CaseParty]:
    return [_party(county, id, name, user) for name, user in case.parties.items() if user]


def _party(county: str, id: UUID, name: str, user: str) -> CaseParty:
    return CaseParty(county_code=county, case_id=id, name=name, user_id=UUID(user))


# --- row and engine


def read_event(body: Mapping[str, Any]) -> engine.Event:
    return event_from_json(body)  # which passes over what is not the engine's


def columns_of(stored: Stored, flow: PackFlow) -> dict[str, Any]:
    """Every column of a row but its key."""
    case, birth = stored.case, stored.birth
    return {
        "flow_version_id": birth.version,
        "flow": case.flow,
        "title": birth.title,
        "place_code": case.place.ljust(VILLAGE, "0"),
        "place_digits": len(case.place),
        "subject_id": birth.subject,
        "parent_id": birth.parent,
        "raised_by_id": UUID(case.raised_by),
        "raised_as": case.raised_as,
        "raised_on": case.raised_on,
        "confidential": flow.flow.confidential,
        **moving_columns(stored, flow),
    }


def moving_columns(stored: Stored, flow: PackFlow) -> dict[str, Any]:
    """The columns that an event may change."""
    case = stored.case
    return {
        "state": case.state,
        "level": case.level or "",
        "seq": case.seq,
        "entered_on": case.entered_on,
        "due_on": case.due_on,
        "is_waiting": case.due_on is not None and flow.flow.state(case.state).waits,
        "late": case.late,
        "suspended_on": case.suspended_on,
        "waits_user_id": _id(case.waits.user),
        "waits_unit": _id(case.waits.unit),
        "waits_role": case.waits.role,
        "waits_place": case.waits.place,
        "against_id": _id(case.parties.get("against", "")) or stored.birth.barred,
        "values": dict(case.values),
        "doers": dict(case.doers),
        "since_entered": sorted(case.since_entered),
        "times_up": case.times_up,
        "times_reopened": case.times_reopened,
        "ending": case.ending or "",
        "ended_on": case.ended_on,
        "broke_term": stored.broke,
        "in_time": not stored.broke if case.ending is Ending.SETTLED else None,
        "rating": str(case.values.get(flow.rating, "")) if flow.rating else "",
        "merged_into_id": _id(case.merged_into),
    }


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def case_of(row: Case, parties: Mapping[str, str]) -> engine.Case:
    """What the engine needs of a row."""
    return engine.Case(
        flow=row.flow,
        place=row.place,
        state=row.state,
        level=Level(row.level) if row.level else None,
        seq=row.seq,
        raised_on=row.raised_on,
        raised_by=str(row.raised_by_id),
        raised_as=row.raised_as,
        entered_on=row.entered_on,
        due_on=row.due_on,
        waits=engine.Waits(
            user=str(row.waits_user_id or ""),
            unit=str(row.waits_unit or ""),
            role=row.waits_role,
            place=row.waits_place,
        ),
        values=row.values,
        parties=parties,
        doers=row.doers,
        since_entered=frozenset(row.since_entered),
        late=row.late,
        times_up=row.times_up,
        times_reopened=row.times_reopened,
        suspended_on=row.suspended_on,
        ending=Ending(row.ending) if row.ending else None,
        ended_on=row.ended_on,
        merged_into=str(row.merged_into_id or ""),
    )


def parties_by_case(county: str, ids: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """The people of several cases: one statement."""
    wanted = list(ids)
    found: dict[UUID, dict[str, str]] = {id: {} for id in wanted}
    rows = CaseParty.objects.in_county(county).filter(case_id__in=wanted)
    for case, name, user in rows.values_list("case_id", "name", "user_id"):
        found[case][name] = str(user)
    return found


def engine_case(row: Case) -> engine.Case:
    return case_of(row, parties_by_case(row.county_code, [row.id])[row.id])
