"""Events and cases as plain JSON and back. What is as usual is left out, so that a new field needs no new version.

Values are kept as they are: the words, whole numbers, codes and dates (2026-10-31) that answers are made of.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhucun.engine.flow.case import Case, Event, Happened, Waits
from zhucun.engine.flow.definition import Ending, Level

Json = dict[str, Any]


def event_to_json(event: Event) -> Json:
    usual = {
        "seq": event.seq,
        "what": event.what.value,
        "on": event.on.isoformat(),
        "by": event.by,
        "state": event.state,
        "level": event.level.value if event.level else None,
        "due_on": _text(event.due_on),
        "waits": _waits_to_json(event.waits),
        "step": event.step,
        "entered": event.entered,
        "answers": dict(event.answers),
        "names": dict(event.names),
        "skipped": [level.value for level in event.skipped],
        "suspended": event.suspended,
        "ending": event.ending.value if event.ending else None,
        "merged_into": event.merged_into,
        "flow": event.flow,
        "place": event.place,
        "role": event.role,
    }
    return {key: value for key, value in usual.items() if value}


def event_from_json(data: Mapping[str, Any]) -> Event:
    get = data.get
    return Event(
        seq=data["seq"],
        what=Happened(data["what"]),
        on=date.fromisoformat(data["on"]),
        by=get("by", ""),
        state=data["state"],
        level=_level(get("level")),
        due_on=_day(get("due_on")),
        waits=Waits(**get("waits", {})),
        step=get("step", ""),
        entered=get("entered", False),
        answers=get("answers", {}),
        names=get("names", {}),
        skipped=tuple(Level(level) for level in get("skipped", ())),
        suspended=get("suspended", False),
        ending=_ending(get("ending")),
        merged_into=get("merged_into", ""),
        flow=get("flow", ""),
        place=get("place", ""),
        role=get("role", ""),
    )


def case_to_json(case: Case) -> Json:
    usual = {
        "flow": case.flow,
        "place": case.place,
        "state": case.state,
        "level": case.level.value if case.level else None,
        "seq": case.seq,
        "raised_on": case.raised_on.isoformat(),
        "raised_by": case.raised_by,
        "raised_as": case.raised_as,
        "entered_on": case.entered_on.isoformat(),
        "due_on": _text(case.due_on),
        "waits": _waits_to_json(case.waits),
        "values": dict(case.values),
        "parties": dict(case.parties),
        "doers": dict(case.doers),
        "since_entered": sorted(case.since_entered),
        "late": case.late,
        "times_up": case.times_up,
        "times_reopened": case.times_reopened,
        "suspended_on": _text(case.suspended_on),
        "ending": case.ending.value if case.ending else None,
        "ended_on": _text(case.ended_on),
        "merged_into": case.merged_into,
    }
    return {key: value for key, value in usual.items() if value}


def case_from_json(data: Mapping[str, Any]) -> Case:
    get = data.get
    return Case(
        flow=data["flow"],
        place=data["place"],
        state=data["state"],
        level=_level(get("level")),
        seq=data["seq"],
        raised_on=date.fromisoformat(data["raised_on"]),
        raised_by=data["raised_by"],
        raised_as=data["raised_as"],
        entered_on=date.fromisoformat(data["entered_on"]),
        due_on=_day(get("due_on")),
        waits=Waits(**get("waits", {})),
        values=get("values", {}),
        parties=get("parties", {}),
        doers=get("doers", {}),
        since_entered=frozenset(get("since_entered", ())),
        late=get("late", False),
        times_up=get("times_up", 0),
        times_reopened=get("times_reopened", 0),
        suspended_on=_day(get("suspended_on")),
        ending=_ending(get("ending")),
        ended_on=_day(get("ended_on")),
        merged_into=get("merged_into", ""),
    )


def _waits_to_json(waits: Waits) -> dict[str, str]:
    named = {"user": waits.user, "unit": waits.unit, "role": waits.role, "place": waits.place}
    return {key: value for key, value in named.items() if value}


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _level(text: str | None) -> Level | None:
    return Level(text) if text else None


def _ending(text: str | None) -> Ending | None:
    return Ending(text) if text else None
