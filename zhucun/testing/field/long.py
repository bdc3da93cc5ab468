"""Life after life by seed, each on a fresh copy of one prepared database; a share of them at a door that is killed.

The one thing that must stay true: a seed brings the same life back (but for the moment at which a shot falls), and what
is said at its end was worked out from its history and the database.
"""

import gc
import logging
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from zhucun.testing.cast import build_cast
from zhucun.testing.field.clocks import Hands, held
from zhucun.testing.field.copies import Files
from zhucun.testing.field.doors import KILLS, Forked, Inside
from zhucun.testing.field.life import LATER, MORNING, Life
from zhucun.testing.field.line import FAULTS
from zhucun.testing.field.stage import Stage, set_up
from zhucun.testing.field.world import LEAVING, OFFICE

KILLED = 0.25  # share of the lives whose door is a process that is killed
WORKS, MEANWHILE, CHANGES = 0.6, 0.35, 0.01
FEWEST, MOST, BATCH = 20, 120, 100  # acts between two times online, envelopes in a request
RARE = ["train", "cancel", "raise", "settle"]
WORKING = [*["write"] * 16, *["change"] * 5, "decide", "decide", *RARE]
ARRIVING = ["late", "late", "replay", "replay", "reuse"]
AWAY = [*ARRIVING * 3, *OFFICE * 3, "put_back"]
FINE = ["fine"] * 6 + ["drop_resp"] * 2


class Lived(NamedTuple):
    """What a life brought about; it can be sent from one process to another."""

    seed: int
    counts: Counter[str]
    findings: list[str]


class Ground:
    """The prepared database of this process, and the file in which lives are lived."""

    def __init__(self, home: Path) -> None:
        logging.disable(logging.CRITICAL)  # a door that could not write says so, thousands of times
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        settings.ACCOUNT_RATE_LIMITS = False  # weeks pass in seconds: whoever asks often is not in a hurry
        self.files = Files(home / "zhucun.sqlite3")
        call_command("prepare", verbosity=0)
        with held(MORNING):
            self.stage: Stage = set_up(build_cast())
        gc.freeze()  # what is here now stays: to look it over again and again would cost a tenth
        self.fresh = self.files.make(home / "fresh.sqlite3")

    def live(self, seed: int, envelopes: int, *, compared: bool = True) -> Lived:
        """`compared`: each answer is held against the plain model's, not only history and database in the end."""
        counts: Counter[str] = Counter()
        told = {"stage": self.stage, "counts": counts, "compared": compared}
        self.files.put_back(self.fresh)
        try:
            with held(MORNING) as hands, self._door(seed, hands) as door:
                life = type("Seeded", (Seeded,), told)()
                life.begin_at(door, self.files, hands)
                found = life.through(random.Random(seed), envelopes)
        finally:
            connections.close_all()
        return Lived(seed, counts, found)

    @contextmanager
    def _door(self, seed: int, hands: Hands) -> Iterator[Any]:
        if random.Random(seed).random() >= KILLED:
            yield Inside(raises=False)
            return
        door = Forked(hands)
        try:
            yield door
        finally:
            door.stop()


class Seeded(Life):
    """A life whose acts are drawn by a generator."""

    photographed = 0.02
    fewest, most, batch = FEWEST, MOST, BATCH
    days_back = [0] * 12 + [1, 2, -1, 400]

    def through(self, dice: random.Random, envelopes: int) -> list[str]:
        try:
            while sum(phone.seq for phone in self.phones) < envelopes:
                self.moment(dice)
            return self.end()
        except AssertionError as broken:
            self.counts["envelopes"] += sum(phone.seq for phone in self.phones)
            return [f"model: {broken}"]

    def moment(self, dice: random.Random) -> None:
        at, chance = dice.randrange(3), dice.random()
        if chance < WORKS:
            self.work(at, dice.choices(WORKING, k=dice.randint(self.fewest, self.most)), dice)
            self.go_online(at, self._faults(dice), dice, most=self.batch)
        elif chance < WORKS + MEANWHILE:
            what = dice.choice(AWAY)
            meant = self.come_again if what in ARRIVING else self.office_acts
            meant(at, what, dice)
        elif chance > 1 - CHANGES and self.acts > LATER:
            self.somebody_changes(dice.choice(LEAVING))
        else:
            self.go_online(at, self._faults(dice), dice, most=self.batch)

    def _faults(self, dice: random.Random) -> Sequence[str]:
        known = [*FAULTS, *FINE, *(KILLS * 8 if self.line.door.killable else ())]
        return [*dice.choices(known, k=dice.randint(0, 2)), "fine"]
