"""What reads what: duties, and the measures, forms, numbers, other duties and papers that each of them rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zhucun.engine.duty import CoverageDuty, Duty, StreakDuty
from zhucun.engine.expression import Expression
from zhucun.policy.pack.measures import MEASURES, QUANTITIES
from zhucun.policy.pack.model import Pack


class Kind(StrEnum):
    """What stands in a graph, from left to right."""

    DUTY = "duty"
    MEASURE = "measure"
    FORM = "form"
    VALUE = "value"
    QUANTITY = "quantity"
    SOURCE = "source"


NAMES: Mapping[Kind, str] = {
    Kind.DUTY: "要求",
    Kind.MEASURE: "统计口径",
    Kind.FORM: "表单",
    Kind.VALUE: "数",
    Kind.QUANTITY: "基数",
    Kind.SOURCE: "出处",
}


@dataclass(frozen=True, slots=True, order=True)
class Node:
    kind: Kind
    id: str
    title: str


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """The first reads the second."""

    reader: Node
    read: Node


@dataclass(frozen=True, slots=True)
class Graph:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def circles(self) -> list[tuple[Node, ...]]:
        """Nodes that read themselves by way of others, each circle once, from its first node on."""
        reads = {node: [edge.read for edge in self.edges if edge.reader == node] for node in self.nodes}
        found: dict[frozenset[Node], tuple[Node, ...]] = {}
        for start in self.nodes:
            circle = _way_back(start, reads)
            if circle:
                found.setdefault(frozenset(circle), circle)
        return list(found.values())


def graph_of(pack: Pack) -> Graph:
    """Every duty with what it reads, and the papers of the numbers and forms among that."""
    edges = {edge for duty in pack.duties.values() for edge in _of_duty(pack, duty)}
    read = {(edge.read.kind, edge.read.id) for edge in edges}
    for value in pack.values.values():
        if (Kind.VALUE, value.key) in read:
            reader = Node(Kind.VALUE, value.key, value.title)
            edges |= {Edge(reader, _source(pack, one.source)) for one in value.dated.values}
    for form in pack.forms.values():
        if (Kind.FORM, form.code) in read:
            edges.add(Edge(Node(Kind.FORM, form.code, form.title), _source(pack, form.source)))
    nodes = {node for edge in edges for node in (edge.reader, edge.read)}
    order = list(Kind)
    return Graph(
        tuple(sorted(nodes, key=lambda node: (order.index(node.kind), node.id))), tuple(sorted(edges))
    )


def _of_duty(pack: Pack, duty: Duty) -> Iterator[Edge]:
    reader = Node(Kind.DUTY, duty.id, duty.title)
    yield Edge(reader, _measure(duty.measure))
    if isinstance(duty, CoverageDuty):
        yield Edge(reader, _measure(duty.every))
    if isinstance(duty, StreakDuty) and duty.of_duty:
        other = pack.duties.get(duty.of_duty)
        yield Edge(reader, Node(Kind.DUTY, duty.of_duty, other.title if other else duty.of_duty))
    for code in duty.of.forms if duty.of else ():
        form = pack.forms.get(code)
        yield Edge(reader, Node(Kind.FORM, code, form.title if form else code))
    for one in duty.threshold.values:
        yield Edge(reader, _source(pack, one.source))
        for name in one.value.names if isinstance(one.value, Expression) else ():
            yield Edge(reader, _named(pack, name))
    for breach in duty.on_breach:
        yield Edge(reader, _source(pack, breach.source))


def _measure(name: str) -> Node:
    return Node(Kind.MEASURE, name, MEASURES[name].title if name in MEASURES else name)


def _named(pack: Pack, name: str) -> Node:
    if name in pack.values:
        return Node(Kind.VALUE, name, pack.values[name].title)
    return Node(Kind.QUANTITY, name, QUANTITIES.get(name, name))


def _source(pack: Pack, reference: str) -> Node:
    source = pack.sources.get(reference.partition("#")[0])
    return Node(Kind.SOURCE, source.id, source.title) if source else Node(Kind.SOURCE, reference, reference)


def _way_back(start: Node, reads: Mapping[Node, list[Node]]) -> tuple[Node, ...]:
    """The shortest way from a node back to itself; empty when there is none."""
    ways: list[tuple[Node, ...]] = [(start,)]
    seen: set[Node] = set()
    for way in ways:  # grows while it is walked, so that shorter ways come first
        for one in reads.get(way[-1], ()):
            if one == start:
                return way
            if one not in seen:
                seen.add(one)
                ways.append((*way, one))
    return ()
