"""`zhucun retention`: drop what is due by the retention table, as every night does; `--dry-run` only counts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhucun.audit.services import System
from zhucun.kernel import clock
from zhucun.policy.retention.services import drop_everywhere, foreseen_everywhere

BY = System("保存期限")


class Command(BaseCommand):
    help = "处理保存期限到期的个人信息（全部县）；加 --dry-run 只数有多少，不动"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只数每一种有多少到期，什么也不删")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        done = (
            foreseen_everywhere(on=clock.date_of(at)) if options["dry_run"] else drop_everywhere(by=BY, at=at)
        )
        told = [self.stdout.write(str(line)) for line in done]
        if not told:
            self.stdout.write("没有到期的信息。")
