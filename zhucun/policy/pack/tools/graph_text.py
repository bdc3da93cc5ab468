"""A graph as text that other programs draw: Mermaid and DOT."""

from collections.abc import Iterator

from zhucun.policy.pack.tools.graph import NAMES, Graph, Kind, Node

SHAPES = {  # of Mermaid: what is written before and after a label
    Kind.DUTY: ("[", "]"),
    Kind.MEASURE: ("([", "])"),
    Kind.FORM: ("[/", "/]"),
    Kind.VALUE: ("(", ")"),
    Kind.QUANTITY: ("(", ")"),
    Kind.SOURCE: (">", "]"),
}


def mermaid(graph: Graph) -> str:
    return "\n".join(["flowchart LR", *_mermaid(graph), ""])


def dot(graph: Graph) -> str:
    return "\n".join(["digraph pack {", "  rankdir=LR;", "  node [shape=box];", *_dot(graph), "}", ""])


def label(node: Node) -> str:
    return f"{NAMES[node.kind]}：{node.title}"


def _mermaid(graph: Graph) -> Iterator[str]:
    names = _names(graph)
    for node, name in names.items():
        before, after = SHAPES[node.kind]
        # Mermaid writes a quotation mark inside a label as a code of its own.
        yield f'  {name}{before}"{label(node).replace("#", "#35;").replace(chr(34), "#quot;")}"{after}'
    for edge in graph.edges:
        yield f"  {names[edge.reader]} --> {names[edge.read]}"


def _dot(graph: Graph) -> Iterator[str]:
    names = _names(graph)
    for node, name in names.items():
        text = label(node).replace("\\", "\\\\").replace('"', '\\"')
        yield f'  {name} [label="{text}"];'
    for edge in graph.edges:
        yield f"  {names[edge.reader]} -> {names[edge.read]};"


def _names(graph: Graph) -> dict[Node, str]:
    """Short names that no program mistakes for one of its own words."""
    return {node: f"n{place}" for place, node in enumerate(graph.nodes, 1)}
