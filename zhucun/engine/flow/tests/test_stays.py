from zhucun.engine.flow.acting import Who, Why
from zhucun.engine.flow.case import Happened, Waits, after
from zhucun.engine.flow.definition import (
    AGAINST,
    Compare,
    Ending,
    LateDo,
    StepKind,
)
from zhucun.engine.flow.steps import assign, note, resume
from zhucun.engine.flow.tests.build import (
    COUNTY,
    MATTER,
    check,
    days,
    flow,
    lapsed,
    late,
    nov,
    officer,
    opening,
    over,
    party,
    raised,
    refusal,
    refused,
    role,
    secretary,
    state,
    stay,
    step,
    stranger,
    taken,
    workdays,
    world,
)


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


def test_a_prolongation_after_a_reminder_has_an_end_of_its_own():
    reminding = flow(
        state("handle", stay("longer", prolongs=days(4)), term=days(3), late=late(LateDo.REMIND)), over()
    )
    reminded = after(raised(reminding), lapsed(reminding, raised(reminding), world(20)))

    in_time = taken(reminding, reminded, "longer", day=21)
    too_late = taken(reminding, reminded, "longer", day=24)

    assert (in_time.late, in_time.due_on) == (False, nov(23))
    assert lapsed(reminding, in_time, world(24)).what is Happened.LATE
    assert too_late.late


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


def test_what_is_remarked_meanwhile_and_who_is_named_lets_no_clock_run():
    given = flow(
        state("handle", step("halt", kind=StepKind.SUSPEND), actor=party("handler"), term=days(3)),
        over(),
        opening=opening(names={"handler": "me"}),
    )
    case = taken(given, raised(given), "halt", day=17)

    case = after(case, note(case, stranger, world(18)))
    case = after(case, assign(given, case, "handler", "li", officer, world(19)))

    assert (case.suspended_on, case.waits) == (nov(17), Waits(user="li"))
    assert resume(given, case, Who("li"), world(20)).due_on == nov(22)


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
