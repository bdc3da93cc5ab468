"""The machine and the slow plain model agree on where a case is, at which level and by when."""

import pytest
from hypothesis import given, settings

from zhucun.engine.flow.acting import Why
from zhucun.engine.flow.tests.draw import lives
from zhucun.engine.flow.tests.plain_flow import PlainCase, Refused
from zhucun.engine.flow.tests.play import ANSWERED, Tried, play

pytestmark = pytest.mark.slow
THE_CASE_ITSELF = {Why.NOT_YET, Why.NO_LEVEL, Why.CLOSING_NEEDS, Why.NOBODY_TO_NAME, Why.DAYS_REVERSED}


@settings(max_examples=200)
@given(lives)
def test_the_machine_and_the_plain_model_agree(life):
    played = play(life)
    flow = played.flow
    plain: PlainCase | None = None

    for one in played.tried:
        plain, did = told(plain, one, flow, played.place)

        assert did == (one.event is not None), one
        if plain is not None and one.after is not None:
            here = (one.after.state, one.after.level, one.after.due_on, one.after.ending)
            assert here == (plain.state, plain.level, plain.due, plain.ending), one


def told(plain, one: Tried, flow, place):
    """The plain case after a move, and whether anything happened in it."""
    if one.refused and one.refused.why not in THE_CASE_ITSELF:
        return plain, False
    try:
        match one.act:
            case "raise":
                answers = one.event.answers if one.event else {**ANSWERED, **one.move.answers}
                role = next(role for role, _ in one.who.grants if role in flow.opening.by)
                plain = PlainCase(flow, place, role, one.who.user, answers, one.world)
            case "take":
                plain.take(flow.state(plain.state).step(one.step), one.move.answers, one.who.user, one.world)
            case "clock":
                return plain, plain.clock(one.world)
            case "resume":
                plain.resume(one.world)
            case "assign":
                plain.people |= one.event.names if one.event else {}
                return plain, one.event is not None
    except Refused:
        return plain, False
    return plain, True
