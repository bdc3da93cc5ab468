from datetime import date

import pytest

from zhucun.engine.expression import Expression
from zhucun.engine.flow.case import Happened, Waits, after
from zhucun.engine.flow.clocks import is_over_term, lapse
from zhucun.engine.flow.definition import (
    DaysCounted,
    Ending,
    FieldTest,
    LateDo,
    Level,
    Route,
    StepKind,
    Term,
    TermUnit,
)
from zhucun.engine.flow.steps import resume
from zhucun.engine.flow.tests.build import (
    NOBODY,
    days,
    flow,
    lapsed,
    late,
    nov,
    opening,
    over,
    party,
    raised,
    secretary,
    state,
    stay,
    step,
    taken,
    when,
    without,
    workdays,
    world,
)


def with_term(term, **changes):
    return flow(state("handle", step("done", "over"), term=term), over(), **changes)


def due(term, **changes):
    """The due day of a case raised on Monday the 16th."""
    matter = with_term(
        term,
        opening=opening(may_add=("people", "first", "last")),
        counted=(DaysCounted("length", "first", "last", TermUnit.DAYS),),
    )
    answers = {"what": "路", **changes.pop("answers", {})}
    return raised(matter, answers=answers, world=world(**changes)).due_on


# --- by when


def test_workdays_and_days_are_counted_from_the_day_after():
    assert due(days(3)) == nov(19)
    assert due(workdays(3)) == nov(19)
    assert due(workdays(10)) == nov(30)  # a weekend, a holiday on a Friday, and a Saturday worked for it


def test_a_term_is_arithmetic_rounded_up_over_what_is_known():
    half = days(Expression.parse("people / 2"))
    length = days(Expression.parse("length + limit"))

    assert due(half, answers={"people": 5}) == nov(19)
    assert due(length, answers={"first": "2026-11-01", "last": "2026-11-03"}, values={"limit": 1}) == nov(20)
    assert due(days(Expression.parse("people - 9")), answers={"people": 5}) == nov(16)


@pytest.mark.parametrize(
    "answers",
    [{}, {"people": "五"}, {"people": True}, {"people": 0}, {"people": 100_000}],
)
def test_a_term_that_cannot_be_worked_out_is_none(answers):
    assert due(days(Expression.parse("people / min(people, 1)")), answers=answers) is None


def test_a_term_beyond_the_last_year_is_none():
    assert due(workdays(30, since="last"), answers={"last": "9999-12-30"}) is None


def test_a_stretch_has_one_day_at_least_and_one_that_ends_before_it_begins_is_no_number():
    counted = days(Expression.parse("length"))

    assert due(counted, answers={"first": "2026-11-05", "last": "2026-11-05"}) == nov(17)
    assert due(counted, answers={"first": "2026-11-05", "last": "2026-11-03"}) is None


def test_a_term_may_differ_by_level():
    matter = with_term(Term(TermUnit.DAYS, {Level.VILLAGE: 3, Level.COUNTY: 9}))
    other = with_term(Term(TermUnit.DAYS, {Level.VILLAGE: 3, None: 7}))

    assert raised(matter).due_on == nov(19)
    assert raised(matter, world=world(handled_at=without(Level.VILLAGE))).due_on is None
    assert raised(other, world=world(handled_at=without(Level.VILLAGE))).due_on == nov(23)


def test_a_term_may_run_from_the_first_day_or_from_a_date():
    matter = flow(
        state(
            "handle", step("on", "slow"), step("on_date", "dated", asks=("last",)), step("no_date", "dated")
        ),
        state("slow", step("done", "over"), term=days(10, since="raised")),
        state("dated", step("done", "over"), term=days(2, since="last")),
        over(),
    )
    case = raised(matter)

    assert taken(matter, case, "on", day=20).due_on == nov(26)
    assert taken(matter, case, "on_date", day=20, answers={"last": date(2026, 11, 3)}).due_on == nov(5)
    assert taken(matter, case, "no_date", day=20).due_on is None


# --- when it is over


