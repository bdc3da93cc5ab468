"""Which mechanisms of the catalogue have an example that comes out."""

import json
from typing import Any

from django.core.management.base import CommandParser

from zhucun.policy.management.packs import PackCommand
from zhucun.policy.pack.tools import coverage
from zhucun.policy.pack.tools.chosen import every_pack, packs_in


class Command(PackCommand):
    help = "列出机制目录里哪些有例子证明、哪些还没有"

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--county", help="只看一个县：六位代码，或者它的文件夹")
        which.add_argument("--all", action="store_true", help="看全部制度包（不写时就是这样）")
        parser.add_argument("--json", action="store_true", help="只输出 covered 和 missing 两列编号")

    def tell(self, options: dict[str, Any]) -> None:
        packs = packs_in(options["county"]) if options["county"] else dict(every_pack())
        found = coverage.proofs(packs.values())
        if options["json"]:
            self.stdout.write(json.dumps(coverage.as_data(found), ensure_ascii=False))
            return
        self.stdout.write("\n".join(coverage.told(found)))
