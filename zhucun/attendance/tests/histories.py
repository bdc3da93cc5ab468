"""Histories of a small county: acts in any order, drawn by hypothesis. A refusal is part of life and changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from zhucun.attendance import services
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PresenceEntry
from zhucun.attendance.services_nightly import refresh_county
from zhucun.attendance.tests.conftest import SINCE, Stage
from zhucun.audit.services import System
from zhucun.dispatch.models import Posting
from zhucun.dispatch.services import end_posting
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.services import correct_record, void_record, write_record
from zhucun.kernel import clock
from zhucun.kernel.refusals import Refusal

NOTE = {"kind": "meeting", "work_area": "governance", "where": "in_village", "text": "村民代表会议。"}
WHY = "填错了"
MONTHS = [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]
Act = Callable[["History"], Any]


@dataclass
class History:
    """A county in which things happen; `move` sets the clock a number of days on."""

    stage: Stage
    move: Callable[[int], None]
    said: list[str] = field(default_factory=list)

    def live(self, acts: list[tuple[str, Act]]) -> None:
        for name, act in acts:
            try:
                act(self)
                self.said.append(name)
            except Refusal as refusal:
                self.said.append(f"{name}: {refusal.code}")

    def posting(self, own: bool) -> Posting:
        held = self.stage.posting if own else self.stage.neighbour
        return Posting.objects.in_county(self.stage.code).select_related("person__user").get(id=held.id)

    def one_of(self, model: Any, at: int) -> Any:
        """One of what stands; a refusal when there is nothing, as a page would give."""
        rows = list(model.objects.in_county(self.stage.code).filter(is_current=True).order_by("id"))
        if not rows:
            raise services.EntryIsHistory
        return rows[at % len(rows)]


def enter(own: bool, kind: Kind, first: date, length: int, questioned: bool) -> Act:
    return lambda history: services.add_entry(
        by=history.stage.officer,
        posting=history.posting(own),
        kind=kind,
        first_day=first,
        last_day=first + timedelta(days=length),
        at=clock.now(),
        questioned=questioned,
    )


def correct(which: int, kind: Kind, first: date, length: int) -> Act:
    return lambda history: services.correct_entry(
        by=history.stage.officer,
        entry=history.one_of(PresenceEntry, which),
        at=clock.now(),
        because=WHY,
        kind=kind,
        first_day=first,
        last_day=first + timedelta(days=length),
        questioned=False,
    )


def void(which: int) -> Act:
    return lambda history: services.void_entry(
        by=history.stage.officer, entry=history.one_of(PresenceEntry, which), at=clock.now(), because=WHY
    )


def confirm(month: date) -> Act:
    return lambda history: services.confirm_month(
        by=history.stage.township,
        county=history.stage.code,
        township_code=history.stage.county.townships[0].code,
        month=month,
        at=clock.now(),
    )


def reopen(month: date) -> Act:
    return lambda history: services.reopen_month(
        by=history.stage.township,
        county=history.stage.code,
        township_code=history.stage.county.townships[0].code,
        month=month,
        at=clock.now(),
        because=WHY,
    )


def write(own: bool, day: date) -> Act:
    def act(history: History) -> WorkRecord:
        posting = history.posting(own)
        return write_record(
            by=posting.person.user,
            county=history.stage.code,
            posting=posting,
            form="work-note",
            occurred_on=day,
            at=clock.now(),
            body=NOTE,
        )

    return act


def rewrite(which: int, day: date) -> Act:
    def act(history: History) -> WorkRecord:
        record = history.one_of(WorkRecord, which)
        return correct_record(
            by=record.recorded_by, record=record, occurred_on=day, body=NOTE, because=WHY, at=clock.now()
        )

    return act


def strike(which: int) -> Act:
    def act(history: History) -> WorkRecord:
        record = history.one_of(WorkRecord, which)
        return void_record(by=record.recorded_by, record=record, because=WHY, at=clock.now())

    return act


def leave(own: bool, day: date) -> Act:
    return lambda history: end_posting(
        by=history.stage.officer, posting=history.posting(own), on=day, because="轮换"
    )


def sleep(days: int) -> Act:
    """Days pass, and the night watch has done its work."""

    def act(history: History) -> None:
        history.move(days)
        refresh_county(by=System(), county=history.stage.code, at=clock.now())

    return act


def _named(name: str, build: Callable[..., Act], *parts: Any) -> Any:
    return st.tuples(*parts).map(lambda drawn: (f"{name}{drawn}", build(*drawn)))


DAY = st.integers(0, 80).map(lambda n: SINCE + timedelta(days=n))
KIND, LENGTH, WHICH = st.sampled_from(Kind), st.integers(0, 40), st.integers(0, 9)
SHORT = st.integers(0, 3)
MONTH = st.sampled_from(MONTHS)

ENTER = _named("enter", enter, st.booleans(), KIND, DAY, SHORT | LENGTH, st.booleans())
WRITE = _named("write", write, st.booleans(), DAY)
ONE_ACT = st.one_of(
    *[ENTER] * 3,  # what others correct and void must have been entered first
    *[WRITE] * 2,
    _named("correct", correct, WHICH, KIND, DAY, SHORT),
    _named("void", void, WHICH),
    _named("confirm", confirm, MONTH),
    _named("reopen", reopen, MONTH),
    _named("rewrite", rewrite, WHICH, DAY),
    _named("strike", strike, WHICH),
    _named("leave", leave, st.booleans(), DAY),
    _named("sleep", sleep, st.integers(1, 20)),
)
HISTORIES = st.lists(ONE_ACT, min_size=5, max_size=25)
