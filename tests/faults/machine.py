"""Random lives of three phones at the real door, chosen by hypothesis, each within a transaction that is taken back."""

import random
from typing import Any

import time_machine
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from zhucun.testing.field.copies import Savepoints
from zhucun.testing.field.doors import Inside
from zhucun.testing.field.life import LATER, MORNING, Life
from zhucun.testing.field.line import FAULTS
from zhucun.testing.field.world import LEAVING, OFFICE, WORK

ARRIVING = ["late", "late", "replay", "replay", "reuse"]
phones, dice = st.integers(0, 2), st.integers(0, 2**32).map(random.Random)
acts = st.lists(st.sampled_from(WORK), min_size=4, max_size=12)
faults = st.sampled_from([*FAULTS, "fine", "fine", "drop_resp"])


class Lives(Life, RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()
        self.travel = time_machine.travel(MORNING, tick=False)
        self.begin_at(Inside(), Savepoints(), self.travel.start())

    @rule(at=phones, acts=acts, dice=dice)
    def works(self, at: int, acts: list[str], dice: Any) -> None:
        self.work(at, acts, dice)

    @rule(at=phones, acts=acts, faults=st.lists(faults, max_size=2), dice=dice)
    def works_and_goes_online(self, at: int, acts: list[str], faults: list[str], dice: Any) -> None:
        self.work(at, acts, dice)
        self.go_online(at, [*faults, "fine"], dice)

    @rule(at=phones, faults=st.lists(faults, min_size=1, max_size=4), dice=dice)
    def goes_online(self, at: int, faults: list[str], dice: Any) -> None:
        self.go_online(at, faults, dice)

    @rule(at=phones, what=st.sampled_from([*ARRIVING, *OFFICE, "put_back"]), dice=dice)
    def meanwhile(self, at: int, what: str, dice: Any) -> None:
        if what in ARRIVING:
            self.come_again(at, what, dice)
        else:
            self.office_acts(at, what, dice)

    @precondition(lambda self: self.acts > LATER)
    @rule(what=st.sampled_from(LEAVING))
    def somebody_leaves(self, what: str) -> None:
        self.somebody_changes(what)

    def teardown(self) -> None:
        if not hasattr(self, "line"):
            return
        try:
            if self.line.whole:
                found = self.end()
                assert not found, "\n".join(found)
        finally:
            self.travel.stop()
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)
