from dataclasses import replace
from typing import Any

from zhucun.engine.flow.acting import Who, Why
from zhucun.engine.flow.case import Waits, after
from zhucun.engine.flow.definition import (
    AGAINST,
    Acting,
    Actor,
    ChildrenTest,
    Compare,
    DaysCounted,
    Ending,
    FieldTest,
    Level,
    TermUnit,
)
from zhucun.engine.flow.steps import take
from zhucun.engine.flow.tests.build import (
    BY_RAISER,
    COUNTY,
    MATTER,
    TOWNSHIP,
    check,
    county_officer,
    flow,
    officer,
    officer_b,
    opening,
    over,
    party,
    raised,
    refused,
    role,
    secretary,
    state,
    stay,
    step,
    stranger,
    taken,
    when,
    without,
    world,
)

# --- who


def test_only_whoever_the_state_waits_for_takes_its_steps():
    case = raised(MATTER)

    answers = [refused(MATTER, case, "up", who).why for who in (officer, county_officer, stranger)]

    assert answers == [Why.NOT_YOURS] * 3
    assert taken(MATTER, case, "up").waits == Waits(role="officer", place=TOWNSHIP)


def test_a_steps_own_actor_goes_before_that_of_the_state():
    case = taken(MATTER, raised(MATTER), "up")

    gone = taken(MATTER, case, "withdraw", secretary)

    assert refused(MATTER, case, "withdraw", officer).why is Why.NOT_YOURS
    assert gone.ending is Ending.WITHDRAWN


def test_a_unit_is_whoever_a_field_names():
    by_unit = flow(
        state("handle", step("done", "over"), actor=Actor(Acting.UNIT, "unit")),
        over(),
        opening=opening(may_add=("unit",)),
    )
    case = raised(by_unit, answers={"what": "路", "unit": "roads"})
    contact = Who("contact", (), frozenset({"roads"}))

    assert case.waits == Waits(unit="roads")
    assert raised(by_unit).waits == Waits()
    assert refused(by_unit, raised(by_unit), "done", contact).why is Why.NOT_YOURS
    assert taken(by_unit, case, "done", contact).ending is Ending.SETTLED


def test_a_role_acts_where_the_case_lies_at_the_width_the_role_is_held():
    by_leader = flow(state("handle", step("done", "over"), actor=role("leader")), over())
    by_officer = flow(state("handle", step("done", "over"), actor=role("officer")), over())

    assert raised(by_leader).waits == Waits(role="leader", place=COUNTY)
    assert raised(by_officer).waits == Waits(role="officer", place=TOWNSHIP)
    assert raised(by_officer, place=COUNTY).waits == Waits(role="officer", place=COUNTY)


def test_a_step_of_another_state_or_of_none_is_refused():
    case = raised(MATTER)

    assert refused(MATTER, case, "again").why is Why.NOT_IN_THIS_STATE
    assert refused(MATTER, case, "nothing").about == ("nothing",)


def test_four_eyes_bar_who_took_the_other_step_or_is_the_other_person():
    two = flow(
        state("draft", step("propose", "check", asks=("person",), names={"helper": "person"}), actor=role("officer")),
        state("check", step("approve", "over", not_by=frozenset({"propose", "raiser", "helper"})), actor=role("officer")),
        over(),
    )  # fmt: skip
    case = raised(two, who=officer, role="officer")

    proposed = taken(two, case, "propose", officer_b, answers={"person": "officer_c"})

    assert refused(two, proposed, "approve", officer_b).about == ("propose",)
    assert refused(two, proposed, "approve", officer).about == ("raiser",)
    assert refused(two, proposed, "approve", Who("officer_c", officer.grants)).about == ("helper",)
    assert taken(two, proposed, "approve", Who("officer_d", officer.grants)).ending is Ending.SETTLED


def test_a_person_complained_about_takes_no_step_by_a_role():
    complaint = flow(
        state("handle", step("done", "over"), step("heard", "over", by=party(AGAINST))),
        over(),
        opening=opening(asks=("what", "person"), names={AGAINST: "person"}),
    )
    case = raised(complaint, place=TOWNSHIP, answers={"what": "态度", "person": "officer"})

    assert refused(complaint, case, "done", officer).why is Why.NOT_YOURS
    assert taken(complaint, case, "done", officer_b).ending is Ending.SETTLED
    assert taken(complaint, case, "heard", officer).ending is Ending.SETTLED


def test_whoever_has_a_part_in_a_case_is_not_complained_about_in_it():
    """It is given to somebody else first; a case is never left with the one it is against."""
    matter = flow(
        state(
            "handle",
            stay("against", by=BY_RAISER, asks=("person",), names={AGAINST: "person"}),
            actor=party("handler"),
        ),
        over(),
        opening=opening(by=frozenset({"officer"}), may_add=("person",), names={"handler": "person"}),
    )
    case = raised(matter, who=officer, role="officer", answers={"what": "路", "person": "li"})

    about_li = refused(matter, case, "against", officer, {"person": "li"})

    assert (about_li.why, about_li.about) == (Why.NOBODY_TO_NAME, ("handler",))
    assert taken(matter, case, "against", officer, answers={"person": "wang"}).parties[AGAINST] == "wang"


