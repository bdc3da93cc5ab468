"""The app's own outbox and sender live the lives that the plain phone lives: at the real door, on a line that fails.

What must stay true: whatever docs/offline.md promises of a phone is shown of the app itself, not of a likeness.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import transaction
from playwright.sync_api import Page

from tests.faults import test_rows as rows
from tests.field.app_phone import AppPhone, hear_all
from zhucun.kernel import clock
from zhucun.testing.field.copies import Savepoints
from zhucun.testing.field.doors import Inside
from zhucun.testing.field.life import MORNING
from zhucun.testing.field.line import FAULTS
from zhucun.testing.field.long import Seeded
from zhucun.testing.field.phones import NoAnswer
from zhucun.testing.field.stage import set_up
from zhucun.testing.proving import FAILS

SEEDS, EACH = range(1, 5), 240  # lives, and envelopes in each
ENOUGH = {
    "envelopes": 960,
    "accepted": 400,
    "already": 20,
    "waiting": 5,
    "conflict": 10,
    "refused": 100,
    "signed in anew": 1,
    "store full": 1,
}
MISSING = 3  # kinds of fault that so few lives may not meet


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Playwright runs a loop in this thread, in which Django would ask nothing; here the one waits for the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def heard(page: Page) -> dict[str, AppPhone]:
    """The phones whose requests are heard, by device."""
    phones: dict[str, AppPhone] = {}
    hear_all(page, phones)
    return phones


class AppLife(Seeded):
    """The app in the place of each phone; pictures have tests of their own."""

    photographed = 0.0
    fewest, most, batch = 4, 16, 12
    page: Page
    heard: dict[str, AppPhone]

    def _phone(self, id: str, authorization: str) -> Any:
        self.heard[id] = AppPhone(
            self.page, id, authorization, self.line.carry, self.history, partial(self._moment, id)
        )
        return self.heard[id]

    def _moment(self, id: str) -> str:
        return (clock.now() + self.skew[id]).isoformat(timespec="seconds")


@pytest.mark.thorough
@pytest.mark.fault(row=(1, 2, 3, 4, 5, 16, 17, 18, 19, 20, 21, 25, 32))
def test_the_app_itself_loses_and_doubles_nothing(page, heard, cast, frozen_today, settings):
    settings.ACCOUNT_RATE_LIMITS = False  # weeks pass in seconds
    counts: Counter[str] = Counter()

    for seed in SEEDS:
        assert live(page, heard, cast, counts, seed) == []

    sys.stdout.write(f"{dict(counts.most_common())}\n")
    assert {what: counts[what] for what, least in ENOUGH.items() if counts[what] < least} == {}
    assert len([fault for fault in FAULTS if not counts[fault]]) <= MISSING


def live(page: Page, heard: dict[str, AppPhone], cast: Any, counts: Counter[str], seed: int) -> list[str]:
    """A life within a transaction that is taken back; gives what broke a promise."""
    with transaction.atomic(), time_machine.travel(MORNING, tick=False) as hands:
        given = {"stage": set_up(cast), "counts": counts, "page": page, "heard": heard}
        life = type("Life", (AppLife,), given)()
        life.begin_at(Inside(), Savepoints(), hands)
        found: list[str] = life.through(random.Random(seed), EACH)
        transaction.set_rollback(True)
    return found


class AppVillage(rows.Village):
    """Single faults, with the app in the place of each phone."""

    def __init__(self, cast: Any, page: Page, heard: dict[str, AppPhone]) -> None:
        self.page, self.heard = page, heard
        super().__init__(cast)

    def _phone(self, known: Any) -> Any:
        id = str(known.id)
        now = partial(clock.now().isoformat, timespec="seconds")
        self.heard[id] = AppPhone(self.page, id, known.authorization, self.line.carry, self.history, now)
        return self.heard[id]


@pytest.fixture
def village(cast, frozen_today, page, heard, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    return AppVillage(cast, page, heard)


@pytest.mark.fault(row=31)
def test_each_of_two_people_stays_the_author_in_the_app_too(village):
    rows.test_each_of_two_people_on_one_phone_stays_the_author_of_what_is_theirs(village)


@pytest.mark.fault(row=32)
@pytest.mark.parametrize("fault", ["html200", "json200"])
def test_a_page_of_somebody_else_is_no_answer_to_the_app(village, fault):
    rows.test_a_page_of_somebody_else_is_no_answer(village, fault)


@pytest.mark.fault(row=33)
def test_what_brings_the_door_down_does_not_hold_up_the_app(village, monkeypatch):
    rows.test_one_that_brings_the_door_down_is_found_and_held_and_the_rest_flows(village, monkeypatch)


@pytest.mark.fault(row=34)
def test_weeks_of_work_go_in_from_the_app(village):
    rows.test_thirty_days_of_work_go_in_over_a_line_that_breaks_at_every_second_request(village)


@pytest.mark.fault(row=6)
def test_the_app_asks_an_overloaded_door_less_and_less_often_for_less_and_less(village, page):
    phone, sizes = village.phones[0], []
    for _time in range(100):
        village.note(phone)

    def overloaded(phone, path, said):
        if path != "push":
            return village.line.ask(phone, path, said)
        sizes.append(len(said["envelopes"]))
        return rows.BUSY

    phone.carry = overloaded
    for _time in range(8):
        with pytest.raises(NoAnswer):
            phone.round()
    phone.carry = village.line.carry

    pauses = "() => [...Array(9).keys()].map((failed) => [core.pause(failed, 0), core.pause(failed, 1)])"
    assert sizes == [100, 50, 25, 12, 6, 3, 1, 1]
    assert page.evaluate(pauses) == [[base * 500, base * 1500] for base in (2, 2, 4, 8, 16, 32, 64, 128, 256)]
    assert rows.rounds(phone, 1) == 0
    assert village.findings() == []


# --- planted bugs, in the browser


BELIEVES_EVERY_200 = """
() => { core.Door.prototype.ask = async function (path, init) {
  const headers = { ...init.headers, Authorization: `Device ${this.authorization}` };
  const back = await this.send(this.base + path, { ...init, headers });
  if (!back.ok) throw new core.NoAnswer(false);
  return back.json();
} }
"""
ASKS_FOR_AS_MUCH = (
    "() => { core.Sender.prototype.pushed = function (envelopes) { return this.door.push(envelopes); } }"
)


@pytest.mark.proves(row=32)
def test_an_app_that_believes_every_200_is_found_out(village, page):
    page.evaluate(BELIEVES_EVERY_200)

    with pytest.raises(FAILS):
        rows.test_a_page_of_somebody_else_is_no_answer(village, "json200")


@pytest.mark.proves(row=6)
def test_an_app_that_asks_for_as_much_again_is_found_out(village, page):
    page.evaluate(ASKS_FOR_AS_MUCH)

    with pytest.raises(FAILS):
        test_the_app_asks_an_overloaded_door_less_and_less_often_for_less_and_less(village, page)
