from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zhucun.engine.flow.acting import Who, Why
from zhucun.engine.flow.case import Happened, Waits
from zhucun.engine.flow.definition import (
    AGAINST,
    Compare,
    DaysCounted,
    Ending,
    FieldTest,
    Level,
    LevelTest,
    RoleTest,
    Route,
    TermUnit,
)
from zhucun.engine.flow.tests.build import (
    COUNTY,
    TOWNSHIP,
    VILLAGE,
    check,
    county_officer,
    flow,
    nov,
    officer,
    opening,
    over,
    party,
    raised,
    raised_event,
    refusal,
    secretary,
    state,
    step,
    stranger,
    when,
    without,
    workdays,
    world,
)

HANDLE = state("handle", step("done", "over"), term=workdays(3))
MATTER = flow(HANDLE, over(), opening=opening(by=frozenset({"secretary", "officer"})))


def test_the_first_event_says_what_is_so_from_then_on():
    event = raised_event(MATTER)

    assert (event.seq, event.what, event.entered) == (1, Happened.RAISED, True)
    assert (event.flow, event.place, event.role) == ("matter", VILLAGE, "secretary")
    assert (event.state, event.level, event.due_on) == ("handle", Level.VILLAGE, nov(19))
    assert event.waits == Waits(role="secretary", place=VILLAGE)
    assert event.names == {"raiser": "secretary"}


@pytest.mark.parametrize(
    ("place", "level", "role"),
    [
        (VILLAGE, Level.VILLAGE, "secretary"),
        (TOWNSHIP, Level.TOWNSHIP, "officer"),
        (COUNTY, Level.COUNTY, "county_officer"),
    ],
)
def test_a_case_begins_at_the_lowest_level_its_place_has(place, level, role):
    case = raised(MATTER, place=place)

    assert case.level is level
    assert case.waits == Waits(role=role, place=place)


def test_a_level_where_nobody_may_handle_it_is_passed_over():
    event = raised_event(MATTER, world=world(handled_at=without(Level.VILLAGE)))

    assert (event.level, event.skipped) == (Level.TOWNSHIP, (Level.VILLAGE,))
    assert event.waits == Waits(role="officer", place=TOWNSHIP)


def test_with_no_level_left_nothing_is_raised():
    refused = refusal(lambda: raised_event(MATTER, world=world(handled_at=lambda _: False)))

    assert (refused.why, refused.about) == (Why.NO_LEVEL, (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY))


def test_a_kind_of_case_without_levels_has_none():
    plain = flow(state("handle", step("done", "over"), actor=party("raiser")), over(), levels={})

    case = raised(plain)

    assert (case.level, case.waits) == (None, Waits(user="secretary"))


@pytest.mark.parametrize(
    ("who", "role"),
    [
        (county_officer, "county_officer"),
        (secretary, "officer"),
        (stranger, "secretary"),
        (stranger, "officer"),
    ],
)
def test_it_is_raised_in_a_role_that_may_and_that_is_held_on_the_line_of_the_place(who, role):
    refused = refusal(lambda: raised_event(MATTER, who=who, role=role))

    assert (refused.why, refused.about) == (Why.MAY_NOT_RAISE, (role,))


def test_a_township_raises_for_a_village_and_a_village_to_its_county():
    for_a_village = raised(MATTER, who=officer, role="officer")
    to_the_county = raised(MATTER, place=COUNTY)

    assert (for_a_village.raised_as, for_a_village.level) == ("officer", Level.VILLAGE)
    assert (to_the_county.raised_by, to_the_county.level) == ("secretary", Level.COUNTY)


def test_what_must_be_answered_is_named_and_what_is_not_asked_is_refused():
    asking = flow(HANDLE, over(), opening=opening(asks=("what", "people"), may_add=("result",)))

    missing = refusal(lambda: raised_event(asking, answers={"what": "", "people": None}))
    unasked = refusal(lambda: raised_event(asking, answers={"what": "路", "people": 2, "unit": "u"}))

    assert (missing.why, missing.about) == (Why.ANSWER_MISSING, ("what", "people"))
    assert (unasked.why, unasked.about) == (Why.NOT_ASKED, ("unit",))


BACKWARDS = {"first": "2026-11-06", "last": "2026-11-05"}


@pytest.mark.parametrize("in_order", [True, False])
def test_days_that_end_before_they_begin_are_refused_where_the_flow_says_so(in_order):
    stretch = DaysCounted("length", "first", "last", TermUnit.DAYS, in_order)
    asking = flow(HANDLE, over(), opening=opening(asks=("first", "last")), counted=(stretch,))

    if in_order:
        refused = refusal(lambda: raised_event(asking, answers=BACKWARDS))
        assert (refused.why, refused.about) == (Why.DAYS_REVERSED, ("last", "first"))
    else:
        assert raised(asking, answers=BACKWARDS).values == BACKWARDS
    assert raised(asking, answers={**BACKWARDS, "last": "2026-11-06"}).values["last"] == "2026-11-06"


