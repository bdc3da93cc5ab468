from zhucun.engine.flow.acting import Why
from zhucun.engine.flow.definition import (
    ChildrenTest,
    Compare,
    Ending,
    FieldTest,
    Level,
    Route,
    StepKind,
)
from zhucun.engine.flow.offers import offered
from zhucun.engine.flow.tests.build import (
    BY_RAISER,
    check,
    flow,
    officer,
    over,
    raised,
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

ENOUGH = check("people", Compare.AT_LEAST, "10")
MATTER = flow(
    state(
        "handle",
        step("done", "over", asks=("result",)),
        step("bare", "over"),
        step("up", "handle", level="up", when=when(ChildrenTest(), otherwise="子项未办结")),
        step("vote", "over", asks=("people", "result"), when=when(ENOUGH)),
        step("large", "handle", when=when(ENOUGH, otherwise="不足十人")),
        step("routed", (Route("over", when(FieldTest("people"))), Route("handle")), may_add=("people",)),
        step("narrow", (Route("over", when(ENOUGH)),)),
        step("give", "handle", names={"helper": "person"}),
        step("ask", "handle", asks=("person",), names={"helper": "person"}),
        stay("once", once=True),
        step("own", "handle", not_by=frozenset({"raiser"})),
        step("halt", kind=StepKind.SUSPEND),
        step("withdraw", "gone", by=BY_RAISER),
    ),
    over(steps=(step("again", "handle", reopens=True), step("never", "handle"))),
    over("gone", Ending.WITHDRAWN),
    closing_needs=("result",),
)


def refusals(case, who=secretary, **changes):
    """What is offered: by step, nothing or the reason why it cannot be taken."""
    offers = offered(MATTER, case, who, world(**changes))
    assert all(offer.can == (offer.why is None) for offer in offers)
    return {offer.step.id: offer.why and offer.why.why for offer in offers}


def test_what_only_the_answers_will_decide_is_not_held_against_anybody():
    assert refusals(raised(MATTER)) == {
        "done": None,
        "bare": Why.CLOSING_NEEDS,
        "up": None,
        "vote": None,
        "large": Why.NOT_YET,
        "routed": None,
        "narrow": Why.NOT_YET,
        "give": Why.NOBODY_TO_NAME,
        "ask": None,
        "once": None,
        "own": Why.FOUR_EYES,
        "halt": None,
        "withdraw": None,
    }


def test_a_step_that_cannot_be_taken_yet_says_why_in_the_packs_words():
    offers = {
        offer.step.id: offer for offer in offered(MATTER, raised(MATTER), secretary, world(children_open=1))
    }

    assert offers["up"].why is not None and offers["up"].why.says == "子项未办结"
    assert offers["large"].why is not None and offers["large"].why.says == "不足十人"


def test_a_step_up_is_not_offered_where_no_level_is_left():
    nobody = without(Level.TOWNSHIP, Level.COUNTY)

    assert refusals(raised(MATTER), handled_at=nobody)["up"] is Why.NO_LEVEL


def test_a_step_taken_once_and_a_case_that_stands_still_say_so():
    case = taken(MATTER, raised(MATTER), "once")

    assert refusals(case)["once"] is Why.ONCE
    assert set(refusals(taken(MATTER, case, "halt")).values()) == {Why.SUSPENDED}


def test_others_are_offered_their_own_steps_only():
    up = taken(MATTER, raised(MATTER), "up")

    assert refusals(raised(MATTER), stranger) == {}
    assert refusals(up, secretary) == {"withdraw": None}
    assert refusals(up, officer)["own"] is None


def test_after_its_end_only_what_reopens_is_offered():
    case = taken(MATTER, raised(MATTER), "done", answers={"result": "好"})

    assert refusals(case) == {"again": None}
    assert refusals(case, officer) == {}
