"""Writes docs/field-api.json."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhucun.sync.api import document


class Command(BaseCommand):
    help = "写出手机接口的说明（OpenAPI 3.1），由代码生成"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, help="写入此文件，默认标准输出")

    def handle(self, *args: Any, **options: Any) -> None:
        text = json.dumps(document(), ensure_ascii=False, indent=1) + "\n"
        if options["out"]:
            options["out"].write_text(text, "utf-8")
        else:
            self.stdout.write(text, ending="")
