"""Coverage, due days, states and rows: the engine and the slow models agree on any facts."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from zhucun.engine.calendar import days_between
from zhucun.engine.duty import ActWindow, Bound, CoverageDuty, DatedDuty, Duty, StandingDuty, StreakDuty
from zhucun.engine.facts import (
    Act,
    CoverageFacts,
    DatedFacts,
    Known,
    Member,
    Outcome,
    StandingFacts,
    State,
    StreakFacts,
)
from zhucun.engine.judge import judge
from zhucun.engine.period import Period
from zhucun.engine.tests.build import OCTOBER, asks, coverage, dated, october, standing, streak
from zhucun.engine.tests.draw import dated_values, known, settings_of_a_duty
from zhucun.engine.tests.plain_forms import (
    could_all_be_served,
    plain_coverage,
    plain_dated,
    plain_due_states,
    plain_standing,
    plain_streak,
)
from zhucun.engine.verdict import Answer, StepCode, Verdict

october_days = st.integers(1, 31).map(october)
few = st.integers(0, 3).map(lambda n: n == 0)
ids = st.uuids(version=4).map(str)
MANY = settings(max_examples=250)


def told(verdict: Verdict) -> tuple[str, str]:
    return verdict.answer, verdict.reason


@st.composite
def written(draw: st.DrawFn, most: int) -> tuple[list[Any], dict[str, Any]]:
    """A threshold mostly small enough to be reached, and any settings."""
    return draw(dated_values(most)), draw(settings_of_a_duty())


@st.composite
def common(draw: st.DrawFn, *, something: bool) -> dict[str, Any]:
    """What every form knows; what has been counted is not missing."""
    facts = draw(known())
    return facts | {"missing": facts["missing"] and not something}


# --- coverage

members = st.builds(Member, ids, st.integers(0, 3), st.integers(0, 2), excused=few)


@st.composite
def coverages(draw: st.DrawFn) -> tuple[CoverageDuty, CoverageFacts]:
    values, changes = draw(written(3))
    group = draw(st.none() | st.lists(members, max_size=5).map(tuple))
    something = any(member.done or member.open for member in group or ())
    return coverage(*values, **changes), CoverageFacts(members=group, **draw(common(something=something)))


@MANY
@given(both=coverages())
def test_coverage_agrees_with_the_slow_model(both: tuple[CoverageDuty, CoverageFacts]) -> None:
    verdict = judge(*both, OCTOBER)

    assert told(verdict) == plain_coverage(*both, OCTOBER)


# --- dated

acts = st.builds(Act, october_days, ids, open=few)


@st.composite
def dated_facts(draw: st.DrawFn) -> DatedFacts:
    due = tuple(sorted(draw(st.sets(october_days, max_size=4))))
    late = draw(st.sampled_from([0, 0, 2, 9]))
    done = tuple(draw(st.lists(acts, max_size=7)))
    return DatedFacts(
        as_of=draw(st.dates(date(2026, 10, 1), date(2026, 11, 12))),
        due=due,
        acts=done,
        excused_days=frozenset(draw(st.lists(st.sampled_from(due or (OCTOBER.first,)), max_size=1))),
        late_until={day: day + timedelta(days=late) for day in due} if late else {},
        **draw(common(something=bool(done))),
    )


@st.composite
def dated_pairs(draw: st.DrawFn) -> tuple[DatedDuty, DatedFacts]:
    values, changes = draw(written(2))
    return dated(*values, **changes, window=draw(st.sampled_from(ActWindow))), draw(dated_facts())


@MANY
@given(both=dated_pairs())
def test_due_days_agree_with_the_slow_model(both: tuple[DatedDuty, DatedFacts]) -> None:
    verdict = judge(*both, OCTOBER)

    answer, stands = plain_dated(*both, OCTOBER)
    shown = {step.detail["day"]: step.detail["state"] for step in verdict.steps if step.code == "due_day"}
    assert told(verdict) == answer
    for day, state in stands.items():
        assert shown[day.isoformat()] == state


@MANY
@given(facts=dated_facts(), window=st.sampled_from(ActWindow))
def test_single_acts_are_shared_out_as_well_as_they_can_be(facts: DatedFacts, window: ActWindow) -> None:
    duty = dated(window=window)
    owed = [day for day in facts.due if day not in facts.excused_days]
    past = [day for day in owed if facts.late_until.get(day, day) <= facts.as_of]
    counted = [act for act in facts.acts if not act.open]

    states = plain_due_states(duty, facts, OCTOBER, owed).values()

    all_answered = all(state == "answered" for state in states)
    assert could_all_be_served(duty, facts, OCTOBER, owed, 1, counted) is all_answered
    assert could_all_be_served(duty, facts, OCTOBER, past, 1, facts.acts) is ("missed" not in states)


@MANY
@given(facts=dated_facts(), window=st.sampled_from(ActWindow))
def test_nothing_is_missed_while_two_acts_each_could_still_be_found(
    facts: DatedFacts, window: ActWindow
) -> None:
    duty = dated(window=window)
    owed = [day for day in facts.due if day not in facts.excused_days]

    verdict = judge(dated(asks(2), window=window), facts, OCTOBER)

    if could_all_be_served(duty, facts, OCTOBER, owed, 2, facts.acts):
        assert verdict.answer is not Answer.NOT_MET


# --- standing

stretches = st.lists(st.tuples(st.integers(1, 9), st.none() | st.integers(0, 4), few), max_size=8)


@st.composite
def standing_facts(draw: st.DrawFn) -> StandingFacts:
    first, rows = OCTOBER.first, []
    for days, value, is_open in draw(stretches):
        last = first + timedelta(days=days - 1)
        rows.append(State(Period(first, last), value, (f"r{first}",), open=is_open))
        first = last + timedelta(days=1)
    excused = draw(st.none() | st.tuples(october_days, st.integers(0, 9)))
    out = [excused[0] + timedelta(days=n) for n in range(excused[1])] if excused else []
    return StandingFacts(
        as_of=draw(st.just(OCTOBER.last) | october_days),
        states=tuple(rows),
        excused_days=frozenset(out),
        workdays=frozenset(day for day in days_between(OCTOBER.first, OCTOBER.last) if day.weekday() < 5),
        **draw(common(something=any(state.value is not None for state in rows))),
    )


@st.composite
def standing_pairs(draw: st.DrawFn) -> tuple[StandingDuty, StandingFacts]:
    values, changes = draw(written(4))
    bound, grace = draw(st.sampled_from(Bound)), draw(st.sampled_from([0, 0, 1, 3, 8]))
    return standing(*values, **changes, bound=bound, grace=grace), draw(standing_facts())


@MANY
@given(both=standing_pairs())
def test_states_agree_with_the_slow_model(both: tuple[StandingDuty, StandingFacts]) -> None:
    verdict = judge(*both, OCTOBER)

    assert told(verdict) == plain_standing(*both, OCTOBER)


@MANY
@given(both=standing_pairs())
def test_what_a_breach_amounts_to_is_the_days_of_its_gaps(both: tuple[StandingDuty, StandingFacts]) -> None:
    verdict = judge(*both, OCTOBER)

    gaps = [step for step in verdict.steps if step.code is StepCode.GAP and step.detail["state"] == "breach"]
    breach = verdict.step(StepCode.BREACH)
    assert gaps or verdict.answer is not Answer.NOT_MET
    assert breach is None or breach.value == sum(int(gap.value or 0) for gap in gaps)


# --- streak

rows = st.lists(
    st.builds(
        Outcome, october_days, st.sampled_from([True, True, True, False, None]), ids, excused=few, open=few
    ),
    max_size=8,
).map(lambda events: tuple(sorted(events, key=lambda event: event.day)))


@st.composite
def streaks(draw: st.DrawFn) -> tuple[StreakDuty, StreakFacts]:
    values, changes = draw(written(4))
    outcomes = draw(rows)
    return streak(*values, **changes), StreakFacts(
        outcomes=outcomes, **draw(common(something=bool(outcomes)))
    )


@MANY
@given(both=streaks())
def test_rows_agree_with_the_slow_model(both: tuple[StreakDuty, StreakFacts]) -> None:
    verdict = judge(*both, OCTOBER)

    assert told(verdict) == plain_streak(*both, OCTOBER)


# --- every form

anything: st.SearchStrategy[tuple[Duty, Known]] = st.one_of(
    coverages(), dated_pairs(), standing_pairs(), streaks()
)


@MANY
@given(both=anything)
def test_every_verdict_can_be_stored_and_its_numbers_add_up(both: tuple[Duty, Known]) -> None:
    duty, facts = both

    verdict = judge(duty, facts, OCTOBER)

    assert Verdict.from_json(verdict.to_json()) == verdict
    assert min(verdict.done, verdict.open, verdict.excused, verdict.possible or 0) >= 0
    breach = verdict.step(StepCode.BREACH)
    if breach is not None:
        missed, rung = int(breach.value or 0), duty.on_breach[int(breach.detail["index"])]
        assert verdict.answer is Answer.NOT_MET
        assert rung.at == max(one.at for one in duty.on_breach if one.at <= missed)
