"""`zhucun import roster FILE --county CODE`: the same check and the same act as on the screen."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from django.core.management import BaseCommand, CommandError

from zhucun.audit.services import System
from zhucun.dispatch import services
from zhucun.dispatch.county_book import roster_book
from zhucun.dispatch.refusals import RosterHasErrors, RosterIsEmpty
from zhucun.dispatch.roster.plan import Totals
from zhucun.dispatch.roster.preview import preview_roster
from zhucun.dispatch.roster.reading import read_roster
from zhucun.kernel import clock
from zhucun.kernel.spreadsheet import Problem
from zhucun.places import queries as places

SHOWN = 200


class Command(BaseCommand):
    help = "导入派驻名册（Excel）；加 --dry-run 只检查，不写入"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="派驻名册 .xlsx")
        parser.add_argument("--county", required=True, help="县的六位代码，如 513331")
        parser.add_argument("--dry-run", action="store_true", help="只检查并列出问题，不写入")

    def handle(self, *args: Any, file: Path, county: str, dry_run: bool, **options: Any) -> None:
        today = clock.today()
        if not places.villages(county, today):
            raise CommandError(f"还没有县 {county} 的村名单。请先导入区划，再导入名册。")
        sheet = read_roster(_content(file), today=today)
        preview = preview_roster(sheet, roster_book(county, on=today))
        self._tell(preview.problems)
        if not preview.rows:
            raise RosterIsEmpty
        if not preview.can_be_imported:
            raise RosterHasErrors(errors=preview.totals.errors)
        if not dry_run:
            services.import_roster(by=System("命令行"), county=county, sheet=sheet, on=today)
        self.stdout.write(_summary(preview.totals, dry_run))

    def _tell(self, problems: Sequence[Problem]) -> None:
        """Errors first: they are what has to be done."""
        ordered = sorted(problems, key=lambda problem: not problem.is_error)
        for line in table([_cells(problem) for problem in ordered[:SHOWN]]):
            self.stderr.write(line)
        if len(ordered) > SHOWN:
            self.stderr.write(f"……还有 {len(ordered) - SHOWN} 处没有列出，请先改好上面这些。")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise CommandError(f"打不开文件 {file}：{problem.strerror}。请核对路径和权限。") from problem


def _cells(problem: Problem) -> list[str]:
    level = "须改" if problem.is_error else "提示"
    place = f"第 {problem.row} 行" if problem.row else problem.sheet
    column = f"{problem.column} 列 {problem.title}" if problem.column else problem.title
    return [level, place, column, problem.shown, problem.sentence]


def _summary(totals: Totals, dry_run: bool) -> str:
    done = "检查通过，没有写入。将" if dry_run else "已导入："
    return (
        f"{done}新建单位 {totals.units} 个、人员 {totals.persons} 名、批次 {totals.batches} 个、派驻 {totals.postings} 段，"
        f"变更 {totals.changed} 行，{totals.unchanged} 行没有变化。"
    )


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines whose columns stand below each other in a terminal, where a Chinese character takes two."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
