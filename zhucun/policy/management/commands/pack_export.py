"""`zhucun pack export`: what a county set in the interface, as the files a clerk would have written."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhucun.policy.installed import layer_files
from zhucun.policy.pack.files import SET_HERE


class Command(BaseCommand):
    help = "把一个县在系统里定的数写成制度包文件；不写 --out 时显示在屏幕上"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--county", required=True, help="六位县级代码")
        parser.add_argument("--out", type=Path, help="写到这个文件夹里，它可以作为 ZHUCUN_PACKS")

    def handle(self, *args: Any, county: str, out: Path | None, **options: Any) -> None:
        files = layer_files(county)
        if not files:
            raise CommandError(f"{county} 没有在系统里定过数，没有可以导出的内容。")
        for name, text in files.items():
            within = f"{SET_HERE}/{county}/{name}"
            if out is None:
                self.stdout.write(f"# {within}\n{text}")
            else:
                self._keep(out / within, text)

    def _keep(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.stdout.write(f"已写 {path}")