REMINDING = flow(
    state("handle", step("again", "handle"), stay("told"), term=days(3), late=late(LateDo.REMIND)), over()
)


def test_the_due_day_still_counts_and_the_day_after_is_late():
    case = raised(REMINDING)

    assert lapse(REMINDING, case, world(19)) is None
    assert lapse(REMINDING, case, world(20)) is not None


def test_a_reminder_comes_once_in_a_stay():
    case = raised(REMINDING)

    event = lapsed(REMINDING, case, world(20))
    reminded = after(case, event)

    assert (event.what, event.by, event.entered) == (Happened.LATE, "", False)
    assert (reminded.late, reminded.due_on, reminded.waits) == (True, nov(19), case.waits)
    assert lapse(REMINDING, reminded, world(25)) is None
    assert lapse(REMINDING, taken(REMINDING, reminded, "told", day=25), world(26)) is None
    again = taken(REMINDING, reminded, "again", day=20)
    assert lapse(REMINDING, again, world(24)) is not None


def test_without_a_due_day_or_anything_said_nothing_happens():
    silent = with_term(days(3))
    unknown = flow(state("handle", term=days(3, since="last"), late=late(LateDo.REMIND)), over())

    assert lapse(silent, raised(silent), world(30)) is None
    assert is_over_term(raised(silent), world(30))
    assert lapse(unknown, raised(unknown), world(30)) is None


def test_a_case_that_is_over_or_stands_still_is_never_late():
    matter = flow(
        state(
            "handle",
            step("done", "over"),
            step("halt", kind=StepKind.SUSPEND),
            term=days(3),
            late=late(LateDo.REMIND),
        ),
        over(),
    )
    halted = taken(matter, raised(matter), "halt", day=18)

    assert lapse(matter, taken(matter, raised(matter), "done"), world(30)) is None
    assert lapse(matter, halted, world(30)) is None
    resumed = after(halted, resume(matter, halted, secretary, world(29)))
    assert lapse(matter, resumed, world(30)) is None
    assert lapse(matter, resumed, world(on=date(2026, 12, 1))) is not None


# --- sent up


CLIMBING = flow(
    state(
        "handle",
        step("done", "over"),
        term=workdays(3),
        late=late(LateDo.ESCALATE, at_top=LateDo.TAKE, step="done"),
    ),
    over(),
)


def test_a_late_case_goes_up_and_its_new_term_begins_on_the_day_of_the_run():
    case = raised(CLIMBING)

    event = lapsed(CLIMBING, case, world(24))
    up = after(case, event)

    assert (event.what, event.entered, event.state, event.level) == (
        Happened.LATE,
        True,
        "handle",
        Level.TOWNSHIP,
    )
    assert (up.entered_on, up.due_on, up.late, up.times_up) == (nov(24), nov(28), False, 1)
    assert lapse(CLIMBING, up, world(24)) is None


def test_an_outage_is_made_good_one_level_a_run():
    case, levels = raised(CLIMBING), []

    for day in (24, 25, 26, 29, 30):
        event = lapse(CLIMBING, case, world(day))
        case = after(case, event) if event else case
        levels.append(case.level)

    assert levels == [Level.TOWNSHIP] * 3 + [Level.COUNTY] * 2


def test_it_passes_over_levels_where_nobody_may_handle_it():
    event = lapsed(CLIMBING, raised(CLIMBING), world(24, handled_at=without(Level.TOWNSHIP)))

    assert (event.level, event.skipped) == (Level.COUNTY, (Level.TOWNSHIP,))


def test_at_the_top_what_is_said_for_the_top_is_done():
    reminding = flow(state("handle", term=days(3), late=late(LateDo.ESCALATE, at_top=LateDo.REMIND)), over())
    silent = flow(state("handle", term=days(3), late=late(LateDo.ESCALATE)), over(), levels={})
    nobody_above = world(24, handled_at=lambda _: False)

    done = lapsed(CLIMBING, raised(CLIMBING), nobody_above)
    told = lapsed(reminding, raised(reminding), nobody_above)
    also_told = lapsed(silent, raised(silent), world(24))

    assert (done.step, done.ending) == ("done", Ending.SETTLED)
    assert (told.step, told.entered, told.level) == ("", False, Level.VILLAGE)
    assert after(raised(silent), also_told).late


