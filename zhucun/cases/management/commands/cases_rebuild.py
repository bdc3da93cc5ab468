"""`zhucun cases rebuild`: the rows of cases are what their events say, or are made so."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhucun.audit.services import System
from zhucun.cases.rebuilding import Compared, compare, rebuild
from zhucun.places.queries import counties

BY = System("重建办件")


class Command(BaseCommand):
    help = "按办理经过重建办件（全部县）；加 --check 只核对，不一致的说明件数"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对，不改动；有不一致的，退出码为 1")
        parser.add_argument("--county", help="只办一个县（六位代码）")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [options["county"]] if options["county"] else counties()
        check = options["check"]
        found = [compare(county) if check else rebuild(by=BY, county=county) for county in chosen]
        for one in found:
            if one.cases or one.differing:
                self.stdout.write(_line(one, check=check))
        differing = sum(len(one.differing) for one in found)
        if check and differing:
            raise CommandError(
                f"有 {differing} 件办件与办理经过不一致。请先备份数据库，再运行 zhucun cases rebuild 重建。"
            )


def _line(one: Compared, *, check: bool) -> str:
    said = "不一致" if check else "已重建"
    return f"{one.county}　{one.cases} 件，{len(one.differing)} 件{said}"
