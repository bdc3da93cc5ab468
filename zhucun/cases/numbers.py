"""What features know of the household that a case is about, as numbers that its flow may ask for by name.

Only names that a flow's arithmetic uses are read, and only for cases about a household: one read of each source,
however many cases there are. What a source does not answer is not known, and fits nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from zhucun.engine.expression import Expression
from zhucun.engine.flow.definition import Condition, Flow, NumberTest, Step, Term
from zhucun.policy.pack.subject_numbers import SUBJECT_NUMBERS, names_for

Source = Callable[[str, frozenset[UUID], date], Mapping[UUID, int]]
_offered: dict[str, Source] = {}


def offer_number(name: str, source: Source) -> None:
    """`source(county, subject_ids, on)` answers for the subjects it knows the number of."""
    if name not in SUBJECT_NUMBERS:
        raise KeyError(name)
    _offered[name] = source


def used_in(flow: Flow) -> frozenset[str]:
    """The names of the closed list that a flow's conditions and terms use."""
    here = names_for(flow.about) - flow.numbers
    return here & {name for one in _expressions(flow) for name in one.names} if here else here


def numbers_of(
    county: str, wanted: Iterable[tuple[Flow, UUID | None]], on: date
) -> dict[UUID, dict[str, int]]:
    """What is known of each subject, of what the flow of its case uses."""
    asked: dict[str, set[UUID]] = defaultdict(set)
    for flow, subject in wanted:
        if subject is not None:
            for name in used_in(flow):
                asked[name].add(subject)
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for name, subjects in sorted(asked.items()):
        source = _offered.get(name)
        for subject, number in (source(county, frozenset(subjects), on) if source else {}).items():
            found[subject][name] = number
    return found


def _expressions(flow: Flow) -> Iterator[Expression]:
    yield from _in_conditions(one for route in flow.opening.to for one in route.when)
    for state in flow.states.values():
        yield from _in_term(state.term)
        for step in state.steps:
            yield from _in_term(step.prolongs)
            yield from _in_conditions(_conditions(step))


def _conditions(step: Step) -> Iterator[Condition]:
    yield from step.when
    for route in step.to:
        yield from route.when


def _in_conditions(conditions: Iterable[Condition]) -> Iterator[Expression]:
    for condition in conditions:
        if isinstance(condition.test, NumberTest):
            yield condition.test.left
            yield condition.test.right


def _in_term(term: Term | None) -> Iterator[Expression]:
    amounts = term.amount.values() if term else ()
    yield from (one for one in amounts if isinstance(one, Expression))
