"""Who a case waits for, and whether somebody is one of them.

A person complained about acts only where the flow names that person as such, whatever roles are held besides.
"""

from zhucun.engine.flow.acting import Who
from zhucun.engine.flow.case import Case, Waits
from zhucun.engine.flow.definition import AGAINST, DIGITS, RAISER, Acting, Actor, Flow, Level, State, Step

NOBODY = Waits()
ME, EMPTIED = "me", "nobody"  # what `names` may say besides a field and a party


def waits_for(flow: Flow, case: Case, actor: Actor) -> Waits:
    """The people behind an actor as the case now stands; nobody when the party or the field is empty."""
    match actor.kind:
        case Acting.LEVEL:
            return _at_level(flow, case.place, case.level)
        case Acting.ROLE:
            digits = flow.role_digits.get(actor.name, len(case.place))
            return Waits(role=actor.name, place=case.place[:digits])
        case Acting.PARTY:
            return Waits(user=case.parties.get(actor.name, ""))
        case Acting.UNIT:
            return Waits(unit=str(case.values.get(actor.name) or ""))
        case Acting.NOBODY:
            return NOBODY


def _at_level(flow: Flow, place: str, level: Level | None) -> Waits:
    role = flow.levels.get(level) if level else None
    return Waits(role=role, place=place[: DIGITS[level]]) if level and role else NOBODY


def matches(waits: Waits, who: Who) -> bool:
    if waits.user:
        return waits.user == who.user
    if waits.unit:
        return waits.unit in who.units
    return bool(waits.role) and (waits.role, waits.place) in who.grants


def is_complained_about(case: Case, who: Who) -> bool:
    return bool(who.user) and case.parties.get(AGAINST) == who.user


def may_act(flow: Flow, case: Case, actor: Actor, who: Who) -> bool:
    if is_complained_about(case, who) and actor != Actor(Acting.PARTY, AGAINST):
        return False
    return matches(waits_for(flow, case, actor), who)


def may_take(flow: Flow, case: Case, state: State, step: Step, who: Who) -> bool:
    """A step's own actor goes before that of its state."""
    return may_act(flow, case, step.by or state.actor, who)


def parties_of(flow: Flow) -> frozenset[str]:
    """Every name a flow has for people of its own."""
    steps = [step for state in flow.states.values() for step in state.steps]
    actors = [state.actor for state in flow.states.values()] + [step.by for step in steps if step.by]
    acting = {actor.name for actor in actors if actor.kind is Acting.PARTY}
    naming = [flow.opening.names, *(step.names for step in steps)]
    named = {party for names in naming for party in names}
    sources = {source for names in naming for source in names.values()}
    return frozenset({RAISER} | acting | named | (sources - flow.fields - {ME, EMPTIED}))
