"""`zhucun pack dry-run`: whose answer a draft of the rules would change, before it takes force."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhucun.engine.period import Period
from zhucun.kernel.place_codes import village_code
from zhucun.policy.deciding.dry_run import Change, DryRun, dry_run, turns
from zhucun.policy.pack import PackError, load_from
from zhucun.policy.pack.load import PACKS
from zhucun.policy.queries import pack_of

NOBODY = "（无）"


class Command(BaseCommand):
    help = "试算：换成草案里的制度，过去一段时间谁的结果会变；只算不存"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--county", required=True, help="六位县代码")
        parser.add_argument(
            "--pack", required=True, type=Path, help="草案所在的文件夹，里面按 counties/代码 摆放"
        )
        parser.add_argument("--from", dest="first", required=True, type=_day, help="第一天，例如 2026-10-01")
        parser.add_argument("--to", dest="last", required=True, type=_day, help="最后一天，例如 2026-10-31")
        parser.add_argument("--json", action="store_true", help="输出 JSON，供其他程序读取")

    def handle(self, *args: Any, **options: Any) -> None:
        county, folder = options["county"], options["pack"]
        if options["last"] < options["first"]:
            raise CommandError("最后一天早于第一天。请检查 --from 和 --to。")
        if not folder.is_dir():
            raise CommandError(f"没有这个文件夹：{folder}。请检查 --pack。")
        try:
            draft = load_from(PACKS, county, own=folder)
        except (PackError, ValueError) as broken:
            raise CommandError(str(broken)) from broken
        found = dry_run(county, draft, Period(options["first"], options["last"]))
        self.stdout.write(
            json.dumps(_as_json(found), ensure_ascii=False, indent=1) if options["json"] else _said(found)
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-10-01 的样子") from error


def _said(found: DryRun) -> str:
    if not found.changes:
        return f"{_span(found)}：判断 {found.judged} 项，没有一项会变。"
    words = _words(found)
    lines = [f"{_span(found)}：判断 {found.judged} 项，{len(found.changes)} 项会变。", "", "按乡镇："]
    for township, (was, becomes), number in turns(found):
        place = found.names.get(township, "跨乡镇")
        lines.append(f"　{place}　{words(was)} → {words(becomes)}　{number} 项")
    lines += ["", "逐项："]
    for change in found.changes:
        place = found.names.get(change.village, "")
        was, becomes = (words(one) for one in change.turn)
        lines.append(
            f"　{change.title}　{change.period.first} 至 {change.period.last}　{place}{_name(change)}　{was} → {becomes}"
            f"{_owed(change)}"
        )
    return "\n".join(lines)


def _span(found: DryRun) -> str:
    return f"{found.period.first} 至 {found.period.last}"


def _words(found: DryRun) -> Any:
    said = pack_of(found.county).wording.answers
    return lambda answer: said.get(answer, answer) if answer else NOBODY


def _name(change: Change) -> str:
    return f"　{change.label}" if change.label else ""


def _owed(change: Change) -> str:
    was, becomes = (one.target if one else None for one in (change.was, change.becomes))
    return f"（应达 {was} → {becomes}）" if was != becomes else ""


def _as_json(found: DryRun) -> dict[str, Any]:
    return {
        "county": found.county,
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "judged": found.judged,
        "changed": len(found.changes),
        "townships": [
            {
                "township": township,
                "name": found.names.get(township, ""),
                "was": was,
                "becomes": becomes,
                "count": n,
            }
            for township, (was, becomes), n in turns(found)
        ],
        "changes": [_change(change) for change in found.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "duty": change.duty_id,
        "kind": change.kind.value,
        "subject": village_code(change.subject_id) if change.kind == "village" else str(change.subject_id),
        "label": change.label,
        "village": change.village,
        "township": change.township,
        "from": change.period.first.isoformat(),
        "to": change.period.last.isoformat(),
        "was": change.was.answer.value if change.was else None,
        "becomes": change.becomes.answer.value if change.becomes else None,
        "target_was": change.was.target if change.was else None,
        "target_becomes": change.becomes.target if change.becomes else None,
    }
