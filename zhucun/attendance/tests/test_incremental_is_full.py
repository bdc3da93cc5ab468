"""Incremental = full: whatever people did and in whatever order, recomputing the whole county changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, note, settings

from zhucun.attendance import services
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PostingMonth
from zhucun.attendance.refresh import refresh_between
from zhucun.attendance.services_nightly import SEEN
from zhucun.attendance.tests.conftest import SINCE
from zhucun.attendance.tests.histories import HISTORIES, Act, History, enter
from zhucun.kernel import clock
from zhucun.kernel.clock import SHANGHAI
from zhucun.policy.models import Decision

ENTERED = ("enter", enter(True, Kind.PERSONAL_LEAVE, date(2026, 10, 29), 6, False))
PROFILE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True)
class Lived:
    """All months and decisions before and after a full run, and what had been done."""

    before: Any
    after: Any
    said: list[str]


@pytest.fixture
def live(request, db) -> Callable[[list[tuple[str, Act]]], Lived]:
    """Live through a history in a county that is put back afterwards, then recompute the county."""

    def run(acts: list[tuple[str, Act]]) -> Lived:
        with moving_clock() as move, forgotten():
            history = History(stage, move)
            history.live(acts)
            before = state(stage.code)
            refresh_between(stage.code, SINCE, clock.today())
            return Lived(before, state(stage.code), history.said)

    stage = request.getfixturevalue(request.param)
    return run


@contextmanager
def moving_clock() -> Iterator[Callable[[int], None]]:
    with time_machine.travel(datetime(2026, 11, 18, 10, tzinfo=SHANGHAI), tick=False) as traveller:
        yield lambda days: traveller.shift(timedelta(days=days))


@contextmanager
def forgotten() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def state(county: str) -> Any:
    months = PostingMonth.objects.in_county(county).order_by("posting_id", "month")
    decisions = Decision.objects.in_county(county).order_by("id")
    return list(months.values_list(*SEEN)), list(decisions.values_list())


@pytest.mark.thorough
@pytest.mark.parametrize("live", ["full_time", "part_time"], indirect=True)
@PROFILE
@given(acts=HISTORIES)
def test_recomputing_the_county_changes_no_month_and_no_decision(live, acts) -> None:
    lived = live(acts)

    note(" · ".join(lived.said))
    assert lived.before == lived.after


@pytest.mark.parametrize("live", ["full_time"], indirect=True)
def test_an_act_that_forgets_the_next_month_is_noticed(live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        services,
        "facts_changed",
        lambda county, first, _last, ids: refresh_between(county, first, first, ids),
    )

    lived = live([ENTERED])

    assert lived.said == ["enter"]
    assert lived.before != lived.after
