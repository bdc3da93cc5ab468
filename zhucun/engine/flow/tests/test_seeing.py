import pytest

from zhucun.engine.flow.acting import Who
from zhucun.engine.flow.definition import AGAINST, RAISER
from zhucun.engine.flow.seeing import seen_fields
from zhucun.engine.flow.tests.build import (
    COUNTY,
    TOWNSHIP,
    VILLAGE,
    flow,
    officer,
    opening,
    over,
    raised,
    secretary,
    state,
    step,
    taken,
)

READERS = {
    "result": frozenset({"actor"}),
    "people": frozenset({"officer", RAISER}),
    "person": frozenset({AGAINST}),
}
OPENING = opening(by=frozenset({"officer"}), asks=("what", "person"), names={AGAINST: "person"})
HANDLE = state("handle", step("done", "over"))
MATTER = flow(HANDLE, over(), opening=OPENING, seen_by=READERS)
CLOSED = flow(HANDLE, over(), opening=OPENING, seen_by=READERS, confidential=True)
EVERYBODYS = {"what", "first", "last", "unit"}


def the_case(of=MATTER):
    return raised(of, who=officer, role="officer", answers={"what": "态度", "person": "wang"})


@pytest.mark.parametrize(
    ("who", "more"),
    [
        (secretary, {"result"}),
        (officer, {"people"}),
        (Who("other", (("officer", TOWNSHIP),)), {"people"}),
        (Who("far", (("officer", "520381009"),)), set()),
        (Who("nowhere", (("officer", ""),)), set()),
        (Who("nobody"), set()),
    ],
)
def test_a_field_that_names_its_readers_is_seen_by_them_alone(who, more):
    assert seen_fields(MATTER, the_case(), who) == EVERYBODYS | more


@pytest.mark.parametrize("of", [MATTER, CLOSED])
def test_a_person_complained_about_sees_only_what_is_meant_for_them(of):
    wang = Who("wang", (("officer", TOWNSHIP), ("secretary", VILLAGE)))

    assert seen_fields(of, the_case(of), wang) == {"person"}


def test_a_confidential_case_is_open_to_its_people_and_to_whoever_acts():
    case = the_case(CLOSED)

    assert seen_fields(CLOSED, case, secretary) == EVERYBODYS | {"result"}
    assert seen_fields(CLOSED, case, officer) == EVERYBODYS | {"people"}
    assert seen_fields(CLOSED, case, Who("other", (("officer", TOWNSHIP), ("raiser", COUNTY)))) == set()


def test_once_it_is_over_nobody_acts_any_more():
    case = taken(MATTER, the_case(), "done")

    assert seen_fields(MATTER, case, secretary) == EVERYBODYS
