"""Of which types the villages of a subject are, for the duties that ask.

A period asks by the types of its first day on which the subject is there: what a village becomes later
is asked from the next period on, so that nobody is measured by a rule that came in the middle of their month.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from zhucun.engine.duty import CoverageDuty, Duty, StreakDuty
from zhucun.places.classing.domain import Classified
from zhucun.policy.pack import Pack

VILLAGE_TYPE = "village_type"


def asks_types(duty: Duty) -> bool:
    """Whether a duty chooses its subjects or its members by the type of their village."""
    members = duty.every_where if isinstance(duty, CoverageDuty) else {}
    return VILLAGE_TYPE in duty.who or VILLAGE_TYPE in members


def duties_asking_types(pack: Pack) -> set[str]:
    """The duties whose answers a type can change, and those that read their answers."""
    found = {duty.id for duty in pack.duties.values() if asks_types(duty)}
    rows = [duty for duty in pack.duties.values() if isinstance(duty, StreakDuty)]
    while more := {duty.id for duty in rows if duty.of_duty in found} - found:
        found |= more
    return found


def types_of(said: Classified, codes: Iterable[str], day: date) -> Mapping[str, tuple[str, ...]]:
    """The attribute as subjects hold it; nothing where the type of one of their villages is not known."""
    held = [said.on(code, day) for code in codes]
    if not held or None in held:
        return {}
    return {VILLAGE_TYPE: tuple(sorted({kind for kinds in held for kind in kinds or ()}))}
