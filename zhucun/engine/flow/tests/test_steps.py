from typing import Any

from zhucun.engine.flow.acting import Who, Why
from zhucun.engine.flow.case import Happened, Waits, after
from zhucun.engine.flow.definition import (
    AGAINST,
    Acting,
    Actor,
    ChildrenTest,
    Compare,
    Ending,
    FieldTest,
    Level,
    StepKind,
)
from zhucun.engine.flow.steps import assign, note, resume, take
from zhucun.engine.flow.tests.build import (
    BY_RAISER,
    COUNTY,
    TOWNSHIP,
    check,
    county_officer,
    days,
    flow,
    nov,
    officer,
    officer_b,
    opening,
    over,
    party,
    raised,
    refusal,
    role,
    secretary,
    state,
    stay,
    step,
    stranger,
    taken,
    when,
    without,
    workdays,
    world,
)


def refused(flow, case, id, who=secretary, answers=None, merge_into="", **changes):
    return refusal(lambda: take(flow, case, id, answers or {}, who, world(**changes), merge_into=merge_into))


MATTER = flow(
    state(
        "handle",
        step("done", "over", asks=("result",), may_add=("people",)),
        step("up", "handle", level="up"),
        step("down", "handle", level="down"),
        step("to_county", "handle", level="county"),
        step("to_village", "handle", level="village"),
        stay("told"),
        step("withdraw", "gone", by=BY_RAISER),
        term=workdays(3),
    ),
    over("over", Ending.SETTLED, steps=(step("again", "handle", reopens=True), step("look", "handle"))),
    over("gone", Ending.WITHDRAWN),
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


# --- stays


def test_entering_the_same_state_again_begins_a_new_stay():
    case = taken(MATTER, raised(MATTER), "told", day=17)
    assert (case.entered_on, case.due_on, case.since_entered) == (nov(16), nov(19), frozenset({"told"}))

    case = taken(MATTER, case, "up", day=18)

    assert (case.state, case.entered_on, case.due_on) == ("handle", nov(18), nov(23))
    assert case.since_entered == frozenset()


def test_a_step_once_is_taken_once_in_a_stay():
    once = flow(state("handle", stay("told", once=True), step("again", "handle")), over())
    case = taken(once, raised(once), "told")

    assert refused(once, case, "told").why is Why.ONCE
    assert taken(once, taken(once, case, "again"), "told").since_entered == {"told"}


def test_a_prolongation_is_added_to_the_due_day():
    longer = flow(
        state(
            "handle",
            stay("longer", prolongs=workdays(2)),
            stay("by_days", prolongs=days(2)),
            stay("unknown", prolongs=days(check("limit", Compare.EQUALS, "1").left)),
            term=workdays(3),
        ),
        over(),
    )
    case = raised(longer)

    assert taken(longer, case, "longer", day=18).due_on == nov(23)
    assert taken(longer, case, "by_days", day=18).due_on == nov(21)
    assert taken(longer, case, "unknown", values={"limit": 9}).due_on == nov(28)
    assert refused(longer, case, "unknown").why is Why.NOT_YET


# --- suspension


SUSPENDING = flow(
    state(
        "handle",
        step("halt", kind=StepKind.SUSPEND, asks=("result",), by=role("leader")),
        step("done", "over"),
        term=workdays(3),
    ),
    state("slow", step("halt", kind=StepKind.SUSPEND), term=days(3)),
    over(),
)
leader = Who("leader", (("leader", COUNTY),))


def test_a_suspended_case_keeps_its_place_and_takes_no_step():
    case = taken(SUSPENDING, raised(SUSPENDING), "halt", leader, 17, {"result": "等报告"})

    assert (case.state, case.suspended_on, case.due_on, case.entered_on) == (
        "handle",
        nov(17),
        nov(19),
        nov(16),
    )
    assert refused(SUSPENDING, case, "done").why is Why.SUSPENDED


def test_resuming_moves_the_due_day_on_by_the_workdays_that_passed():
    case = taken(SUSPENDING, raised(SUSPENDING), "halt", leader, 17, {"result": "等报告"})

    # Five workdays, the 18th to the 24th: two were left, so it is due on the 26th.
    event = resume(SUSPENDING, case, secretary, world(24))

    assert (event.what, event.due_on, event.suspended) == (Happened.RESUMED, nov(26), False)
    assert after(case, event).suspended_on is None
    assert resume(SUSPENDING, case, leader, world(17)).due_on == nov(19)


def test_a_term_of_days_is_moved_on_by_days():
    slow = flow(state("handle", step("halt", kind=StepKind.SUSPEND), term=days(3)), over())
    case = taken(slow, raised(slow), "halt", day=17)

    assert resume(slow, case, secretary, world(24)).due_on == nov(26)


def test_only_whoever_acts_or_suspended_resumes_and_only_what_stands_still():
    case = taken(SUSPENDING, raised(SUSPENDING), "halt", leader, 17, {"result": "等报告"})

    assert refusal(lambda: resume(SUSPENDING, case, officer, world(18))).why is Why.NOT_YOURS
    assert (
        refusal(lambda: resume(SUSPENDING, raised(SUSPENDING), secretary, world())).why is Why.NOT_SUSPENDED
    )


# --- ends


def test_a_case_that_is_over_waits_for_nobody_and_only_reopens():
    case = taken(MATTER, raised(MATTER), "done", day=17, answers={"result": "好"})
    assert (case.ending, case.ended_on, case.due_on, case.waits) == (Ending.SETTLED, nov(17), None, Waits())

    again = taken(MATTER, case, "again", day=20)

    assert {refused(MATTER, case, id).why for id in ("done", "look", "nothing")} == {Why.OVER}
    assert refused(MATTER, case, "again", officer).why is Why.NOT_YOURS
    assert (again.ending, again.ended_on, again.times_reopened) == (None, None, 1)
    assert (again.due_on, again.waits.role) == (nov(25), "secretary")


MERGING = flow(
    state("handle", step("same", "joined", kind=StepKind.MERGE), step("here", kind=StepKind.MERGE)),
    over("joined", Ending.MERGED, steps=(step("apart", "handle", reopens=True),)),
)


def test_merging_ends_a_case_in_favour_of_another():
    case = raised(MERGING)

    joined = taken(MERGING, case, "same", merge_into="other")
    here = taken(MERGING, case, "here", merge_into="other")

    assert (joined.state, joined.ending, joined.merged_into) == ("joined", Ending.MERGED, "other")
    assert (here.state, here.ending, here.ended_on, here.waits) == ("handle", Ending.MERGED, nov(16), Waits())
    assert refused(MERGING, here, "same", merge_into="other").why is Why.OVER
    assert taken(MERGING, joined, "apart").merged_into == ""


def test_merging_must_say_into_which_and_nothing_else_may():
    assert refused(MERGING, raised(MERGING), "same").about == ("merge_into",)
    assert refused(MATTER, raised(MATTER), "up", merge_into="other").why is Why.NOT_ASKED


# --- people


PEOPLE = flow(
    state(
        "handle",
        step("take_on", "work", names={"handler": "me"}),
        step("give", "work", asks=("person",), names={"handler": "person", "asked_by": "raiser"}),
    ),
    state(
        "work",
        step("back", "handle", names={"handler": "nobody"}),
        step("swap", "work", names={"handler": "asked_by", "asked_by": "handler"}),
        actor=party("handler"),
        term=workdays(3),
    ),
    over(),
    opening=opening(by=frozenset({"officer"})),
)


def test_steps_name_whoever_takes_them_a_field_or_another_person():
    case = raised(PEOPLE, who=officer, role="officer")

    mine = taken(PEOPLE, case, "take_on", secretary)
    given = taken(PEOPLE, case, "give", secretary, answers={"person": "li"})

    assert mine.waits == Waits(user="secretary")
    assert given.parties == {"raiser": "officer", "handler": "li", "asked_by": "officer"}


def test_people_are_looked_up_before_any_of_them_changes():
    given = taken(PEOPLE, raised(PEOPLE, who=officer, role="officer"), "give", answers={"person": "li"})

    swapped = taken(PEOPLE, given, "swap", Who("li"))

    assert (swapped.parties["handler"], swapped.parties["asked_by"]) == ("officer", "li")


def test_nobody_takes_a_person_away_and_a_name_that_is_empty_is_refused():
    mine = taken(PEOPLE, raised(PEOPLE, who=officer, role="officer"), "take_on", secretary)

    assert "handler" not in taken(PEOPLE, mine, "back").parties
    assert refused(PEOPLE, mine, "swap").why is Why.NOBODY_TO_NAME


def test_somebody_is_assigned_while_the_clock_goes_on():
    mine = taken(PEOPLE, raised(PEOPLE, who=officer, role="officer"), "take_on", secretary)

    event = assign(PEOPLE, mine, "handler", "li", officer, world(18))
    case = after(mine, event)

    assert (event.what, event.names, event.by) == (Happened.ASSIGNED, {"handler": "li"}, "officer")
    assert (case.waits, case.due_on, case.entered_on) == (Waits(user="li"), nov(19), nov(16))


def test_only_a_name_of_the_flow_is_assigned_and_never_who_raised_it():
    case = raised(PEOPLE, who=officer, role="officer")

    def assigned(party, user="li"):
        return refusal(lambda: assign(PEOPLE, case, party, user, officer, world())).why

    assert [assigned("stranger"), assigned("raiser"), assigned(AGAINST)] == [Why.NOT_ASKED] * 3
    assert assigned("handler", "") is Why.NOBODY_TO_NAME


def test_a_remark_moves_nothing():
    case = raised(MATTER)

    noted = after(case, note(case, stranger, world(20)))

    assert (noted.seq, noted.state, noted.due_on, noted.doers) == (2, "handle", nov(19), {})


def test_nothing_is_assigned_resumed_or_remarked_once_it_is_over():
    case = taken(MATTER, raised(MATTER), "done", answers={"result": "好"})
    acts = [
        lambda: assign(MATTER, case, "handler", "li", officer, world()),
        lambda: resume(MATTER, case, secretary, world()),
        lambda: note(case, secretary, world()),
    ]

    assert {refusal(act).why for act in acts} == {Why.OVER}
