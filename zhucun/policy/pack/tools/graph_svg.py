"""A graph drawn as one SVG file of our own: a column for each kind, from duties on the left to papers on the right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from zhucun.policy.pack.tools.graph import NAMES, Edge, Graph, Kind, Node

WIDTH, HEIGHT = 220, 44  # of a box
ACROSS, DOWN = 110, 16  # between boxes
TOP, LEFT = 56, 24
LETTERS = 15  # in a line of a box
LINES = 2
COLUMNS = (  # kinds that are never read by one another share a column
    (Kind.DUTY,),
    (Kind.MEASURE, Kind.FORM, Kind.VALUE, Kind.QUANTITY),
    (Kind.SOURCE,),
)
STYLE = """
text{font:13px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;fill:#1f2328}
.head{font-size:15px;fill:#57606a}
rect{fill:#fff;stroke:#e4e1d8;rx:6px}
.duty rect{stroke:#1b5e8c}
.form rect{fill:#f3f1ea}
path{fill:none;stroke:#8c959f;stroke-width:1}
path.circle{stroke:#a65b00;stroke-width:2}
"""


@dataclass(frozen=True, slots=True)
class Spot:
    x: int
    y: int


def svg(graph: Graph, title: str) -> str:
    spots = _spots(graph)
    width = LEFT * 2 + len(COLUMNS) * WIDTH + (len(COLUMNS) - 1) * ACROSS
    height = max((spot.y for spot in spots.values()), default=TOP) + HEIGHT + TOP
    inside = "\n".join(
        [*_heads(), *_lines(graph, spots), *(_box(node, spot) for node, spot in spots.items())]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n'
        f'<rect width="{width}" height="{height}" style="fill:#fbfaf7;stroke:none"/>\n{inside}\n</svg>\n'
    )


def _spots(graph: Graph) -> dict[Node, Spot]:
    """Each node in its column, beside what reads it, so that few lines cross."""
    spots: dict[Node, Spot] = {}
    for place, kinds in enumerate(COLUMNS):
        column = [node for node in graph.nodes if node.kind in kinds]
        for row, node in enumerate(sorted(column, key=lambda node: _middle(node, graph.edges, spots))):
            spots[node] = Spot(LEFT + place * (WIDTH + ACROSS), TOP + row * (HEIGHT + DOWN))
    return spots


def _middle(node: Node, edges: Iterable[Edge], spots: dict[Node, Spot]) -> float:
    heights = [spots[edge.reader].y for edge in edges if edge.read == node and edge.reader in spots]
    return sum(heights) / len(heights) if heights else 0.0


def _heads() -> Iterator[str]:
    for place, kinds in enumerate(COLUMNS):
        said = "、".join(NAMES[kind] for kind in kinds)
        yield f'<text class="head" x="{LEFT + place * (WIDTH + ACROSS)}" y="34">{said}</text>'


def _lines(graph: Graph, spots: dict[Node, Spot]) -> Iterator[str]:
    turning = {node for circle in graph.circles() for node in circle}
    for edge in graph.edges:
        a, b = spots[edge.reader], spots[edge.read]
        marked = ' class="circle"' if {edge.reader, edge.read} <= turning else ""
        yield f'<path{marked} d="{_curve(a, b)}"/>'


def _curve(a: Spot, b: Spot) -> str:
    """From the right side of a box to the left side of another, never behind a box that lies between them."""
    start, left, right = a.x + WIDTH, a.y + HEIGHT // 2, b.y + HEIGHT // 2
    if a.x == b.x:  # around on the right
        out = start + ACROSS // 2
        return f"M{start} {left} C{out} {left} {out} {right} {start} {right}"
    if b.x - start == ACROSS:
        return f"M{start} {left} {_bend(start, left, b.x, right)}"
    gap, near, far = _gap(right), start + ACROSS, b.x - ACROSS
    return f"M{start} {left} {_bend(start, left, near, gap)} H{far} {_bend(far, gap, b.x, right)}"


def _bend(x: int, y: int, to_x: int, to_y: int) -> str:
    half = (x + to_x) // 2
    return f"C{half} {y} {half} {to_y} {to_x} {to_y}"


def _gap(y: int) -> int:
    """The height between two rows of boxes that is next above a height."""
    return TOP + (y - TOP) // (HEIGHT + DOWN) * (HEIGHT + DOWN) - DOWN // 2


def _box(node: Node, spot: Spot) -> str:
    lines = [node.title[at : at + LETTERS] for at in range(0, len(node.title), LETTERS)]
    if len(lines) > LINES:
        lines = [lines[0], lines[1][:-1] + "…"]
    first = spot.y + (27 if len(lines) == 1 else 19)
    words = "".join(
        f'<text x="{spot.x + 10}" y="{first + 17 * row}">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )
    box = f'<rect x="{spot.x}" y="{spot.y}" width="{WIDTH}" height="{HEIGHT}"/>'
    return f'<g class="{node.kind}"><title>{escape(node.title)}（{escape(node.id)}）</title>{box}{words}</g>'
