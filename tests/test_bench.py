"""`zhucun bench`: honest arithmetic, a home of its own, and figures that a program can read."""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zhucun.accounts.queries import scope_of
from zhucun.audit.services import System
from zhucun.cases.rebuilding import compare
from zhucun.cases.services_clock import run_clocks
from zhucun.config.bench import register_rows
from zhucun.config.bench.case_rows import fill
from zhucun.config.bench.machine import Meter
from zhucun.config.bench.report import table, verdicts
from zhucun.config.bench.running import Run, by_database, parts_of
from zhucun.config.bench.sampling import Limit, Work, measure, percentile
from zhucun.config.bench.scratch import DATABASE, NotScratch, Scratch
from zhucun.config.bench.sync_outbox import Outbox
from zhucun.config.bench.sync_served import kept
from zhucun.fieldwork.drafts import Draft, content_of, form_of
from zhucun.fieldwork.models import WorkRecord
from zhucun.households.domain import Filters
from zhucun.households.importing.checking import plan_of
from zhucun.households.importing.exporting import export_register
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.monitoring.models import IncomeSheet, Monitored
from zhucun.monitoring.services_income import add_sheet
from zhucun.monitoring.services_warnings import run_warnings
from zhucun.policy.queries import pack_of
from zhucun.sync.envelopes import FIRST, hash_of
from zhucun.testing.stage import build_stage


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([5.0], 0.95, 5.0),
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        (list(range(1, 101)), 0.95, 95),
        ([1.0, 9.0], 0.95, 9.0),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(values: list[float], share: float, found: float) -> None:
    assert percentile(values, share) == found


@pytest.mark.django_db
def test_warming_up_and_getting_ready_are_not_measured() -> None:
    done: list[str] = []
    work = Work("key", "title", lambda: done.append("run"), 1, ready=lambda: done.append("ready"))

    figure = measure(work, 4)

    assert len(figure.cpu) == len(figure.wall) == 4
    assert done == ["ready", "run"] * 8


@pytest.mark.parametrize(
    ("spent", "others", "word"), [(99.0, 0.9, "ok"), (101.0, 0.1, "over"), (101.0, 0.9, "noisy")]
)
def test_a_time_on_the_wall_is_not_held_against_a_page_on_a_busy_machine(
    spent: float, others: float, word: str
) -> None:
    assert verdicts(figure(wall=spent, others=others, limit=Limit("wall_ms.p95", 100))) == [
        ("墙钟 ≤ 100", word)
    ]


def test_processor_time_is_held_against_a_page_always() -> None:
    found = figure(cpu=31.0, others=0.9, limit=Limit("cpu_ms.median", 30))

    assert verdicts(found) == [("CPU ≤ 30", "over")]
    assert table([found])[1][-1] == "CPU ≤ 30 over"


def test_what_this_run_uses_itself_is_not_called_others() -> None:
    meter = Meter.now()

    while Meter.now().own < meter.own + 0.2:
        sum(at * at for at in range(100_000))

    share = meter.others_share()
    assert share is not None
    assert 0 <= share <= 1


def test_a_database_that_is_somebodys_is_not_touched(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / DATABASE).close()
    (tmp_path / DATABASE).write_bytes(b"theirs")

    with pytest.raises(NotScratch):
        Scratch(tmp_path).open()

    assert (tmp_path / DATABASE).read_bytes() == b"theirs"


def test_the_environment_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHUCUN_HOME", "mine")
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with Scratch(tmp_path, "postgres://zhucun@localhost/postgres").environment():
        inside = os.environ["ZHUCUN_HOME"], os.environ["DATABASE_URL"]

    assert inside[0] == str(tmp_path)
    assert inside[1].startswith("postgres://zhucun@localhost/zhucun_scratch_")
    assert os.environ["ZHUCUN_HOME"] == "mine"
    assert "DATABASE_URL" not in os.environ


@pytest.mark.thorough
@pytest.mark.slow
def test_the_command_measures_pages_in_a_home_of_its_own(tmp_path: Path) -> None:
    found, told = measured("pages", tmp_path)

    figures = {one["key"]: one for one in found["figures"]}
    assert {"month_county_officer", "home_first_secretary", "twice_home_county_officer", "served"} <= set(
        figures
    )
    assert figures["month_county_officer"]["runs"] == 2
    assert found["machine"]["cores"] == os.cpu_count()
    assert not (tmp_path / "own" / DATABASE).exists()
    assert "首页（县级）" in told


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.either  # on PostgreSQL the pages above
def test_the_command_measures_the_register_of_a_small_county(tmp_path: Path) -> None:
    found, _told = measured("register", tmp_path)

    figures = {one["key"]: one for one in found["figures"]}
    assert {"register_list_county_officer", "register_visit", "warnings", "import", "compare"} <= set(figures)
    assert all(one["unpinned"] == 0 for one in found["figures"])
    assert all(word == "ok" for one in found["figures"] for what, word in verdicts(one) if "语句" in what)


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.either
def test_the_command_measures_a_served_door_and_says_that_nothing_was_lost(tmp_path: Path) -> None:
    found, told = measured("sync", tmp_path)

    figures = {one["key"]: one for one in found["figures"]}
    assert {"push", "week", "week_pull", "served_push", "races", "sustained_1", "sustained_2"} <= set(figures)
    assert figures["week_pull"]["runs"] == 12
    assert 0 < figures["week_pull"]["bytes"]["max"] < 100_000
    assert (figures["races"]["same"], figures["races"]["differing"]) == (40, 0)
    assert figures["sustained_1"]["per_second"] > 0
    kept = figures["kept"]
    assert kept["rows"] == kept["receipts"] == kept["records"] > 0
    assert "40 对相同" in told