# --- what is asked


def test_answers_are_those_the_step_asks():
    case = raised(MATTER)

    assert refused(MATTER, case, "done").about == ("result",)
    assert refused(MATTER, case, "done", answers={"result": "好", "what": "改"}).why is Why.NOT_ASKED
    assert taken(MATTER, case, "done", answers={"result": "好", "people": 3}).values["people"] == 3


def test_a_later_answer_replaces_an_earlier_one_and_an_empty_one_takes_nothing_away():
    noting = flow(state("handle", stay("told", may_add=("what", "result"))), over())
    case = raised(noting)

    case = taken(noting, case, "told", answers={"result": "一"})
    case = taken(noting, case, "told", answers={"result": "二", "what": None})

    assert case.values == {"what": "路灯", "result": "二"}


def test_a_condition_on_a_step_refuses_with_the_packs_sentence():
    enough = when(
        FieldTest("result"),
        check("people * 3", Compare.AT_LEAST, "members * 2"),
        ChildrenTest(),
        otherwise="不足三分之二",
    )
    voting = flow(
        state("handle", step("done", "over", asks=("people",), may_add=("result",), when=enough)), over()
    )
    known: dict[str, Any] = {"values": {"members": 10}}
    case = raised(voting)

    short = refused(voting, case, "done", answers={"people": 6, "result": "同意"}, **known)
    unknown = refused(voting, case, "done", answers={"people": 7, "result": "同意"})
    empty = refused(voting, case, "done", answers={"people": 7}, **known)
    waiting = refused(voting, case, "done", answers={"people": 7, "result": "同意"}, children_open=1, **known)
    done = taken(voting, case, "done", answers={"people": 7, "result": "同意"}, **known)

    assert [short.says, short.about] == ["不足三分之二", ("people",)]
    assert {one.why for one in (short, unknown, empty, waiting)} == {Why.NOT_YET}
    assert done.ending is Ending.SETTLED


def test_nothing_is_settled_without_what_closing_needs():
    closing = flow(
        state("handle", step("done", "over", may_add=("result",)), step("refuse", "no")),
        over(),
        over("no", Ending.REFUSED),
        closing_needs=("what", "result"),
    )
    case = raised(closing)

    assert refused(closing, case, "done").about == ("result",)
    assert taken(closing, case, "done", answers={"result": "好"}).ending is Ending.SETTLED
    assert taken(closing, case, "refuse").ending is Ending.REFUSED


# --- levels


def test_up_and_down_go_one_level_and_the_top_has_nothing_above():
    case = raised(MATTER)

    township = taken(MATTER, case, "up")
    county = taken(MATTER, township, "up", officer)

    assert (township.level, county.level, county.times_up) == (Level.TOWNSHIP, Level.COUNTY, 2)
    assert refused(MATTER, county, "up", county_officer).why is Why.NO_LEVEL
    assert taken(MATTER, county, "down", county_officer).level is Level.TOWNSHIP
    assert refused(MATTER, case, "down").why is Why.NO_LEVEL


def test_levels_passed_over_are_told():
    event = take(MATTER, raised(MATTER), "up", {}, secretary, world(handled_at=without(Level.TOWNSHIP)))
    down = take(
        MATTER, after(raised(MATTER), event), "down", {}, county_officer,
        world(handled_at=without(Level.TOWNSHIP)),
    )  # fmt: skip

    assert (event.level, event.skipped) == (Level.COUNTY, (Level.TOWNSHIP,))
    assert (down.level, down.skipped) == (Level.VILLAGE, (Level.TOWNSHIP,))


def test_a_named_level_that_is_empty_or_not_there_is_passed_over_upwards():
    county = taken(MATTER, raised(MATTER), "to_county")
    back = world(handled_at=without(Level.VILLAGE))

    event = take(MATTER, county, "to_village", {}, county_officer, back)
    in_a_township = raised(MATTER, place=TOWNSHIP)

    assert (event.level, event.skipped) == (Level.TOWNSHIP, (Level.VILLAGE,))
    assert taken(MATTER, in_a_township, "to_village", officer).level is Level.TOWNSHIP
    assert (
        refused(MATTER, county, "to_village", county_officer, handled_at=lambda _: False).why is Why.NO_LEVEL
    )


def test_a_step_that_turns_days_round_is_refused_and_one_that_leaves_them_alone_is_not():
    steps = (step("longer", "handle", asks=("last",)), step("done", "over", asks=("result",)))
    stretch = DaysCounted("length", "first", "last", TermUnit.DAYS, in_order=True)
    asking = flow(state("handle", *steps), over(), opening=opening(asks=("first",)), counted=(stretch,))
    case = raised(asking, answers={"first": "2026-11-06"})

    turned = refused(asking, case, "longer", answers={"last": "2026-11-05"})
    backwards = replace(case, values={**case.values, "last": "2026-11-05"})  # as an older flow let it be

    assert (turned.why, turned.about) == (Why.DAYS_REVERSED, ("last", "first"))
    assert taken(asking, case, "longer", answers={"last": "2026-11-06"}).values["last"] == "2026-11-06"
    assert not taken(asking, backwards, "done", answers={"result": "好"}).is_open
