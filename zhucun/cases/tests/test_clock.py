"""What the end of a term brings: once, whatever fails, whoever else runs it, however long nobody did."""

from datetime import date, timedelta

import pytest

from zhucun.audit.queries import latest_events
from zhucun.audit.services import System
from zhucun.cases import queries
from zhucun.cases.models import Case, CaseEvent
from zhucun.cases.services import remind_about
from zhucun.cases.services_clock import Ran, run_clocks, run_clocks_everywhere
from zhucun.cases.tests.acting import at, raised, settled, took

pytestmark = pytest.mark.usefixtures("flows", "frozen_today")

BY = System("办件期限")
FRIDAY, MONDAY, WEEK_LATER = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 30)


def run(cast, day) -> Ran:
    return run_clocks(by=BY, county=cast.home.code, at=at(day))


def late(case) -> list[str]:
    return [str(event.happened_on) for event in queries.events_of(case) if event.what == "late"]


def now(case) -> Case:
    return Case.objects.in_county(case.county_code).get(id=case.id)


def test_a_term_is_over_on_the_day_after_its_last(cast):
    case = raised(cast)  # two workdays from Wednesday

    assert run(cast, FRIDAY) == Ran(cast.home.code, 0, 0)
    assert run(cast, MONDAY) == Ran(cast.home.code, 1, 0)

    assert (now(case).level, now(case).times_up, now(case).broke_term) == ("township", 1, True)
    assert queries.events_of(case)[-1].by is None
    assert latest_events(cast.home.code)[0].act == "cases.terms_answered"


def test_a_run_with_nothing_to_do_leaves_no_line(cast):
    raised(cast)

    run(cast, FRIDAY)

    assert [event.act for event in latest_events(cast.home.code)] == ["cases.case_raised"]


def test_a_second_run_of_the_day_does_nothing(cast):
    case = raised(cast)

    again = [run(cast, MONDAY), run(cast, MONDAY)]

    assert [ran.events for ran in again] == [1, 0]
    assert late(case) == ["2026-11-23"]


def test_a_week_without_any_run_brings_one_event_and_no_storm(cast):
    cases = [raised(cast) for _ in range(5)]

    ran = run(cast, WEEK_LATER)

    assert ran.events == 5
    assert [late(case) for case in cases] == [["2026-11-30"]] * 5
    assert all((now(case).due_on or FRIDAY) > WEEK_LATER for case in cases)


def test_at_the_top_it_is_told_once_in_a_term(cast):
    case = raised(cast)
    days = [WEEK_LATER + timedelta(days=n) for n in range(40)]

    for day in days:
        run(cast, day)

    assert now(case).level == "county"
    assert len(late(case)) == 3  # to the township, to the county, and there once told
    assert now(case).late


def test_a_step_that_a_term_takes_ends_a_case(cast):
    by = cast.first_secretary
    case = took(took(raised(cast), by, "accept"), by, "settle", result="好了")

    run(cast, (case.due_on or FRIDAY) + timedelta(days=1))

    assert (now(case).ending, now(case).doers["close"]) == ("settled", "")


def test_what_was_settled_after_a_broken_term_is_not_in_time(cast):
    case = raised(cast)
    run(cast, MONDAY)
    by, when = cast.township_officer, at(MONDAY)
    case = took(took(now(case), by, "accept", when), by, "settle", when, result="好了")

    case = took(case, cast.first_secretary, "rate", when, rating="good")

    assert (case.ending, case.in_time) == ("settled", False)


def test_a_step_after_the_last_day_breaks_the_term_though_no_clock_ran(cast):
    case = raised(cast)

    case = took(case, cast.first_secretary, "accept", at(MONDAY))

    assert case.broke_term


def test_a_suspended_case_and_one_that_is_over_are_left_alone(cast):
    by = cast.first_secretary
    held = took(took(raised(cast), by, "accept"), by, "suspend", reason="等配件")
    over = settled(cast, raised(cast))

    assert run(cast, WEEK_LATER).events == 0
    assert late(held) == late(over) == []


def test_whoever_sits_at_no_level_is_passed_over(cast):
    cast.township_officer.is_active = False
    cast.township_officer.save()
    case = raised(cast)

    run(cast, MONDAY)

    assert now(case).level == "county"
    assert queries.events_of(case)[-1].body["skipped"] == ["township"]


def test_every_county_has_its_turn_and_says_what_was_done(cast):
    raised(cast)

    assert list(run_clocks_everywhere(by=BY, at=at(MONDAY))) == [Ran(cast.home.code, 1, 0)]
    assert list(run_clocks_everywhere(by=BY, at=at(MONDAY))) == []


def test_a_run_that_was_killed_is_gone_on_with(cast, monkeypatch):
    from zhucun.cases import services_clock

    monkeypatch.setattr(services_clock, "AT_ONCE", 2)
    cases = [raised(cast) for _ in range(5)]
    batches = iter([services_clock.answer_terms, _killed])
    whole = services_clock.answer_terms
    monkeypatch.setattr(services_clock, "answer_terms", lambda **given: next(batches)(**given))
    with pytest.raises(KeyboardInterrupt):
        run(cast, MONDAY)
    assert sum(len(late(case)) for case in cases) == 2
    monkeypatch.setattr(services_clock, "answer_terms", whole)

    assert run(cast, MONDAY).events == 3

    assert [late(case) for case in cases] == [["2026-11-23"]] * 5


def _killed(**_given):
    raise KeyboardInterrupt


def test_reminders_do_not_grow_with_terms(cast):
    """A remark on the day of a term's end takes nothing from the clock."""
    case = raised(cast)
    remind_about(by=cast.county_officer, county=cast.home.code, cases=[case], at=at(MONDAY))

    run(cast, MONDAY)

    assert late(case) == ["2026-11-23"]
    assert CaseEvent.objects.in_county(cast.home.code).filter(case=case).count() == 3
