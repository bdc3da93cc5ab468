"""A handful of lives that a case may have, lived through the engine in a village that is not on any map.

Every event is one the engine made; nothing is measured on a case that could not exist. Places and people are marks,
put in afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from zhucun.cases.store import BROKE, Birth, Stored, breaks_term
from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.flow import case as engine
from zhucun.engine.flow import opening, steps
from zhucun.engine.flow.acting import NotAllowed, Who, World
from zhucun.engine.flow.clocks import lapse
from zhucun.policy.pack.flow_model import PackFlow

TOWN_MARK, VILLAGE_MARK = "TTT", "VVV"
SECRETARY, TOWNSHIP, COUNTY = UUID(int=1), UUID(int=2), UUID(int=3)  # marks of three people
NOTE = ""
OUTAGE = timedelta(days=4)  # the clock has not run for so long: tonight it has more to do than on other days
WORDS: Mapping[str, Any] = {
    "topic": "引水管冻裂，三户没有水",
    "came_by": "visit",
    "result": "换了 40 米管子，三户都通水了",
    "reply": "入户答复，本人同意",
    "rating": "satisfied",
    "up_reason": "村里没有这笔经费",
    "again_reason": "又漏了",
    "refuse_reason": "不属于这里办理，已告知找供水站",
    "wait_reason": "等化冻后施工",
    "kind": "land",
    "found_by": "visit",
    "danger": "none",
    "willing": "both",
    "talked_on": "2026-01-05",
    "talk_note": "双方都来了，先量地界",
    "agreed_on": "",
    "agreement": "以老石坎为界",
    "kept": "kept",
}


@dataclass(frozen=True, slots=True)
class Act:
    """A step, or a remark, so many days after the one before."""

    who: UUID
    step: str = NOTE
    after: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """What is done with a case of a flow; what nobody does in time the clock does."""

    flow: str
    acts: tuple[Act, ...]
    ends: bool = True


@dataclass(frozen=True, slots=True)
class Life:
    """A case so far: its events with what is kept beside each, and what they come to."""

    flow: PackFlow
    events: tuple[tuple[engine.Event, dict[str, Any]], ...]
    stored: Stored


def _remarks(who: UUID, count: int, after: int = 0) -> tuple[Act, ...]:
    return tuple(Act(who, after=after) for _ in range(count))


_RATED = (Act(SECRETARY, "reply_given", 1), Act(SECRETARY, "rate", 2))
COURSES = (
    Course("matter", (*_remarks(SECRETARY, 7), Act(SECRETARY, "settle", 3), *_RATED)),
    Course(
        "matter",
        (
            *_remarks(SECRETARY, 2),
            Act(SECRETARY, "send_up", 2),
            Act(TOWNSHIP, "accept", 1),
            *_remarks(TOWNSHIP, 4),
            Act(TOWNSHIP, "settle", 3),
            Act(TOWNSHIP, "reply_given", 1),
            Act(SECRETARY, "rate", 2),
        ),
    ),
    Course(
        "matter",
        (
            *_remarks(SECRETARY, 4, 1),
            Act(TOWNSHIP, "accept", 8),
            *_remarks(TOWNSHIP, 2),
            Act(TOWNSHIP, "settle", 3),
            Act(TOWNSHIP, "reply_given", 1),
            Act(SECRETARY, "rate", 2),
        ),
    ),
    Course(
        "matter",
        (
            Act(SECRETARY, "settle", 2),
            *_RATED,
            Act(SECRETARY, "reopen", 5),
            *_remarks(SECRETARY, 4),
            Act(SECRETARY, "settle", 2),
            *_RATED,
        ),
    ),
    Course("matter", (*_remarks(SECRETARY, 10), Act(SECRETARY, "refuse", 2))),
    Course(
        "dispute",
        (
            *_remarks(SECRETARY, 2),
            Act(SECRETARY, "take_here"),
            *(Act(SECRETARY, "talk", 1) for _ in range(6)),
            Act(SECRETARY, "agree", 1),
            Act(SECRETARY, "visit", 10),
        ),
    ),
    Course("matter", (*_remarks(SECRETARY, 3),), ends=False),
    Course("matter", (*_remarks(SECRETARY, 2), Act(SECRETARY, "send_up", 1)), ends=False),
    Course("matter", (Act(SECRETARY, NOTE, 1), Act(SECRETARY, "suspend", 1)), ends=False),
    Course("dispute", (Act(SECRETARY, "take_here"), Act(SECRETARY, "talk", 1)), ends=False),
)


@dataclass
class Living:
    """One case on its way; `until` is the last day of which anything is known."""

    flow: PackFlow
    place: str
    calendar: WorkCalendar
    numbers: Mapping[str, int]
    until: date
    version: UUID
    broke: bool = False
    events: list[tuple[engine.Event, dict[str, Any]]] = field(default_factory=list)

    def live(self, course: Course, start: date) -> Life | None:
        """Nothing where the clock was faster than the course, or the last day comes before its end."""
        try:
            case = self._lived(course, start)
        except NotAllowed:
            return None
        if course.ends is case.is_open:
            return None
        return Life(self.flow, tuple(self.events), Stored(case, self._birth(), self.broke))

    def _lived(self, course: Course, start: date) -> engine.Case:
        case, day = self._raise(start), start
        for act in course.acts:
            day += timedelta(days=act.after)
            if day > self.until:
                break
            case = self._clock(case, day)
            case = self._keep(case, self._act(case, act, day))
        return self._clock(case, self.until - OUTAGE)

    def _birth(self) -> Birth:
        return Birth(version=self.version, title=str(WORDS["topic"]))

    def _raise(self, start: date) -> engine.Case:
        asks = self.flow.flow.opening.asks
        event = opening.raise_case(
            self.flow.flow,
            who=self._who(SECRETARY),
            role="first_secretary",
            place=self.place,
            answers={key: WORDS[key] for key in asks},
            world=self._world(start),
        )
        return self._keep(None, event)

    def _act(self, case: engine.Case, act: Act, day: date) -> engine.Event:
        who, world = self._who(act.who), self._world(day)
        if act.step == NOTE:
            return steps.note(case, who, world)
        step = self.flow.flow.state(case.state).step(act.step)
        asks = step.asks if step else ()
        answers = {key: WORDS[key] or day.isoformat() for key in asks}
        return steps.take(self.flow.flow, case, act.step, answers, who, world)

    def _clock(self, case: engine.Case, until: date) -> engine.Case:
        """Every night before a day."""
        while case.due_on is not None:
            night = case.due_on + timedelta(days=1)
            event = lapse(self.flow.flow, case, self._world(night)) if night < until else None
            if event is None:
                return case
            case = self._keep(case, event)
        return case

    def _keep(self, case: engine.Case | None, event: engine.Event) -> engine.Case:
        more: dict[str, Any] = {} if case else dict(self._birth().as_json())
        if case is not None and breaks_term(self.flow, case, event):
            self.broke = True
            more[BROKE] = True
        if event.what is engine.Happened.NOTED:
            more["text"] = "打过电话，约好明天去看"
        self.events.append((event, more))
        return engine.after(case, event)

    def _who(self, user: UUID) -> Who:
        held = {
            SECRETARY: ("first_secretary", self.place),
            TOWNSHIP: ("township_officer", self.place[:9]),
            COUNTY: ("county_officer", self.place[:6]),
        }
        return Who(user=str(user), grants=(held[user],))

    def _world(self, on: date) -> World:
        return World(on=on, calendar=self.calendar, values=self.numbers)


def lives(
    flows: Mapping[str, tuple[PackFlow, UUID]],
    county: str,
    calendar: WorkCalendar,
    numbers: Mapping[str, int],
    on: date,
    days: int,
) -> tuple[list[Life], list[Life]]:
    """What was begun within so many days and is over, and what is still open."""
    over: list[Life] = []
    still: list[Life] = []
    place = county + TOWN_MARK + VILLAGE_MARK
    for course in COURSES:
        flow, version = flows[course.flow]
        for start in _starts(on, days if course.ends else days // 10, 7 if course.ends else 2):
            living = Living(flow, place, calendar, numbers, on, version)
            if life := living.live(course, start):
                (over if course.ends else still).append(life)
    return over, still


def _starts(on: date, days: int, apart: int) -> Iterator[date]:
    for back in range(1, days, apart):
        yield on - timedelta(days=back)
