"""A slow plain model of a case, written from the rules and apart from the machine: where it is, at which level, and
by when. It is told who did what and knows nothing of events.

It does not ask who may act and what is asked: it is given acts of those who may.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import ceil
from typing import Any

from zhucun.engine.expression import Expression
from zhucun.engine.flow.acting import World
from zhucun.engine.flow.definition import (
    AGAINST,
    Condition,
    Flow,
    LateDo,
    Level,
    Route,
    Step,
    StepKind,
    Term,
    Test,
)
from zhucun.engine.flow.tests.draw import ARITHMETIC

ORDER = ["village", "township", "county"]
LEVELS = tuple(Level)
LENGTH = {"village": 12, "township": 9, "county": 6}
ONE = timedelta(days=1)


class Refused(Exception):
    pass


class PlainCase:
    def __init__(
        self, flow: Flow, place: str, role: str, user: str, answers: Mapping[str, Any], world: World
    ) -> None:
        self.flow, self.place, self.role, self.first_day = flow, place, role, world.on
        self.values = {key: value for key, value in answers.items() if value != ""}
        self.people = {"raiser": user}
        self.ending: str | None = None
        self.suspended: date | None = None
        self.told, self.steps_of_stay = False, list[str]()
        self.look_at_days(answers)
        self.due: date | None = None
        self.level: str = self.first_handled([o for o in ORDER if LENGTH[o] <= len(place)], world)
        self.name(flow.opening.names, user)
        self.go(self.way(flow.opening.to, world), self.level, world)

    # --- acts

    def take(self, step: Step, answers: Mapping[str, Any], user: str, world: World) -> None:
        before = dict(self.values), dict(self.people)
        self.values.update({key: value for key, value in answers.items() if value != ""})
        try:
            self.look_at_days(answers)
            if not all(self.fits(condition, world) for condition in step.when):
                raise Refused
            self.name(step.names, user)
            self.carry_out(step, world, clock=not user)
        except Refused:
            self.values, self.people = before
            raise

    def look_at_days(self, answers: Mapping[str, Any]) -> None:
        written = any(answers.get(key) not in (None, "") for key in ("d", "e"))
        looked_at = written and self.flow.counted[0].in_order and self.filled("d") and self.filled("e")
        if looked_at and self.values["e"] < self.values["d"]:  # written as 2026-10-31, so they sort as days
            raise Refused

    def carry_out(self, step: Step, world: World, *, clock: bool) -> None:
        if step.kind is StepKind.MOVE:
            state = self.way(step.to, world)
            level = self.level_after(step.level, world) if step.level else self.level
            self.go(state, level, world, clock=clock)
            return
        if step.kind is StepKind.MERGE:
            self.go(self.way(step.to, world) if step.to else self.state, self.level, world, ending="merged")
            return
        if step.kind is StepKind.SUSPEND:
            self.suspended = world.on
        elif step.prolongs and self.due:
            longer = self.days_of(step.prolongs, self.due, world)
            if longer is None:
                raise Refused
            if not clock and longer > self.due and longer >= world.on:
                self.told = False
            self.due = longer
        self.steps_of_stay.append(step.id)
        self.told = self.told or clock

    def resume(self, world: World) -> None:
        """Every day that counts and on which it stood still moves the due day to the next one that counts."""
        term = self.flow.states[self.state].term
        day = self.suspended
        assert day is not None
        while day < world.on:
            day += ONE
            if term and self.due and self.counts(term, day, world):
                self.due += ONE
                while not self.counts(term, self.due, world):
                    self.due += ONE
        self.suspended = None

    def clock(self, world: World) -> bool:
        """Whether the clock did anything."""
        late = self.flow.states[self.state].late
        over = self.due is not None and world.on >= self.due + ONE
        if not over or late is None or self.told or self.suspended or self.ending:
            return False
        do = late.do
        if do is LateDo.ESCALATE:
            above = [o for o in ORDER[ORDER.index(self.level) + 1 :] if self.handled(o, world)]
            if above:
                return self.try_to(lambda: self.go(late.state or self.state, above[0], world, clock=True))
            do = late.at_top or LateDo.REMIND
        if do is LateDo.REMIND:
            self.told = True
            return True
        step = self.flow.states[self.state].step(late.step)
        if step is None or (step.once and step.id in self.steps_of_stay):
            return False
        return self.try_to(lambda: self.take(step, {}, "", world))

    @staticmethod
    def try_to(act: Any) -> bool:
        try:
            act()
        except Refused:
            return False
        return True

    # --- what follows

    def go(
        self, state: str, level: str, world: World, *, ending: str | None = None, clock: bool = False
    ) -> None:
        ending = ending or self.flow.states[state].ending
        if ending == "settled" and any(not self.filled(key) for key in self.flow.closing_needs):
            raise Refused
        self.state, self.level, self.ending = state, level, ending
        self.suspended, self.told, self.steps_of_stay = None, False, []
        self.due = None if ending else self.due_here(world, clock)

    def due_here(self, world: World, clock: bool) -> date | None:
        term = self.flow.states[self.state].term
        if term is None:
            return None
        start: date | None = {"": world.on, "raised": self.first_day}.get(term.since)
        if start is None and self.filled(term.since):
            start = date.fromisoformat(self.values[term.since])
        due = start and self.days_of(term, start, world)
        if clock and due and due < world.on:
            return self.days_of(term, world.on, world)
        return due

    def days_of(self, term: Term, start: date, world: World) -> date | None:
        amounts = {str(level): amount for level, amount in term.amount.items()}
        amount = amounts.get(self.level, amounts.get("None"))
        if isinstance(amount, Expression):
            value = self.number(amount, world)
            amount = None if value is None else ceil(value)
        if amount is None:
            return None
        day = start
        for _ in range(amount):
            day += ONE
            while not self.counts(term, day, world):
                day += ONE
        return day

    @staticmethod
    def counts(term: Term, day: date, world: World) -> bool:
        return term.unit == "days" or world.calendar.is_workday(day)

    def level_after(self, where: str, world: World) -> str:
        here = [o for o in ORDER if LENGTH[o] <= len(self.place)]
        at = here.index(self.level)
        if where == "up":
            return self.first_handled(here[at + 1 :], world)
        if where == "down":
            return self.first_handled(here[:at][::-1], world)
        return self.first_handled([o for o in here if ORDER.index(o) >= ORDER.index(where)], world)

    def first_handled(self, levels: Iterable[str], world: World) -> str:
        for level in levels:
            if self.handled(level, world):
                return level
        raise Refused

    @staticmethod
    def handled(level: str, world: World) -> bool:
        return any(world.handled_at(one) for one in LEVELS if one.value == level)

    def name(self, names: Mapping[str, str], user: str) -> None:
        found = dict(self.people)
        for party, source in names.items():
            if source == "nobody":
                found.pop(party, None)
                continue
            if party == AGAINST and not self.filled(source):
                continue
            who = user if source == "me" else self.values.get(source) or self.people.get(source)
            if not who:
                raise Refused
            found[party] = who
        others = set(found) - {"raiser", AGAINST}
        if any(found[party] == found.get(AGAINST) for party in others):
            raise Refused
        self.people = found

    # --- tests

    def way(self, routes: Iterable[Route], world: World) -> str:
        for route in routes:
            if all(self.fits(condition, world) for condition in route.when):
                return route.state
        raise Refused

    def fits(self, condition: Condition, world: World) -> bool:
        return self.is_so(condition.test, world)

    def is_so(self, test: Test, world: World) -> bool:
        name = type(test).__name__
        asked: Any = test
        if name == "NumberTest":
            left, right = self.number(asked.left, world), self.number(asked.right, world)
            if left is None or right is None:
                return False
            signs = {
                -1: ("at_most", "less_than"),
                0: ("at_least", "at_most", "equals"),
                1: ("at_least", "more_than"),
            }
            return asked.compare in signs[(left > right) - (left < right)]
        if name == "FieldTest":
            return self.filled(asked.key) and (
                asked.values == set() or self.values[asked.key] in asked.values
            )
        if name == "RoleTest":
            return self.role in asked.roles
        return self.level in asked.levels if name == "LevelTest" else not world.children_open

    def number(self, expression: Expression, world: World) -> Any:
        known = dict(world.values) | {key: self.values[key] for key in ("n",) if key in self.values}
        if self.filled("d") and self.filled("e"):
            first, last = date.fromisoformat(self.values["d"]), date.fromisoformat(self.values["e"])
            days = [first + n * ONE for n in range((last - first).days + 1)]
            unit = self.flow.counted[0].unit
            if days:
                known["span"] = sum(unit == "days" or world.calendar.is_workday(day) for day in days)
        try:
            return ARITHMETIC[expression.text](known)
        except (KeyError, ZeroDivisionError):
            return None

    def filled(self, key: str) -> bool:
        return self.values.get(key) not in (None, "")
