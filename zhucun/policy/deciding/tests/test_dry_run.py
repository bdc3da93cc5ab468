"""What a draft of the rules would change, before it takes force."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command

from zhucun.engine.period import Period
from zhucun.kernel import clock
from zhucun.policy.deciding.dry_run import DryRun, dry_run
from zhucun.policy.deciding.run import decide
from zhucun.policy.deciding.tests.conftest import COUNTY, PACKS
from zhucun.policy.models import Decision
from zhucun.policy.pack import load_from
from zhucun.policy.pack.load import PACKS as SHIPPED

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The county's rules with no week asking for a record any more."""
    folder = copytree(PACKS, tmp_path / "draft")
    duty = folder / "counties" / COUNTY / "duties" / "record-days.yaml"
    text = duty.read_text(encoding="utf-8")
    duty.write_text(text.replace("value: 1,", "value: 0,").replace("minimum:", "maximum:"), encoding="utf-8")
    return folder


def run(folder: Path) -> DryRun:
    return dry_run(COUNTY, load_from(SHIPPED, COUNTY, own=folder), OCTOBER)


def test_the_rules_in_force_change_nothing(stage) -> None:
    assert run(PACKS).changes == []


def test_a_draft_names_whose_answer_would_change_and_keeps_nothing(stage, draft) -> None:
    found = run(draft)

    names = {(change.duty_id, change.label) for change in found.changes}
    assert names == {("record-days", "李书记"), ("record-days", "周书记")}
    assert {change.turn for change in found.changes} == {("not_met", "met")}
    assert not Decision.objects.in_county(COUNTY).filter(duty="record-days").exists()


def test_the_townships_add_up_to_the_changes(stage, draft) -> None:
    found = run(draft)

    assert len(found.by_township) == 2
    assert sum(sum(counted.values()) for counted in found.by_township.values()) == len(found.changes)


def test_what_a_dry_run_said_is_what_is_decided_under_the_draft(stage, draft, monkeypatch) -> None:
    said = {(change.subject_id, change.period.first): change.becomes for change in run(draft).changes}
    pack = load_from(SHIPPED, COUNTY, own=draft)
    monkeypatch.setattr("zhucun.policy.queries.pack_of", lambda county: pack)

    decide(COUNTY, on=clock.today(), at=clock.now(), between=(OCTOBER.first, OCTOBER.last))

    rows = Decision.objects.in_county(COUNTY).filter(duty="record-days")
    assert {(row.subject_id, row.period_from): row.verdict for row in rows} == {
        key: verdict.to_json() for key, verdict in said.items() if verdict
    }


def test_the_command_lists_people_and_townships(stage, draft, capsys) -> None:
    call_command(
        "pack_dry_run", "--county", COUNTY, "--pack", str(draft), "--from", "2026-10-01", "--to", "2026-10-31"
    )

    said = capsys.readouterr().out
    assert "东镇" in said
    assert "李书记" in said


def test_the_command_speaks_json(stage, draft, capsys) -> None:
    call_command(
        "pack_dry_run", "--county", COUNTY, "--pack", str(draft),
        "--from", "2026-10-01", "--to", "2026-10-31", "--json",
    )  # fmt: skip

    said = json.loads(capsys.readouterr().out)
    assert said["changed"] == len(said["changes"]) == sum(one["count"] for one in said["townships"])


def test_a_folder_that_is_not_there_is_said(stage, tmp_path) -> None:
    with pytest.raises(CommandError, match="没有这个文件夹"):
        call_command(
            "pack_dry_run", "--county", COUNTY, "--pack", str(tmp_path / "none"),
            "--from", "2026-10-01", "--to", "2026-10-31",
        )  # fmt: skip
