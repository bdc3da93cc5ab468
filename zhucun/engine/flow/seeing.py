"""Which fields of a case somebody sees, beyond seeing the case at all.

A field that names its readers is seen by them alone. A confidential case is open to its people and to whoever acts.
A person complained about sees only what says so in as many words, whatever roles are held besides.
"""

from collections.abc import Iterable

from zhucun.engine.flow.acting import Who
from zhucun.engine.flow.case import Case
from zhucun.engine.flow.definition import AGAINST, Flow
from zhucun.engine.flow.routing import is_complained_about, matches

ACTOR = "actor"


def seen_fields(flow: Flow, case: Case, who: Who) -> frozenset[str]:
    if is_complained_about(case, who):
        return frozenset(key for key in flow.fields if AGAINST in flow.seen_by.get(key, ()))
    own = _parties(case, who) | ({ACTOR} if matches(case.waits, who) else set())
    if flow.confidential and not own:
        return frozenset()
    hats = own | _roles(case, who)
    return frozenset(key for key in flow.fields if _sees(hats, flow.seen_by.get(key)))


def _parties(case: Case, who: Who) -> set[str]:
    return {name for name, user in case.parties.items() if user and user == who.user}


def _roles(case: Case, who: Who) -> set[str]:
    """Roles held where the case lies or above it."""
    return {role for role, place in who.grants if place and case.place.startswith(place)}


def _sees(hats: set[str], readers: Iterable[str] | None) -> bool:
    return readers is None or not hats.isdisjoint(readers)
