"""Merge villages from the command line; --preview only says what would happen."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhucun.audit.services import System
from zhucun.places import registry, services
from zhucun.places.management.arguments import add_county, checked_county, day
from zhucun.places.merging import MergePlan, plan_merge


class Command(BaseCommand):
    help = "并村：结束原来的村，由一个村承接；历史记录保留原代码"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_county(parser)
        parser.add_argument("--codes", nargs="+", required=True, help="要合并的村的 12 位代码")
        parser.add_argument("--into-name", default="", help="承接村的名称；并入现有的村时可以不填")
        parser.add_argument("--into-code", default="", help="承接村的代码；没有正式代码时不填")
        parser.add_argument("--on", type=day, required=True, help="生效日期，例如 2026-01-01")
        parser.add_argument("--because", default="", help="依据，例如批复文号")
        parser.add_argument("--preview", action="store_true", help="只看结果，不办理")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("codes", "on", "into_name", "into_code")
        asked = {name: options[name] for name in names}
        county = checked_county(options["county"])
        plan = plan_merge(county=county, **asked)
        self.show(plan)
        if options["preview"]:
            self.stdout.write("以上是预览，没有改动。")
            return
        services.merge_villages(by=System(), county=county, because=options["because"], **asked)
        self.stdout.write("已办理。")

    def show(self, plan: MergePlan) -> None:
        for village in plan.ending:
            self.stdout.write(f"{village.code} {village.short_name}：到 {plan.last_day} 为止")
        how = "继续存在" if plan.into else "新设立"
        self.stdout.write(f"{plan.code} {plan.short_name}（{plan.township}）：{how}，{plan.on} 起承接")
        for line in registry.consequences(plan.county, plan.old_codes, plan.code, plan.on):
            self.stdout.write(f"  {line}")
