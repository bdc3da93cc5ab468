"""The members of a set that an answer still waits for, by name, for those who may know them."""

from collections.abc import Sequence
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.engine.duty import CoverageDuty, Duty, Subject
from zhucun.engine.verdict import StepCode, Verdict
from zhucun.places import queries as places
from zhucun.policy import registry

KIND_OF = {
    "households.of_village": Subject.HOUSEHOLD,
    "households.paired": Subject.HOUSEHOLD,
    "dispatch.postings": Subject.POSTING,
    "places.villages": Subject.VILLAGE,
}
NEEDS = {
    Subject.HOUSEHOLD: "households.see",
    Subject.POSTING: "dispatch.see",
    Subject.VILLAGE: "policy.answers",
}


def missed_members(scope: Scope, duty: Duty, verdict: Verdict) -> list[str]:
    """Their names in order; nothing where there are none, or where the reader may not know them."""
    step = verdict.step(StepCode.MISSED_MEMBERS)
    kind = KIND_OF.get(duty.every) if isinstance(duty, CoverageDuty) else None
    if step is None or kind is None or not scope.may(NEEDS[kind]):
        return []
    return _named(scope.county, kind, [UUID(one) for one in step.records])


def _named(county: str, kind: Subject, ids: Sequence[UUID]) -> list[str]:
    if kind is Subject.VILLAGE:
        names = places.names(county)
        return sorted(names.get(f"{one.int:012d}", "") for one in ids)
    source = registry.labels.get(kind)
    return sorted(label.name for label in source(county, list(ids)).values()) if source else []
