"""Random lives of phones at the real door: nothing lost, nothing doubled, nothing overwritten; and planted bugs are found."""

import sys
from collections import Counter
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import FlakyFailure
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.bugs import BUGS
from tests.faults.machine import Lives
from zhucun.testing.field.line import FAULTS
from zhucun.testing.field.stage import set_up

pytestmark = pytest.mark.slow
PROFILE = settings(
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # to shrink one takes minutes
)
SHORTEST = 30
MOST_LIVES = 100  # with a planted bug; it is found long before
AT_LEAST = 10_000  # envelopes of a thorough run
# What a run must have brought about, for 100 lives; a run in which little happened proves little. Half of what is usual:
# ids are made anew each time, so that the same seed brings about a little more or less of everything.
ENOUGH = {
    "envelopes": 2500,
    "accepted": 1500,
    "already": 250,
    "waiting": 75,
    "conflict": 250,
    "refused": 500,
    "replayed": 5,
    "late": 10,
    "decided": 20,
    "backed_up": 5,
    "signed in anew": 5,
    "moved": 5,
    "put back": 2,
    "store full": 25,
    "could not write": 4,
    "pieces": 20,
    "left": 5,
    "stopped": 5,
    "sync.same_id_other_content": 2,
    "sync.upload_only": 50,
    "sync.before_it_not_taken": 150,
    "fieldwork.superseded": 150,
    "fieldwork.day_outside_posting": 100,
    "fieldwork.day_ahead": 50,
    "fieldwork.not_your_posting": 30,
    **dict.fromkeys(FAULTS, 3),
}


@pytest.fixture
def stage(cast, frozen_today, settings, tmp_path):
    settings.ZHUCUN_HOME = tmp_path  # pictures lie there
    return set_up(cast)


def live(stage: Any, lives: int, **more: Any) -> Counter[str]:
    counts: Counter[str] = Counter()
    machine = type("Lives", (Lives,), {"stage": stage, "counts": counts, "photographed": 0.05, **more})
    chosen = settings(PROFILE, max_examples=lives, stateful_step_count=50, derandomize=True)
    try:
        run_state_machine_as_test(machine, settings=chosen, _min_steps=SHORTEST)
    except FlakyFailure as not_again:  # with the other ids of a second run the same life may end well
        raise not_again.exceptions[0] from not_again
    sys.stdout.write(f"{dict(counts.most_common())}\n")
    return counts


def few(counts: Counter[str]) -> dict[str, int]:
    """What happened less often than it should."""
    share = counts["lives"] / 100
    return {what: counts[what] for what, least in ENOUGH.items() if counts[what] < least * share}


@pytest.mark.fault(row=(1, 2, 3, 4, 5, 16, 17, 18, 19, 20, 21, 25, 32))
def test_every_envelope_ends_once_and_nothing_is_overwritten(stage):
    counts = live(stage, 25)

    assert few(counts) == {}


@pytest.mark.thorough
@pytest.mark.either  # on PostgreSQL the lives above
def test_many_other_lives_end_as_well(stage):
    counts = live(stage, 150)  # the same ones each time: new ones are the long run's to find

    assert counts["envelopes"] >= AT_LEAST
    assert few(counts) == {}


def test_a_phone_that_signed_in_after_the_copy_brings_its_pictures_again(stage):
    told = {"stage": stage, "counts": Counter(), "photographed": 1.0, "days_back": [0]}
    life, dice = type("Lives", (Lives,), told)(), Random(1)

    life.begin()
    try:
        life.meanwhile(1, "sign_in_runs_out", dice)
        life.meanwhile(1, "back_up", dice)
        life.goes_online(1, ["fine"], dice)
        life.works_and_goes_online(1, ["write"], ["fine"], dice)
        life.meanwhile(1, "put_back", dice)
        life.copy = None  # no other reason to greet once more
        assert life.counts["signed in anew"] == 1
        assert life.phones[1].pictures and not life.phones[1].out
    finally:
        life.teardown()  # brings everything in, and finds nothing lost


@pytest.mark.thorough
@pytest.mark.proves(row=(1, 2, 3, 4, 5, 17, 18, 19, 20, 21))
@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_seen_by_the_plain_model(stage, bug):
    plant, _finding = BUGS[bug]

    with plant(), pytest.raises((AssertionError, IntegrityError)):
        live(stage, MOST_LIVES)


@pytest.mark.thorough
@pytest.mark.either
@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_seen_in_history_and_database_alone(stage, bug):
    plant, finding = BUGS[bug]

    with plant(), pytest.raises(AssertionError, match=finding):
        live(stage, MOST_LIVES, compared=False)
