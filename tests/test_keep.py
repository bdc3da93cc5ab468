"""The night watch: at start, after each midnight in Shanghai, again after a failure, and never otherwise."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError

from zhucun.config import keeper
from zhucun.kernel.clock import SHANGHAI
from zhucun.policy.reminders.services import Sent

TEN_BEFORE_MIDNIGHT = datetime(2026, 11, 18, 15, 50, tzinfo=UTC)


class Looks:
    """A stop that lets the clock run on by what is waited, for a number of looks."""

    def __init__(self, traveller: Any, looks: int, sleeps: float = 0) -> None:
        self.traveller, self.left, self.sleeps = traveller, looks, sleeps
        self.waited: list[float] = []

    def wait(self, timeout: float) -> bool:
        self.waited.append(timeout)
        self.traveller.shift(timedelta(seconds=timeout + self.sleeps))
        self.left -= 1
        return self.left <= 0


@pytest.fixture
def nights(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When the county was recomputed."""
    ran: list[datetime] = []

    def run(at: datetime, _tell: object) -> bool:
        ran.append(at)
        return True

    monkeypatch.setattr(keeper, "run", run)
    monkeypatch.setattr(keeper, "remind_counties", lambda **_given: [])
    return ran


@pytest.fixture
def no_decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counties that ask for nothing, have no cases, remind of nothing and hold nothing whose term is over."""
    nothing = (
        "decide_counties",
        "run_clocks_everywhere",
        "warn_everywhere",
        "look_everywhere",
        "remind_counties",
        "drop_everywhere",
        "clear_everywhere",
    )
    for name in nothing:
        monkeypatch.setattr(keeper, name, lambda **_given: [])


def keep(looks: int, sleeps: float = 0) -> Looks:
    with time_machine.travel(TEN_BEFORE_MIDNIGHT, tick=False) as traveller:
        stop = Looks(traveller, looks, sleeps)
        keeper.keep(stop, print)
        return stop


def test_it_runs_at_start_and_at_midnight_and_not_in_between(nights: list[datetime]) -> None:
    stop = keep(looks=4)

    assert nights == [TEN_BEFORE_MIDNIGHT, TEN_BEFORE_MIDNIGHT + timedelta(minutes=10)]
    assert stop.waited == [300, 300, 300, 300]


def test_the_last_wait_ends_at_midnight(nights: list[datetime]) -> None:
    stop = keep(looks=2, sleeps=100)

    assert stop.waited == [300, 200]
    assert len(nights) == 1


def test_a_computer_that_slept_through_midnight_catches_up_at_its_next_look(nights: list[datetime]) -> None:
    keep(looks=2, sleeps=9 * 3600)

    assert [at.astimezone(SHANGHAI).day for at in nights] == [18, 19]


@pytest.mark.usefixtures("no_decisions")
def test_a_night_that_failed_is_said_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    outcomes = iter([OperationalError("disk I/O error"), None])

    def refresh(**_given: object) -> list[object]:
        failure = next(outcomes)
        if failure:
            raise failure
        return []

    monkeypatch.setattr(keeper, "refresh_counties", refresh)
    with time_machine.travel(TEN_BEFORE_MIDNIGHT, tick=False) as traveller:
        keeper.keep(Looks(traveller, 2), told.append)

    assert told == ["2026-11-18　数据库暂不可用，稍后重试：disk I/O error"]
    assert next(outcomes, "none left") == "none left"


@pytest.mark.usefixtures("nights")
def test_it_reminds_at_each_look_and_says_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(keeper, "remind_counties", lambda **_given: [Sent("513331", 3)])

    with time_machine.travel(TEN_BEFORE_MIDNIGHT, tick=False) as traveller:
        keeper.keep(Looks(traveller, 1), told.append)

    assert told == ["2026-11-18　513331　提醒 3 人"]
