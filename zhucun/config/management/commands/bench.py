"""`zhucun bench`: figures of an invented county in a database of its own; yours is not touched.

Figures go to the standard output as JSON, a table for people to the standard error. `sync --long` is another thing: lives
of phones with everything that may go wrong, counted; it fails when a promise was broken.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhucun.config.bench import long_report
from zhucun.config.bench.long_lives import Gone, LongRun, live_long, some_seed
from zhucun.config.bench.report import table
from zhucun.config.bench.running import PARTS, Run, measure_all, parts_of
from zhucun.config.bench.scratch import NotScratch
from zhucun.demo.management.commands.demo_signins import aligned

FEWEST = 2


class Command(BaseCommand):
    help = "测量页面、总表、判断、名册、办件、台账、农户和手机上交，结果为 JSON；用自己的临时数据库"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", default="all", choices=[*PARTS, "all"], help="默认全部")
        parser.add_argument("--home", type=Path, help="测量用的目录，留着下次再用；默认临时目录，用完即删")
        parser.add_argument("--out", type=Path, help="JSON 写入此文件，默认标准输出")
        parser.add_argument("--runs", type=int, default=35, help="每项测几次，默认 35；名册和文书少些")
        parser.add_argument(
            "--long", action="store_true", help="只用于 sync：模拟手机长跑，遇各种故障，逐条核对"
        )
        parser.add_argument("--envelopes", type=int, default=1_000_000, help="长跑上交多少条，默认一百万")
        parser.add_argument("--seed", type=int, help="长跑的种子，用来重现；默认任取，会写在结果里")
        parser.add_argument("--small", action="store_true", help="只建一个很小的县，看命令能不能用")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["runs"] < FEWEST:
            raise CommandError(f"--runs {options['runs']} 太少：至少 {FEWEST} 次。")
        with _folder(options["home"]) as folder:
            if options["long"]:
                self._live(folder, options)
                return
            run = Run(
                parts=parts_of(options["what"], small=options["small"]),
                runs=options["runs"],
                folder=folder,
                keep=options["home"] is not None,
                server=os.environ.get("DATABASE_URL"),
                tell=self._tell,
            )
            found = _measured(run)
        for line in aligned(table(found["figures"])):
            self._tell(line)
        self._write(json.dumps(found, ensure_ascii=False, indent=1), options["out"])

    def _live(self, folder: Path, options: dict[str, Any]) -> None:
        if options["what"] != "sync" or options["envelopes"] < 1:
            raise CommandError("--long 只用于 sync，--envelopes 至少 1。")
        seed = some_seed() if options["seed"] is None else options["seed"]
        try:
            found = live_long(LongRun(options["envelopes"], seed, folder, self._tell))
        except Gone as gone:
            raise CommandError("长跑的一个进程自己停了，原因见上。") from gone
        for line in [
            *aligned(long_report.rows(found)),
            *long_report.lines(found),
            long_report.verdict(found),
        ]:
            self._tell(line)
        self._write(json.dumps(found, ensure_ascii=False, indent=1), options["out"])
        if found["findings"]:
            raise CommandError(f"发现 {len(found['findings'])} 处，见上；用 --seed 可以重现。")

    def _tell(self, line: str) -> None:
        self.stderr.write(line, style_func=str)

    def _write(self, text: str, out: Path | None) -> None:
        if out:
            out.write_text(text + "\n", "utf-8")
        else:
            self.stdout.write(text)


def _measured(run: Run) -> dict[str, Any]:
    try:
        return measure_all(run)
    except NotScratch as found:
        raise CommandError(f"{found} 里的数据库不是为测量建的，没有动它。请换一个空目录。") from found


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="zhucun-bench-") as folder:
        yield Path(folder)