def test_answers_are_kept_as_plain_json_without_what_was_left_empty():
    asking = flow(HANDLE, over(), opening=opening(asks=("what", "people", "first"), may_add=("result",)))

    case = raised(asking, answers={"what": "路", "people": 0, "first": date(2026, 11, 3), "result": ""})

    assert case.values == {"what": "路", "people": 0, "first": "2026-11-03"}


ROUTES = (
    Route("large", when(check("people", Compare.AT_LEAST, "limit"))),
    Route("named", when(FieldTest("what", frozenset({"水", "电"})), LevelTest(frozenset({Level.VILLAGE})))),
    Route("by_officer", when(RoleTest(frozenset({"officer"})))),
    Route("handle"),
)
ROUTED = flow(
    HANDLE,
    *(state(id, step("done", "over")) for id in ("large", "named", "by_officer")),
    over(),
    opening=opening(by=frozenset({"secretary", "officer"}), to=ROUTES, may_add=("people",)),
)


@pytest.mark.parametrize(
    ("answers", "who", "goes"),
    [
        ({"what": "路", "people": 10}, secretary, "large"),
        ({"what": "路", "people": 9}, secretary, "handle"),
        ({"what": "路"}, secretary, "handle"),
        ({"what": "水"}, secretary, "named"),
        ({"what": "水", "people": 10}, secretary, "large"),
        ({"what": "路"}, officer, "by_officer"),
    ],
)
def test_the_first_route_that_fits_is_taken_and_an_unknown_number_fits_nothing(answers, who, goes):
    case = raised(ROUTED, answers=answers, who=who, role=who.grants[0][0], world=world(values={"limit": 10}))

    assert case.state == goes


def test_when_no_route_fits_it_is_not_raised():
    narrow = flow(HANDLE, over(), opening=opening(to=ROUTES[:1], may_add=("people",)))

    assert refusal(lambda: raised_event(narrow)).why is Why.NOT_YET


NAMING = flow(
    state("handle", step("done", "over"), actor=party("first_asked")),
    over(),
    opening=opening(names={"first_asked": "me", "helper": "person", "owner": "posted"}, may_add=("person",)),
)


def test_people_are_named_by_the_opening():
    case = raised(
        NAMING, answers={"what": "路", "person": "li"}, subject_named={"posted": "wang", "other": "zhao"}
    )

    named = {
        "raiser": "secretary",
        "first_asked": "secretary",
        "helper": "li",
        "owner": "wang",
        "posted": "wang",
    }
    assert case.parties == named


def test_somebody_who_must_be_named_and_is_not_there_is_told():
    refused = refusal(lambda: raised_event(NAMING, subject_named={"posted": "wang"}))

    assert (refused.why, refused.about) == (Why.NOBODY_TO_NAME, ("helper",))


def test_whom_a_case_is_against_need_not_be_said():
    unnamed = flow(HANDLE, over(), opening=opening(may_add=("person",), names={AGAINST: "person"}))

    assert raised(unnamed).parties == {"raiser": "secretary"}
    assert raised(unnamed, answers={"what": "态度", "person": "wang"}).parties[AGAINST] == "wang"


COMPLAINT = opening(asks=("what", "person"), names={AGAINST: "person"})
AGAINST_WANG: dict[str, Any] = {
    "answers": {"what": "态度", "person": "wang"},
    "subject_named": {"posted": "wang"},
}


def test_whoever_is_complained_about_becomes_nobody_else_in_it():
    hearing = state("handle", step("done", "over"), step("heard", "over", by=party("posted")))

    case = raised(flow(hearing, over(), opening=COMPLAINT), **AGAINST_WANG)

    assert case.parties == {"raiser": "secretary", AGAINST: "wang"}


def test_a_flow_that_needs_the_one_complained_about_for_something_else_says_so():
    owned = replace(COMPLAINT, names={AGAINST: "person", "owner": "posted"})

    refused = refusal(lambda: raised_event(flow(HANDLE, over(), opening=owned), **AGAINST_WANG))

    assert (refused.why, refused.about) == (Why.NOBODY_TO_NAME, ("owner",))


def test_whoever_raises_it_stays_its_raiser_whatever_the_flow_names():
    renaming = flow(HANDLE, over(), opening=opening(names={"raiser": "person"}, may_add=("person",)))

    case = raised(renaming, answers={"what": "路", "person": "li"}, subject_named={"raiser": "wang"})

    assert case.parties == {"raiser": "secretary"}


def test_what_is_settled_at_once_still_needs_what_closing_needs():
    at_once = flow(
        over(), opening=opening(to=(Route("over"),), may_add=("result",)), closing_needs=("result",)
    )

    refused = refusal(lambda: raised_event(at_once))
    case = raised(at_once, answers={"what": "路", "result": "已答复"})

    assert (refused.why, refused.about) == (Why.CLOSING_NEEDS, ("result",))
    assert (case.ending, case.ended_on, case.waits) == (Ending.SETTLED, nov(16), Waits())


def test_roles_without_a_place_raise_nothing():
    assert refusal(lambda: raised_event(MATTER, who=Who("x", (("secretary", ""),)))).why is Why.MAY_NOT_RAISE