def test_what_a_phone_of_the_bench_writes_is_numbered_and_chained() -> None:
    outbox = Outbox(str(uuid7()), date(2026, 11, 18))

    written = [*outbox.week(["a", "b"]), *outbox.notes(3)]

    assert [one["seq"] for one in written] == list(range(1, len(written) + 1))
    assert [one["prev"] for one in written] == [FIRST, *map(hash_of, written[:-1])]
    assert {one["body"].get("household") for one in written} == {"a", "b", None}


def test_figures_of_two_databases_say_which_is_whose() -> None:
    one = figure(others=0.0, limit=Limit("wall_ms.p95", 100)) | {"database": "SQLite"}

    assert [row[0] for row in table([one])[1:]] == ["页面"]
    assert [row[0] for row in table([one, one | {"database": "PostgreSQL"}])[1:]] == [
        "页面（SQLite）",
        "页面（PostgreSQL）",
    ]


def test_what_is_there_twice_or_not_at_all_is_over_the_budget() -> None:
    words = [verdicts(kept(10, *counted))[0][1] for counted in ((10, 10), (9, 10), (10, 11))]

    assert words == ["ok", "over", "over"]


def test_a_group_of_phones_is_measured_on_both_databases_where_a_server_is_given(tmp_path: Path) -> None:
    def on(server: str | None, what: str) -> list[str | None]:
        run = Run(parts_of(what, small=True), 2, tmp_path, keep=False, server=server, tell=print)
        return list(by_database(run, run.parts[0][1]))

    url = "postgres://zhucun@localhost/postgres"

    assert (on(None, "sync"), on(url, "sync"), on(url, "roster")) == ([None], [url, None], [url])


@pytest.mark.django_db
def test_cases_that_are_measured_are_what_their_events_say(frozen_today: object) -> None:
    stage = build_stage("350428", "将乐县")
    users = {town.code: stage.township.username for town in stage.county.townships}

    events = fill(stage.code, clock.today(), users | {"county_officer": stage.officer.username}, 200)

    found = compare(stage.code)
    assert (found.cases, found.differing) == (200, ())
    assert events > 200 * 8
    assert run_clocks(by=System("测量"), county=stage.code, at=clock.now()).events > 0


@pytest.mark.django_db
def test_a_register_that_is_measured_is_what_its_services_would_have_made(frozen_today: object) -> None:
    stage = build_stage("350428", "将乐县")
    county, officer, today = stage.code, stage.officer, clock.today()

    register_rows.fill(county, today, officer, 40, 120)

    scope = scope_of(officer, county, on=today)
    file = export_register(
        by=officer, county=county, filters=Filters(), numbers=True, because="测量", on=today
    )
    totals = plan_of(county, scope, file, on=today).totals
    assert (totals.unchanged, totals.errors) == (Household.objects.in_county(county).count(), 0)
    records = list(WorkRecord.objects.in_county(county).filter(household__isnull=False))
    assert len(records) == 120
    assert all(content_again(record) for record in records)
    monitored = Monitored.objects.in_county(county).values_list("household_id", flat=True)
    marked = Household.objects.in_county(county).filter(circumstance="monitored")
    assert set(monitored) == set(marked.values_list("id", flat=True)) != set()
    assert run_warnings(by=System("测量"), county=county, at=clock.now()).leads == 0


@pytest.mark.django_db
def test_an_income_sheet_that_is_measured_adds_up_as_the_service_adds_it(frozen_today: object) -> None:
    stage = build_stage("350428", "将乐县")
    register_rows.fill(stage.code, clock.today(), stage.officer, 12, 24)
    sheet = IncomeSheet.objects.in_county(stage.code).select_related("household").first()
    assert sheet is not None

    again = add_sheet(
        by=stage.officer,
        household=sheet.household,
        last_month=sheet.last_month,
        people=sheet.people,
        lines=sheet.lines,
        spent_on_illness=sheet.spent_on_illness,
        at=clock.now(),
    )

    for column in (
        "first_month",
        "last_month",
        "lines",
        "net",
        "per_head",
        "spent_on_illness",
        "village_code",
    ):
        assert getattr(again, column) == getattr(sheet, column)


def measured(group: str, place: Path) -> tuple[dict[str, Any], str]:
    """The figures of a group as the command gives them, and what it tells people."""
    out = place / "figures.json"
    words = ["bench", group, "--small", "--runs", "2", "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "zhucun", *words],
        env={**os.environ, "ZHUCUN_HOME": str(place / "own")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(out.read_text("utf-8")), done.stderr


def content_again(record: WorkRecord) -> bool:
    """Whether the service would keep the same of what a record says."""
    pack = pack_of(record.county_code)
    draft = Draft(
        posting=record.posting,
        form=record.form,
        occurred_on=record.occurred_on,
        household=record.household,
        body=record.body,
    )
    said = content_of(draft, form_of(pack, record.form), pack)
    return all(getattr(record, name) == value for name, value in said.items())


def figure(*, limit: Limit, others: float, cpu: float = 1.0, wall: float = 1.0) -> dict[str, Any]:
    spread = {"min": 0.0, "median": 0.0, "p95": 0.0}
    return {
        "title": "页面",
        "cpu_ms": spread | {"median": cpu},
        "wall_ms": spread | {"p95": wall},
        "others_cpu": others,
        "limits": [limit._asdict()],
    }
