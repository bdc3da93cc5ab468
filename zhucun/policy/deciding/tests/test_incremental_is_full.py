"""Incremental = full = plain: whatever people did and in whatever order, deciding all anew would say the same."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, note, settings
from hypothesis import strategies as st

from zhucun.attendance.services_nightly import refresh_county
from zhucun.attendance.tests.histories import (
    DAY,
    ENTER,
    MONTH,
    SHORT,
    WHICH,
    WRITE,
    Act,
    History,
    _named,
    confirm,
    correct,
    leave,
    reopen,
    strike,
    void,
)
from zhucun.attendance.tests.test_incremental_is_full import forgotten, moving_clock
from zhucun.audit.services import System
from zhucun.engine.verdict import Reason, Verdict
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.services import correct_record, write_record
from zhucun.households.models import Household
from zhucun.kernel import clock
from zhucun.places.classing.services import end_type, set_type, void_type
from zhucun.places.models import VillageType
from zhucun.policy.deciding.run import Run, decide, duties_here
from zhucun.policy.deciding.tests.conftest import COUNTY, SINCE
from zhucun.policy.deciding.tests.plain import Plain
from zhucun.policy.models import Decision
from zhucun.policy.queries import pack_of
from zhucun.policy.services import GONE
from zhucun.policy.services_nightly import decide_county

PROFILE = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # to shrink one takes minutes; the note tells the acts
)
Key = tuple[str, Any, date]


def visit(own: bool, day: date, kind: str, way: str) -> Act:
    def act(history: History) -> WorkRecord:
        posting = history.posting(own)
        household = Household.objects.in_county(COUNTY).get(
            village_code=posting.village_code, circumstance=kind
        )
        return write_record(
            by=posting.person.user, county=COUNTY, posting=posting, form="household-visit", occurred_on=day,
            at=clock.now(), household=household,
            body={"visited_on": day.isoformat(), "way": way, "topic": "care", "said": "都好。"},
        )  # fmt: skip

    return act


def move(which: int, day: date) -> Act:
    """A record turns out to have been made on another day."""

    def act(history: History) -> WorkRecord:
        record = history.one_of(WorkRecord, which)
        return correct_record(
            by=record.recorded_by, record=record, occurred_on=day, because="记错了日子", at=clock.now(),
            body={key: value for key, value in record.body.items() if key not in {"visited_on", "household"}},
            household=record.household,
        )  # fmt: skip

    return act


def classify(own: bool, kind: str, day: date) -> Act:
    """The county says of a village what it is, or that it is no longer so, or that this was a mistake."""

    def act(history: History) -> VillageType:
        code = history.posting(own).village_code
        held = (
            VillageType.objects.in_county(COUNTY).filter(village_code=code, kind=kind, voided=False).first()
        )
        if held is None:
            return set_type(
                by=System(), county=COUNTY, village_code=code, kind=kind, on=day, because="县委文件"
            )
        if held.ends_on is None and day >= held.starts_on:
            return end_type(by=System(), row=held, last_day=day, because="县委文件")
        return void_type(by=System(), row=held, because="填错了")

    return act


def sleep(days: int) -> Act:
    def act(history: History) -> None:
        history.move(days)
        refresh_county(by=System(), county=COUNTY, at=clock.now())
        decide_county(by=System(), county=COUNTY, at=clock.now())

    return act


LATELY = st.integers(0, 88).map(lambda n: SINCE + timedelta(days=n))
KINDS = st.sampled_from(["monitored", "allowance", "none"])
VISIT = _named("visit", visit, st.booleans(), LATELY, KINDS, st.sampled_from(["at_home", "by_phone"]))
TYPES = st.sampled_from(["key", "red_pilot"])
KIND = st.sampled_from(["personal_leave", "sick_leave", "statutory_leave", "in_village"])
HISTORIES = st.lists(
    st.one_of(
        *[VISIT] * 4,
        *[WRITE] * 2,
        *[ENTER] * 2,
        _named("correct", correct, WHICH, KIND, DAY, SHORT),
        _named("void", void, WHICH),
        _named("confirm", confirm, MONTH),
        _named("reopen", reopen, MONTH),
        _named("move", move, WHICH, LATELY),
        _named("strike", strike, WHICH),
        _named("leave", leave, st.booleans(), DAY),
        *[_named("classify", classify, st.booleans(), TYPES, LATELY)] * 2,
        _named("sleep", sleep, st.integers(1, 20)),
    ),
    min_size=5,
    max_size=22,
)


@pytest.fixture
def live(stage, households) -> Callable[..., History]:
    decide(COUNTY, on=clock.today(), at=clock.now(), between=(SINCE, clock.today()))
    decide_county(
        by=System(), county=COUNTY, at=clock.now()
    )  # from here on every night knows the one before it

    def run(acts: list[tuple[str, Act]], say: Callable[[str], object] = len) -> History:
        with moving_clock() as moved:
            history = History(stage, moved)
            history.live(acts)
            say(" · ".join(history.said))
            check(stored(), full(), plain())
            return history

    return run


def stored() -> dict[Key, tuple[Verdict, bool]]:
    rows = Decision.objects.in_county(COUNTY).filter(is_current=True).exclude(duty="onsite-days")
    return {
        (row.duty, row.subject_id, row.period_from): (
            Verdict.from_json(row.verdict),
            row.period_to <= clock.today(),
        )
        for row in rows
    }


def full() -> dict[Key, Verdict]:
    pack = pack_of(COUNTY)
    run = Run(COUNTY, pack, duties_here(pack), on=clock.today(), between=(SINCE, clock.today()))
    return {(one.duty.id, one.who.id, one.period.first): one.verdict for one in run.rulings()}


def plain() -> dict[Key, Verdict]:
    return dict(Plain(COUNTY, SINCE, clock.today()).decided())


def check(held: dict[Key, tuple[Verdict, bool]], whole: dict[Key, Verdict], slow: dict[Key, Verdict]) -> None:
    unasked = {key for key, verdict in whole.items() if verdict.reason is Reason.NOT_ADDRESSED}
    left = {key for key, (verdict, _over) in held.items() if says_left(key, verdict, whole)}
    assert held.keys() - left >= whole.keys() - unasked  # who was asked once and is not any more is told so
    assert held.keys() - left <= whole.keys()
    for key, (verdict, over) in held.items():
        if key not in left:
            assert told(verdict, over) == told(whole[key], over), key
    shared = slow.keys() & whole.keys()
    assert {key for key in whole if key[0] in {duty for duty, *_ in slow}} == set(slow)
    for key in shared:
        assert whole[key] == slow[key], key


def says_left(key: Key, verdict: Verdict, whole: dict[Key, Verdict]) -> bool:
    """Who was not asked already, and then left, is still not asked: that is nothing new to tell."""
    return verdict == GONE or (key not in whole and verdict.reason is GONE.reason)


def told(verdict: Verdict, over: bool) -> Any:
    """All of an answer once its period is over; before that days alone move it on."""
    return verdict if over else (verdict.answer, verdict.reason)


@PROFILE
@given(acts=HISTORIES)
@example(acts=[("sleep to the last day of a month", sleep(12))])  # which still runs, and is no outcome yet
def test_deciding_all_anew_would_say_the_same(live, acts) -> None:
    with forgotten():
        live(acts, note)


def test_a_run_that_forgets_a_village_is_noticed(live, stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhucun.policy.deciding import run as running

    def postings_only(self, who) -> bool:
        return self.focus is None or (who.kind == "posting" and who.id in self.focus[who.kind])

    monkeypatch.setattr(running.Run, "_wanted", postings_only)

    with pytest.raises(AssertionError):
        live([("visit", visit(True, date(2026, 11, 3), "monitored", "at_home"))])
