"""What changed between two packs, in plain Chinese."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from zhucun.policy.management.packs import PackCommand
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.tools.chosen import packs_in
from zhucun.policy.pack.tools.compare import Change, changes

Pair = tuple[str, Pack | None, Pack | None]


class Command(PackCommand):
    help = "逐项列出两个制度包有什么不同：要求、数、对谁、文字、出处"

    def add_arguments(self, parser: CommandParser) -> None:
        what = "六位县代码、一个县的文件夹，或者放着 counties 的文件夹"
        parser.add_argument("old", help=f"原来的：{what}")
        parser.add_argument("new", help=f"新的：{what}")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def tell(self, options: dict[str, Any]) -> None:
        pairs = _pairs(packs_in(options["old"]), packs_in(options["new"]))
        found = {name: changes(old, new) if old and new else [] for name, old, new in pairs}
        if options["json"]:
            rows = [{"pack": name, **asdict(one)} for name, told in found.items() for one in told]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for name, old, new in pairs:
            self.stdout.write(f"{name}：{_summary(old, new, found[name])}")
            for one in found[name]:
                self.stdout.write(f"  {one}")


def _pairs(old: dict[str, Pack], new: dict[str, Pack]) -> list[Pair]:
    """The same county on both sides; two single packs are laid side by side whatever their codes."""
    if len(old) == len(new) == 1:
        (before, one), (after, other) = *old.items(), *new.items()
        return [(before if before == after else f"{before} 和 {after}", one, other)]
    return [(county, old.get(county), new.get(county)) for county in sorted({*old, *new})]


def _summary(old: Pack | None, new: Pack | None, found: list[Change]) -> str:
    if old is None or new is None:
        return "新增的县。" if old is None else "删去的县。"
    if found:
        return f"有 {len(found)} 处不同。"
    return "完全一样。" if old.digest == new.digest else "内容一样，只有版本或写法不同。"
