"""A life of three phones at the real door: two of one person, one of another, and an office that works as well.

It ends with everything delivered, every outbox empty, and the checker going over history and database.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from zhucun.kernel import clock
from zhucun.kernel.clock import SHANGHAI
from zhucun.kernel.ids import uuid7
from zhucun.testing.field.copies import Copies
from zhucun.testing.field.doors import Door
from zhucun.testing.field.history import History, findings
from zhucun.testing.field.line import PIECES, Line
from zhucun.testing.field.looking import shelf_of
from zhucun.testing.field.model import Model, Stay
from zhucun.testing.field.phones import NoAnswer, Phone, SignIn, StoreFull
from zhucun.testing.field.world import APPS, World

MORNING = datetime(2026, 11, 18, 10, tzinfo=SHANGHAI)
LATER = 25  # times online until somebody is moved, leaves, or loses a phone
ROUNDS = 8
GREETED = 2  # in the second round that comes through, a phone is told which pictures of what it sent in the first are lacking
IN_ANY_ORDER, FULL, SPOILT = 0.3, 0.02, 0.3


class Life(World):
    """What may happen, as acts; who chooses them (hypothesis, or a seed) is elsewhere."""

    acts: int  # times online

    def begin_at(self, door: Door, copies: Copies, hands: Any) -> None:
        cast = self.stage.cast
        self.clock, self.copies, self.copy = hands, copies, None
        self.today = clock.today()
        self.history, self.acts, self.days = History(), 0, 40
        self.posting, self.office, self.undone = str(cast.posting.id), [], set()
        stays = {
            str(one.id): Stay(str(one.person.user_id), one.starts_on)
            for one in (cast.posting, cast.member_posting)
        }
        people = {str(phone.id): str(phone.user.id) for phone in self.stage.phones}
        self.model = Model(self.today, stays, people)
        self.line = Line(door, self.model, self.counts, self.stage.county, self.compared)
        self.skew = dict.fromkeys(people, timedelta())
        self.phones = [self._phone(str(one.id), one.authorization) for one in self.stage.phones]
        self.seen = [{}, {}, {}]
        self.records = {person: [] for person in people.values()}
        self.entries = {person: [] for person in people.values()}
        self.cases, self.forms = [], {}

    def _phone(self, id: str, authorization: str) -> Phone:
        return Phone(
            id,
            authorization,
            self.line.carry,
            self.history,
            now=lambda: (clock.now() + self.skew[id]).isoformat(timespec="seconds"),
            next_id=lambda: str(uuid7()),
            chance=random.Random(1),
        )

    # --- what happens

    def work(self, at: int, acts: Sequence[str], dice: random.Random) -> None:
        self.dice, phone = dice, self.phones[at]
        self.skew[phone.id] = timedelta(days=dice.choice([0, 0, 30, -30]))
        phone.app = dice.choice(APPS)
        for act in acts:
            phone.full = dice.random() < FULL
            try:
                getattr(self, f"_{act}")(at)
            except StoreFull:
                self.counts["store full"] += 1
        phone.full = False

    def go_online(self, at: int, faults: Sequence[str], dice: random.Random, *, most: int = 16) -> None:
        """A few rounds, each with a fault somewhere; sometimes a few envelopes in any order."""
        self.dice = self.line.chance = dice
        for fault in faults:
            phone = self.phones[at]
            phone.most = dice.randint(2, most)
            self.line.fault = fault
            self.line.piece = dice.choice(PIECES) if dice.random() < SPOILT else "fine"
            if phone.out and dice.random() < IN_ANY_ORDER:
                batch = dice.sample(list(phone.out.values()), min(phone.most, len(phone.out)))
                self.trying(at, partial(phone.push, batch))
            else:
                self.trying(at, phone.round)

    def come_again(self, at: int, what: str, dice: random.Random) -> None:
        """Something arrives late, an old copy is sent once more, or an id is used for something else."""
        self.dice, phone = dice, self.phones[at]
        if what == "late" and self.line.late:
            self.line.deliver(dice.randrange(len(self.line.late)))
        elif what != "late" and phone.kept:
            one, _answer = self._one(phone.kept.values())
            if what == "replay":
                self.counts["replayed"] += 1
                self.trying(at, partial(phone.push, [one]))
            elif (
                one["id"] in self.model.answers
            ):  # one that an older copy forgot is not there to be told from another
                other = {**one, "made_at": "2026-01-01T00:00:00+08:00"}
                self.line.ask(phone, "push", {"envelopes": [other]})  # nobody listens to the answer

    def office_acts(self, at: int, what: str, dice: random.Random) -> None:
        self.dice = dice
        getattr(self, f"_{what}")(at)

    def somebody_changes(self, what: str) -> None:
        getattr(self, f"_{what}")()

    def trying(self, at: int, go: Callable[[], object]) -> bool:
        """Gives whether it came through; a sign-in that had run out is made anew."""
        self.acts += 1
        try:
            go()
            return True
        except NoAnswer:
            self.counts["no answer"] += 1
        except SignIn:
            self.counts["signed in anew"] += 1
            with self._let_in(self.stage.phones[at].user):
                self._sign_in(at)
        finally:
            self.line.fault = self.line.piece = "fine"
        return False

    def _sign_in(self, at: int) -> None:
        known = self.stage.phones[at]
        before, known.authorization = known.authorization, ""
        known.enrol(self.stage.county)
        self.phones[at].authorization, known.authorization = known.authorization, before

    @contextmanager
    def _let_in(self, user: Any) -> Iterator[None]:
        """The office opens the account of somebody who has left, so that an older copy learns who the phone is."""
        account = type(user).objects.filter(pk=user.pk)
        left = account.filter(is_active=False).update(is_active=True)
        try:
            yield
        finally:
            account.update(is_active=not left)

    # --- the end

    def end(self) -> list[str]:
        """Everything is delivered; gives what breaks a promise."""
        while self.line.late:
            self.line.deliver(0)
        greeted: Counter[int] = Counter()
        for _turn in range(ROUNDS):
            for at, phone in enumerate(self.phones):
                if greeted[at] < GREETED or phone.out or self.copy:
                    greeted[at] += self.trying(at, phone.round)
        self.counts["envelopes"] += sum(phone.seq for phone in self.phones)
        self.counts["lives"] += 1
        left = {one["id"]: one for phone in self.phones for one in phone.out.values()}
        waiting = self._in_vain(left)
        stuck = [f"still out: {one}" for id, one in left.items() if id not in waiting]
        shelf = shelf_of(self.stage.county)
        return stuck + findings(self.history, shelf, office=self.office, still_out=waiting)

    def _in_vain(self, left: dict[str, Any]) -> set[str]:
        """What waits for a version that the office wrote and an older copy does not know, or for one that waits so."""
        gone, waiting = {*self.undone}, set[str]()
        while more := {
            id
            for id, one in left.items()
            if id not in waiting and gone & {one["base"], *map(str, one["body"].values())}
        }:
            waiting |= more
            gone |= more
        self.counts["wait for what the office lost"] += len(waiting)
        return waiting
