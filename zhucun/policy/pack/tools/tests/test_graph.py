"""What reads what, as text and as a picture."""

import xml.etree.ElementTree as ET

from zhucun.policy.pack.tests.build import JIANGLE, Bench
from zhucun.policy.pack.tools.graph import Edge, Graph, Kind, Node, graph_of
from zhucun.policy.pack.tools.graph_svg import HEIGHT, svg
from zhucun.policy.pack.tools.graph_text import dot, mermaid

SVG = "{http://www.w3.org/2000/svg}"


def test_a_duty_reads_its_measure_and_its_paper(bench: Bench) -> None:
    graph = graph_of(bench.load(JIANGLE))

    read = {(edge.read.kind, edge.read.id) for edge in graph.edges if edge.reader.id == "onsite-days"}

    assert read == {(Kind.MEASURE, "attendance.onsite_days"), (Kind.SOURCE, "B")}


def test_arithmetic_reads_the_numbers_and_quantities_it_names(bench: Bench) -> None:
    bench.change(
        f"counties/{JIANGLE}/duties/onsite-days.yaml", "value: 22", "value: workdays - explain_within"
    )
    (bench.root / f"counties/{JIANGLE}/duties/onsite-days.cases.yaml").unlink()

    graph = graph_of(bench.load())

    read = {(edge.read.kind, edge.read.id) for edge in graph.edges if edge.reader.id == "onsite-days"}
    assert {(Kind.VALUE, "explain_within"), (Kind.QUANTITY, "workdays")} <= read


def test_both_texts_name_every_node_and_every_line_once(bench: Bench) -> None:
    graph = graph_of(bench.load())

    drawn, dotted = mermaid(graph), dot(graph)

    assert drawn.startswith("flowchart LR\n")
    assert drawn.count("-->") == dotted.count("->") == len(graph.edges)
    assert all(node.title in drawn and node.title in dotted for node in graph.nodes)
    assert drawn.count('"') == 2 * len(graph.nodes)


def test_words_of_a_pack_stay_words_in_every_form() -> None:
    node = Node(Kind.DUTY, "x", 'a"];b-->c<script>#\\')
    graph = Graph((node,), (Edge(node, node),))

    drawn = svg(graph, "<标题>")

    assert mermaid(graph).count('"') == 2
    assert '\\"];b' in dot(graph)
    assert "<script>" not in drawn
    ET.fromstring(drawn)  # noqa: S314 - our own text, read to see that it is well formed


def test_the_picture_has_a_box_for_each_node_and_none_lies_on_another(bench: Bench) -> None:
    graph = graph_of(bench.load())

    picture = ET.fromstring(svg(graph, "将乐县"))  # noqa: S314 - our own text

    boxes = [box for group in picture.iter(f"{SVG}g") for box in group.iter(f"{SVG}rect")]
    places = {(box.get("x"), box.get("y")) for box in boxes}
    assert len(places) == len(boxes) == len(graph.nodes)
    assert len(list(picture.iter(f"{SVG}path"))) == len(graph.edges)


def test_a_line_to_a_far_column_runs_between_the_boxes(bench: Bench) -> None:
    graph = graph_of(bench.load(JIANGLE))

    picture = ET.fromstring(svg(graph, "将乐县"))  # noqa: S314 - our own text

    far = [path.get("d", "") for path in picture.iter(f"{SVG}path") if "H" in path.get("d", "")]
    level = [int(one.split(" H")[0].split()[-1]) for one in far]
    boxes = [int(box.get("y", 0)) for group in picture.iter(f"{SVG}g") for box in group.iter(f"{SVG}rect")]
    assert far
    assert not [y for y in level for top in boxes if top <= y <= top + HEIGHT]


def test_a_circle_is_found_once_and_by_its_shortest_way() -> None:
    a, b, c, d = (Node(Kind.DUTY, name, name) for name in "abcd")
    graph = Graph((a, b, c, d), (Edge(a, b), Edge(b, c), Edge(c, a), Edge(c, d), Edge(a, c)))

    assert graph.circles() == [(a, c), (b, c, a)]


def test_shipped_packs_have_no_circle(bench: Bench) -> None:
    assert graph_of(bench.load()).circles() == []
