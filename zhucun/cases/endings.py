"""Features hear that a case is over, whatever ended it: a step, the clock, or another case it was merged into.

A listener runs in the transaction of the event, after the effects that the flow itself names.
"""

from collections import defaultdict
from collections.abc import Callable

from zhucun.cases.models import Case
from zhucun.engine.flow.definition import About

Listener = Callable[[Case], None]
_listeners: dict[About, list[Listener]] = defaultdict(list)


def on_ending(about: About, listener: Listener) -> None:
    """Hear of cases about one sort of thing; registering the same function again changes nothing."""
    if listener not in _listeners[about]:
        _listeners[about].append(listener)


def ended(about: About, case: Case) -> None:
    for listener in _listeners[about]:
        listener(case)
