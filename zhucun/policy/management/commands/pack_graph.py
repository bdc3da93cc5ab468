"""What reads what in a pack, as text or as a picture."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from zhucun.policy.management.packs import PackCommand
from zhucun.policy.pack.tools.chosen import NATION_ALONE, packs_in
from zhucun.policy.pack.tools.graph import Graph, graph_of
from zhucun.policy.pack.tools.graph_svg import svg
from zhucun.policy.pack.tools.graph_text import dot, mermaid

DRAWN: dict[str, Callable[[Graph, str], str]] = {
    "mermaid": lambda graph, title: mermaid(graph),
    "dot": lambda graph, title: dot(graph),
    "svg": svg,
}
BY_ENDING = {".mmd": "mermaid", ".dot": "dot", ".gv": "dot", ".svg": "svg"}


class Command(PackCommand):
    help = "画出每项要求读哪些统计口径、表单、数和出处，并报告循环"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--county", default=NATION_ALONE, help="六位县代码，或者它的文件夹；不写就是全国通用部分"
        )
        parser.add_argument("--format", choices=list(DRAWN), help="不写时看 --out 的后缀，再不然是 mermaid")
        parser.add_argument("--out", type=Path, help="写到这个文件（.svg、.dot、.mmd）")

    def tell(self, options: dict[str, Any]) -> None:
        packs = packs_in(options["county"])
        if len(packs) != 1:
            raise CommandError("一次只画一个县。请用 --county 写六位县代码，或者一个县的文件夹。")
        pack = next(iter(packs.values()))
        graph = graph_of(pack)
        ending = options["out"].suffix if options["out"] else ""
        self.give(
            DRAWN[options["format"] or BY_ENDING.get(ending, "mermaid")](graph, pack.title), options["out"]
        )
        for circle in graph.circles():
            way = " → ".join(node.title for node in (*circle, circle[0]))
            self.stderr.write(f"有循环：{way}。请改掉其中一项，否则谁也判不出来。")
