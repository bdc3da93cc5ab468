"""Prove that no audit line was changed, dropped or slipped in.

A chain that was rewritten as a whole fits together again; only a head kept outside the database tells.
A broken chain is never kept: it would stand as the witness of its own forgery.
"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhucun.audit import queries

WHAT = {
    "gap": "序号不连续：此处有记录被删除或插入",
    "link": "与上一条不衔接：此处有记录被替换",
    "content": "内容与校验值不符：此条被改动",
    "end": "链尾与记录不符：末尾有记录被删除或添加",
    "witness": "与库外留存的校验值不符：此条或其后被改写",
}


Kept = dict[str, dict[str, str]]  # county → place in the chain → hash


class Command(BaseCommand):
    help = "核对审计链是否完整；可与库外留存的链尾比对"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--witness", type=Path, help="以前留存的链尾文件（JSON），与现在的链比对")
        parser.add_argument("--keep", type=Path, help="把现在的链尾写入此文件，请保存到系统之外")

    def handle(self, *args: Any, **options: Any) -> None:
        kept: Kept = json.loads(options["witness"].read_text()) if options["witness"] else {}
        heads = {county: queries.head_of(county) for county in queries.chains()}
        broken = [f"{county}：留存文件中有此链，库中没有" for county in sorted(set(kept) - set(heads))]
        for head in heads.values():
            witness = {int(seq): value for seq, value in kept.get(head.county, {}).items()}
            fault = queries.first_break_of(head, witness)
            if fault:
                broken.append(f"{head.county} 第 {fault.seq} 条：{WHAT[fault.kind]}")
            else:
                self.stdout.write(f"{head.county}　{head.seq} 条，完整　链尾 {head.hash}")
        if broken:
            raise CommandError(
                "审计链不完整。" + "；".join(broken) + "。请停止使用并联系安全管理员，保留数据库原件。"
            )
        if options["keep"]:
            for head in heads.values():
                kept.setdefault(head.county, {})[str(head.seq)] = head.hash
            options["keep"].write_text(json.dumps(kept, indent=2))
