"""The nightly run: a running month moves on by a day, and doing it again changes nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from zhucun.attendance import services_nightly
from zhucun.attendance.models import PostingMonth
from zhucun.attendance.refresh import refresh_month
from zhucun.attendance.services_nightly import Night, refresh_counties, refresh_county
from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.kernel import clock
from zhucun.kernel.guard import watching
from zhucun.policy.models import Decision

NOVEMBER = date(2026, 11, 1)
PAST_MIDNIGHT = datetime(2026, 11, 18, 16, 1, tzinfo=UTC)  # 00:01 on the 19th in Shanghai


def november(stage):
    return PostingMonth.objects.in_county(stage.code).get(posting=stage.posting, month=NOVEMBER)


def night(stage, at=PAST_MIDNIGHT):
    return refresh_county(by=System(), county=stage.code, at=at)


def test_the_running_month_shows_the_new_day(full_time):
    before = november(full_time)

    done = night(full_time)

    after = november(full_time)
    assert (before.days[17:19], after.days[17:19]) == ("pf", "pp")
    assert (after.done, after.as_of) == (before.done + 1, date(2026, 11, 19))
    assert done == Night(full_time.code, rows=4, changed=2)


def test_a_new_month_begins_by_itself(full_time):
    night(full_time, datetime(2026, 11, 30, 16, 1, tzinfo=UTC))

    rows = PostingMonth.objects.in_county(full_time.code).filter(month=date(2026, 12, 1))
    assert [row.days[:2] for row in rows] == ["pf", "pf"]


def test_a_second_run_changes_neither_a_month_nor_a_decision(full_time):
    night(full_time)
    decisions = list(Decision.objects.in_county(full_time.code).order_by("id").values_list())

    again = night(full_time, PAST_MIDNIGHT + timedelta(hours=1))

    assert again.changed == 0
    assert list(Decision.objects.in_county(full_time.code).order_by("id").values_list()) == decisions


def test_the_trail_says_that_a_night_has_passed(full_time):
    night(full_time)

    line = AuditEvent.objects.in_county(full_time.code).get(act="attendance.months_refreshed")
    assert (line.actor, line.details) == ("系统", {"rows": 4, "changed": 2})


def test_every_county_with_somebody_stationed_is_visited_and_no_other(full_time, part_time, cast):
    cast.away_posting.delete()

    nights = list(refresh_counties(by=System(), at=PAST_MIDNIGHT))

    assert [(night.county, night.rows) for night in nights] == [
        ("350428", 4),
        ("513331", 4),
        ("990001", 0),  # stationed, but under no rule
    ]


def test_no_statement_of_a_night_reaches_beyond_its_county(full_time):
    with watching() as watch:
        night(full_time)

    assert watch.statements
    assert not watch.unpinned


def test_the_command_says_what_changed_and_proves_it_is_complete(full_time, capsys):
    with time_machine.travel(PAST_MIDNIGHT, tick=False):
        call_command("nightly")

    months, *others = capsys.readouterr().out.splitlines()
    assert months == "350428　4 行，2 行有变化"
    decided = [line for line in others if not line.startswith("350428　档案缺 ")]
    assert decided and all(line.startswith("350428　判断 ") for line in decided)


def test_the_command_fails_when_computing_again_gives_another_result(full_time, monkeypatch):
    days = iter(range(8))

    def unsteady(county, period, *, as_of, at):
        return refresh_month(county, period, as_of=clock.today() - timedelta(days=next(days)), at=at)

    monkeypatch.setattr(services_nightly, "refresh_month", unsteady)

    with pytest.raises(CommandError, match="再算一遍，结果不同：350428（2 行）"):
        call_command("nightly")
