"""Prove that no audit line was changed, dropped or slipped in."""

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


class Command(BaseCommand):
    help = "核对审计链是否完整；可与库外留存的链尾比对"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--witness", type=Path, help="以前留存的链尾文件（JSON），与现在的链比对")
        parser.add_argument("--keep", type=Path, help="把现在的链尾写入此文件，请保存到系统之外")

    def handle(self, *args: Any, **options: Any) -> None:
        kept = json.loads(options["witness"].read_text()) if options["witness"] else {}
        heads = queries.chain_heads()
        gone = sorted(set(kept) - {head.county_code for head in heads})
        broken = [f"{county}：留存文件中有此链，库中没有" for county in gone]
        for head in heads:
            witness = {int(seq): value for seq, value in kept.get(head.county_code, {}).items()}
            fault = queries.first_break_of(head, witness)
            if fault:
                broken.append(f"{head.county_code} 第 {fault.seq} 条：{WHAT[fault.kind]}")
            else:
                self.stdout.write(f"{head.county_code}　{head.seq} 条，完整　链尾 {head.hash}")
        if options["keep"]:
            options["keep"].write_text(
                json.dumps({h.county_code: {str(h.seq): h.hash} for h in heads}, indent=2)
            )
        if broken:
            raise CommandError(
                "审计链不完整。" + "；".join(broken) + "。请停止使用并联系安全管理员，保留数据库原件。"
            )
