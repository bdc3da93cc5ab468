import pytest

from zhucun.engine.flow.case import after
from zhucun.engine.flow.definition import Child, Effect, LateDo
from zhucun.engine.flow.follows import Opened, child_of, effects_of
from zhucun.engine.flow.steps import note, take
from zhucun.engine.flow.tests.build import (
    days,
    flow,
    lapsed,
    late,
    over,
    raised,
    raised_event,
    secretary,
    state,
    step,
    world,
)

EXCUSE = Effect("attendance.excuse", {"last": "last", "why": "result"}, {"kind": "leave"})
MATTER = flow(
    state(
        "handle",
        step(
            "done",
            "over",
            asks=("last",),
            may_add=("result",),
            effects=(EXCUSE, Effect("desk.tell")),
            opens=Child("return", {"until": "last", "why": "result"}),
        ),
        step("plain", "over"),
        term=days(3),
        late=late(LateDo.TAKE, step="done"),
    ),
    over(),
)


def test_effects_get_their_arguments_from_the_fields_that_are_filled():
    case = raised(MATTER)

    event = take(MATTER, case, "done", {"last": "2026-11-20"}, secretary, world())

    assert effects_of(MATTER, event, case) == (
        (EXCUSE, {"kind": "leave", "last": "2026-11-20"}),
        (Effect("desk.tell"), {}),
    )
    assert child_of(MATTER, event, case) == Opened("return", {"until": "2026-11-20"})


def test_a_step_of_the_clock_has_its_effects_too():
    case = raised(MATTER)

    event = lapsed(MATTER, case, world(20))

    assert [args for _, args in effects_of(MATTER, event, case)] == [{"kind": "leave"}, {}]
    assert child_of(MATTER, event, case) == Opened("return", {})


def test_other_events_bring_nothing_about():
    case = raised(MATTER)
    plain = take(MATTER, case, "plain", {}, secretary, world())
    remark = note(case, secretary, world())

    for event, before in ((raised_event(MATTER), None), (plain, case), (remark, case)):
        assert effects_of(MATTER, event, before) == ()
        assert child_of(MATTER, event, before) is None


def test_an_event_is_read_with_the_case_before_it_and_with_no_other():
    case = raised(MATTER)
    event = take(MATTER, case, "plain", {}, secretary, world())

    with pytest.raises(ValueError, match="before"):
        effects_of(MATTER, event, after(case, event))
