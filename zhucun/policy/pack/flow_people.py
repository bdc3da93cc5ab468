"""The people of one flow, found out once: what its parties are, and what each of them has surely done."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhucun.engine.flow.definition import AGAINST, RAISER
from zhucun.policy.pack.flow_ways import steps_in
from zhucun.policy.pack.shapes.flow import FlowShape

ME, NOBODY, ACTOR = "me", "nobody", "actor"
RESERVED = frozenset({RAISER, AGAINST, ME, NOBODY, ACTOR})


@dataclass(frozen=True, slots=True)
class People:
    """`parties` says who each is the first time (`me`, a field or another party); `did` is itself and the one step
    that names whoever took it; `steps` are the ids of all steps."""

    parties: Mapping[str, str]
    did: Mapping[str, frozenset[str]]
    steps: frozenset[str]
    accounts: tuple[str, ...]
    units: tuple[str, ...]


def people_of(shape: FlowShape) -> People:
    """Everybody a flow names and every field that can name somebody."""
    named: dict[str, list[tuple[str, str]]] = {}
    for party, who in shape.opening.names.items():
        named.setdefault(party, []).append((RAISER, who))
    for _, _, step in steps_in(shape):
        for party, who in step.names.items():
            named.setdefault(party, []).append((step.id, who))
    parties = {RAISER: ME, **({AGAINST: shape.against} if shape.against else {})}
    for party, says in named.items():
        first = next((who for _, who in says if who != NOBODY), None)
        if first is not None:
            parties.setdefault(party, first)
    return People(
        parties=parties,
        did={party: _did(party, named.get(party, [])) for party in parties},
        steps=frozenset(step.id for _, _, step in steps_in(shape)),
        accounts=tuple(field.key for field in shape.fields if field.type == "account"),
        units=tuple(field.key for field in shape.fields if field.type == "unit"),
    )


def _did(party: str, says: list[tuple[str, str]]) -> frozenset[str]:
    """Who is only ever named by taking one step has taken it, unless raising the case was that step."""
    if len(says) == 1 and says[0][1] == ME:
        return frozenset({party, says[0][0]})
    return frozenset({party})