def test_it_may_be_sent_up_into_another_state():
    matter = flow(
        state("handle", term=days(3), late=late(LateDo.ESCALATE, state="watched")),
        state("watched", step("done", "over"), actor=party("raiser")),
        over(),
    )

    event = lapsed(matter, raised(matter), world(24))

    assert (event.state, event.level, event.waits) == ("watched", Level.TOWNSHIP, Waits(user="secretary"))


def test_a_stay_begun_by_the_clock_is_not_late_at_once():
    """A whole time from the first day that is used up would send it up every night."""
    whole = Term(TermUnit.DAYS, {Level.VILLAGE: 5, Level.TOWNSHIP: 6, Level.COUNTY: 60}, "raised")
    matter = flow(state("handle", term=whole, late=late(LateDo.ESCALATE)), over())
    case = raised(matter, day=2)

    township = after(case, lapsed(matter, case, world(24)))
    county = after(township, lapsed(matter, township, world(on=date(2026, 12, 1))))

    assert township.due_on == nov(30)
    assert county.due_on == date(2027, 1, 1)


# --- a step by itself


NOTICE = flow(
    state(
        "handle",
        step("done", (Route("good", when(FieldTest("result"))), Route("over"))),
        stay("object", by=party("raiser"), may_add=("result",)),
        actor=NOBODY,
        term=days(5),
        waits=True,
        late=late(LateDo.TAKE, step="done"),
    ),
    over(),
    over("good", Ending.WITHDRAWN),
)


def test_a_time_to_pass_is_over_when_its_last_day_has_gone_by_whole():
    case = raised(NOTICE)

    event = lapsed(NOTICE, case, world(22))

    assert lapse(NOTICE, case, world(21)) is None
    assert (event.step, event.state, event.ending, event.by) == ("done", "over", Ending.SETTLED, "")
    assert after(case, event).doers == {"done": ""}


def test_a_step_of_the_clock_goes_where_its_conditions_say():
    objected = taken(NOTICE, raised(NOTICE), "object", answers={"result": "有异议"})

    event = lapsed(NOTICE, objected, world(22))

    assert event.state == "good"


def test_a_step_that_the_clock_cannot_take_yet_is_tried_again():
    needing = flow(
        state("handle", step("done", "over"), stay("tell", asks=("result",)), term=days(3),
              late=late(LateDo.TAKE, step="done")),
        over(),
        closing_needs=("result",),
    )  # fmt: skip
    case = raised(needing)

    waiting = lapse(needing, case, world(22))
    told = taken(needing, case, "tell", day=23, answers={"result": "好"})

    assert waiting is None
    assert lapse(needing, told, world(23)) is not None


def test_a_step_that_stays_is_taken_once_by_the_clock():
    prolonging = flow(
        state(
            "handle", stay("longer", prolongs=days(5)), term=days(3), late=late(LateDo.TAKE, step="longer")
        ),
        over(),
    )
    case = raised(prolonging)

    longer = after(case, lapsed(prolonging, case, world(20)))

    assert (longer.due_on, longer.late, longer.since_entered) == (nov(24), True, frozenset({"longer"}))
    assert lapse(prolonging, longer, world(26)) is None


def test_a_due_day_already_past_is_answered_at_once_and_once():
    matter = flow(
        state("handle", step("done", "over"), term=days(2, since="last"), late=late(LateDo.REMIND)),
        over(),
        opening=opening(asks=("what", "last")),
    )
    case = raised(matter, answers={"what": "迟报", "last": "2026-10-01"})

    told = lapsed(matter, case, world(16))

    assert case.due_on == date(2026, 10, 3)
    assert lapse(matter, after(case, told), world(17)) is None
