"""A new county's folder from a template."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from zhucun.kernel import clock
from zhucun.policy.management.packs import PackCommand
from zhucun.policy.pack.load import OWN, own_packs
from zhucun.policy.pack.tools.fresh import CannotBegin, begin, choices


class Command(PackCommand):
    help = "照一个样板给新的县建制度包文件夹；已有的不覆盖"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("county", help="六位县代码")
        parser.add_argument(
            "--from", dest="template", required=True, help=f"照哪个写：{'、'.join(choices())}"
        )
        parser.add_argument("--title", required=True, help="制度包的名称，例如 青山县驻村制度包")
        parser.add_argument("--out", type=Path, help=f"放在哪个文件夹；不写就用 {OWN} 指定的文件夹")

    def tell(self, options: dict[str, Any]) -> None:
        into = options["out"] or own_packs()
        if into is None:
            raise CommandError(f"没有说放在哪里。请写 --out 文件夹，或者先设置 {OWN}。")
        try:
            written = begin(
                options["county"], options["template"], options["title"], into, clock.today().isoformat()
            )
        except CannotBegin as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"已在 {into / 'counties' / options['county']} 写好 {len(written)} 个文件。")
        self.stdout.write("下一步：逐项对照本县文件修改，先改 sources.yaml，再运行 zhucun pack lint 检查。")
