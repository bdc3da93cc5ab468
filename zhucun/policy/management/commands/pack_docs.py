"""A county's rules as a manual."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from zhucun.kernel import clock
from zhucun.policy.management.packs import PackCommand
from zhucun.policy.pack.tools.chosen import NATION_ALONE, packs_in
from zhucun.policy.pack.tools.manual import manual
from zhucun.policy.pack.tools.pages import html, markdown

PAGE = {".html", ".htm"}


class Command(PackCommand):
    help = "把一个县的规定写成可以打印的手册（网页或 Markdown）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--county", default=NATION_ALONE, help="六位县代码，或者它的文件夹；不写就是全国通用部分"
        )
        parser.add_argument(
            "--out", type=Path, help="写到这个文件；.html 是网页，其他是 Markdown；不写就显示出来"
        )

    def tell(self, options: dict[str, Any]) -> None:
        packs = packs_in(options["county"])
        if len(packs) != 1:
            raise CommandError("一次只写一个县。请用 --county 写六位县代码，或者一个县的文件夹。")
        pack = next(iter(packs.values()))
        out: Path | None = options["out"]
        written = html if out and out.suffix.lower() in PAGE else markdown
        self.give(written(pack.title, manual(pack, clock.today())), out)
