"""`zhucun demo signins`: who can sign in to look at the demo counties."""

from typing import Any
from unicodedata import east_asian_width

from django.core.management.base import BaseCommand, CommandParser

from zhucun.demo import signins
from zhucun.places import queries as places


class Command(BaseCommand):
    help = "列出演示县各角色的登录名和口令"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-any", action="store_true", help="没有演示县时不出声")

    def handle(self, *args: Any, **options: Any) -> None:
        found = signins.usable()
        if not found and options["if_any"]:
            return
        if not found:
            self.stdout.write("没有演示登录。运行 zhucun demo build 可以建立演示县。")
            return
        rows = [[one.role, one.place, one.name, one.username, one.password, one.note] for one in found]
        lines = aligned([["角色", "哪里", "姓名", "登录名", "口令", ""], *rows])
        self.stdout.write(lines[0])
        for before, one, line in zip([None, *found], found, lines[1:], strict=False):
            if before is None or before.county != one.county:
                self.stdout.write(f"{places.county_name(one.county)} {one.county}")
            self.stdout.write(line)
        self.stdout.write(f"口令由本机随机生成，改过的以新口令为准。也存于 {signins.place()}")


def aligned(rows: list[list[str]]) -> list[str]:
    """Rows whose columns stand below each other in a terminal, where a Chinese character takes two."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return ["  " + "  ".join(_padded(row, widths)).rstrip() for row in rows]


def _padded(row: list[str], widths: list[int]) -> list[str]:
    return [cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)]


def width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
