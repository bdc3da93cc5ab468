"""The figures that warning rules read, each for a whole county, by the names of the pack's closed list.

A household of which a figure is not known is left out: it fits no rule.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from zhucun.monitoring.domain import age_on, whole_months
from zhucun.monitoring.facts import Facts, Member
from zhucun.monitoring.snapshot import Snapshot

Figures = Mapping[UUID, int]
OLD, NEW_DAYS, WHOLE = 60, 90, 100
SERIOUS, JOB_LOST = "serious", "job_lost"
HIGHER = frozenset({"senior", "vocational", "higher_vocational", "bachelor", "graduate"})
BENEFITS = frozenset({"allowance", "supported"})
SEVERE = ("_1", "_2")


def _of_facts(read: Callable[[Facts], int | None]) -> Callable[[Snapshot], Figures]:
    def figure(now: Snapshot) -> Figures:
        told = {id: read(facts) for id, facts in now.facts.items()}
        return {id: number for id, number in told.items() if number is not None}

    return figure


def _of_people(read: Callable[[list[Member], Snapshot], int | None]) -> Callable[[Snapshot], Figures]:
    def figure(now: Snapshot) -> Figures:
        told = {id: read(people, now) for id, people in now.people.items()}
        return {id: number for id, number in told.items() if number is not None}

    return figure


def _mark(kind: str) -> Callable[[Snapshot], Figures]:
    """Whether the household has a circumstance today; what nobody noted does not hold."""

    def figure(now: Snapshot) -> Figures:
        have = {one.household for one in now.marks if one.kind == kind and not one.personal}
        return {id: int(id in have) for id in now.facts}

    return figure


def _income(now: Snapshot) -> Figures:
    return {id: per_head for id, (per_head, _illness) in now.sheets.items()}


def _income_drop(now: Snapshot) -> Figures:
    both = {id: now.sheets[id][0] for id in now.sheets_before.keys() & now.sheets.keys()}
    before = {id: now.sheets_before[id] for id in both if now.sheets_before[id] > 0}
    return {id: max(0, (was - both[id]) * WHOLE // was) for id, was in before.items()}


def _illness(now: Snapshot) -> Figures:
    return {id: illness for id, (_per_head, illness) in now.sheets.items() if illness is not None}


def _seriously_ill(now: Snapshot) -> Figures:
    return {
        id: sum(one == SERIOUS for one in health)
        for id, health in now.health.items()
        if all(health) or SERIOUS in health
    }


def _severely_disabled(people: list[Member], _now: Snapshot) -> int:
    return sum(one.disability.endswith(SEVERE) for one in people)


def _studying(people: list[Member], _now: Snapshot) -> int | None:
    known = [one.schooling for one in people if one.schooling]
    return sum(one in HIGHER for one in known) if known else None


def _job_lost(now: Snapshot) -> Figures:
    lost = Counter(one.household for one in now.marks if one.personal and one.kind == JOB_LOST)
    return {id: lost[id] for id in now.facts}


def _workers(people: list[Member], _now: Snapshot) -> int:
    return sum(bool(one.works_at) for one in people)


def _worked_months(people: list[Member], _now: Snapshot) -> int | None:
    months = [one.works_months for one in people if one.works_at and one.works_months is not None]
    return min(months, default=None)


def _old_alone(people: list[Member], now: Snapshot) -> int | None:
    ages = [age_on(one.born_on, now.on) for one in people if one.born_on]
    if any(age < OLD for age in ages):
        return 0
    return 1 if len(ages) == len(people) else None


def _new_allowance(now: Snapshot) -> Figures:
    after = now.on - timedelta(days=NEW_DAYS)
    new = {one.household for one in now.marks if one.kind in BENEFITS and one.starts_on > after}
    return {id: int(id in new) for id in now.facts}


def _without_measure(now: Snapshot) -> Figures:
    return {id: 0 if id in now.helped else whole_months(day, now.on) for id, day in now.since.items()}


FIGURES: Mapping[str, Callable[[Snapshot], Figures]] = {
    "income_per_head": _income,
    "income_drop": _income_drop,
    "illness_cost": _illness,
    "seriously_ill": _seriously_ill,
    "severely_disabled": _of_people(_severely_disabled),
    "uninsured": _of_facts(lambda facts: facts.uninsured),
    "dropouts": _of_facts(lambda facts: facts.dropped_out),
    "studying": _of_people(_studying),
    "job_lost": _job_lost,
    "workers": _of_people(_workers),
    "worked_months": _of_people(_worked_months),
    "old_alone": _of_people(_old_alone),
    "unsafe_housing": _of_facts(lambda facts: facts.unsafe_housing),
    "unsafe_water": _of_facts(lambda facts: facts.unsafe_water),
    "disaster": _mark("disaster"),
    "accident": _mark("accident"),
    "business_failed": _mark("business_failed"),
    "new_allowance": _new_allowance,
    "months_without_measure": _without_measure,
    "guarantees_failing": _of_facts(lambda facts: facts.failing),
}


def figures_of(now: Snapshot, names: Iterable[str]) -> dict[str, Figures]:
    return {name: FIGURES[name](now) for name in sorted(set(names))}
