"""What people do with cases: it happens, it is refused in words, the outsider gets nowhere, the trail has a line."""

from datetime import datetime

from zhucun.cases import queries
from zhucun.cases.services import raise_case, take_step
from zhucun.kernel.clock import SHANGHAI

AT = datetime(2026, 11, 18, 10, tzinfo=SHANGHAI)


def raised(cast, by=None, role="first_secretary", **given):
    return raise_case(
        by=by or cast.first_secretary,
        county=cast.home.code,
        flow="matter",
        role=role,
        fields={"topic": "村口路灯不亮", "came_by": "visit", **given},
        at=AT,
        place_code=cast.villages[0].code,
    )


def test_a_matter_goes_from_first_word_to_rating(cast, frozen_today):
    secretary = cast.first_secretary
    case = raised(cast)

    case = take_step(
        by=secretary, case=case, seq=case.seq, step="settle", fields={"result": "换了灯泡"}, at=AT
    )
    case = take_step(
        by=secretary, case=case, seq=case.seq, step="reply_given", fields={"reply": "当面说了"}, at=AT
    )
    case = take_step(
        by=secretary, case=case, seq=case.seq, step="rate", fields={"rating": "satisfied"}, at=AT
    )

    assert (case.ending, case.rating, case.in_time) == ("settled", "satisfied", True)
    assert [event.step for event in queries.events_of(case)] == ["", "settle", "reply_given", "rate"]
    case.refresh_from_db()
    assert (case.seq, case.state) == (4, "settled")
