"""JSON Schemas for editors."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from zhucun.policy.management.packs import PackCommand
from zhucun.policy.pack.tools.schema import readme, schemas


class Command(PackCommand):
    help = "写出制度包各类文件的 JSON Schema，供编辑器边写边提示"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--out", type=Path, default=Path("schema"), help="写到这个文件夹（不写就是 schema）"
        )

    def tell(self, options: dict[str, Any]) -> None:
        folder: Path = options["out"]
        folder.mkdir(parents=True, exist_ok=True)
        made = {name: json.dumps(one, ensure_ascii=False, indent=2) + "\n" for name, one in schemas().items()}
        for name, text in {**made, "README.md": readme()}.items():
            (folder / name).write_text(text, encoding="utf-8")
        self.stdout.write(f"已把 {len(made)} 个文件写到 {folder}；怎样用，见里面的 README.md。")
