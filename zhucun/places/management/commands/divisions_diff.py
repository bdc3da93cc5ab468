"""Lay an edition of the divisions beside what is held. Nothing is changed."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhucun.places import domain, editions, queries
from zhucun.places.domain import COUNTY
from zhucun.places.management.arguments import add_county, checked_county
from zhucun.places.refusals import CountyNotHeld


class Command(BaseCommand):
    help = "把一份区划资料与系统中的对照，列出多出、改名、缺少的村；不作改动"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_county(parser)
        parser.add_argument("--divisions", type=Path, required=True, help="要对照的区划资料")

    def handle(self, *args: Any, **options: Any) -> None:
        county = checked_county(options["county"])
        held, ended = queries.held_rows(county)
        if not held:
            raise CountyNotHeld(county=county)
        edition = editions.read(options["divisions"], county).checked()
        rows = [row for row in edition.rows if row.level >= COUNTY]
        found = domain.compare(held, ended, rows)
        self.show("系统中没有", [f"{row.code} {row.name}" for row in found.added])
        self.show("名称不同", [f"{row.code} {row.name} → {name}" for row, name in found.renamed])
        self.show("资料中没有", [f"{row.code} {row.name}" for row in found.vanished])
        self.show("系统中已撤销、资料中仍有", [f"{row.code} {row.name}" for row in found.ended])
        if not any(found):
            self.stdout.write(f"{len(rows)} 条区划与系统中的完全一致。")
        else:
            self.stdout.write("以上只是对照，没有改动。系统中没有的，可用 zhucun init 以同一份资料导入；")
            self.stdout.write("更名在该村页面办理，并村在“并村”页面或用 zhucun places merge 办理。")

    def show(self, title: str, lines: list[str]) -> None:
        if lines:
            self.stdout.write(f"{title} {len(lines)} 个")
            self.stdout.write("".join(f"  {line}\n" for line in lines), ending="")
