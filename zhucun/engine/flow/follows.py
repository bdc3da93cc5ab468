"""What an event brings about elsewhere: the effects of its step, and the case the step opens.

Read from the definition and the case as it stood before, for a step of the clock as for one of a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhucun.engine.flow.case import Case, Event, after
from zhucun.engine.flow.definition import Effect, Flow, Step
from zhucun.engine.flow.numbers import is_filled


@dataclass(frozen=True, slots=True)
class Opened:
    """A child case to raise, with the fields it gets."""

    flow: str
    fields: Mapping[str, Any]


def effects_of(flow: Flow, event: Event, before: Case | None) -> tuple[tuple[Effect, dict[str, Any]], ...]:
    """The effects of an event with their arguments; a field that is empty gives none. `before` is the case that
    the event happened to, None for the event that raised it."""
    step = _step_of(flow, event, before)
    if step is None:
        return ()
    values = after(before, event).values
    return tuple((effect, {**effect.fixed, **_filled(effect.gives, values)}) for effect in step.effects)


def child_of(flow: Flow, event: Event, before: Case | None) -> Opened | None:
    """The case that an event opens."""
    step = _step_of(flow, event, before)
    if step is None or step.opens is None:
        return None
    return Opened(step.opens.flow, _filled(step.opens.fields, after(before, event).values))


def _step_of(flow: Flow, event: Event, before: Case | None) -> Step | None:
    if event.seq != (before.seq + 1 if before else 1):
        raise ValueError("an event is read with the case as it stood before it")
    return flow.state(before.state).step(event.step) if before and event.step else None


def _filled(wanted: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[key] for name, key in wanted.items() if is_filled(values.get(key))}
