import json
from dataclasses import fields, replace

import pytest

from zhucun.engine.flow.case import Case, Event, Happened, after, fold
from zhucun.engine.flow.definition import Ending, LateDo, Level, StepKind
from zhucun.engine.flow.serial import case_from_json, case_to_json, event_from_json, event_to_json
from zhucun.engine.flow.steps import note, resume, take
from zhucun.engine.flow.tests.build import (
    days,
    flow,
    lapsed,
    late,
    over,
    raised_event,
    secretary,
    state,
    step,
    stranger,
    without,
    world,
)

MATTER = flow(
    state(
        "handle",
        step("halt", kind=StepKind.SUSPEND, asks=("person",), names={"helper": "person"}),
        step("done", "over", kind=StepKind.MERGE),
        term=days(3),
        late=late(LateDo.ESCALATE, at_top=LateDo.REMIND),
    ),
    over(steps=(step("again", "handle", reopens=True),)),
)


def a_life():
    """Events of every kind but an assignment, with every field of an event used somewhere."""
    events = [raised_event(MATTER, world=world(handled_at=without(Level.VILLAGE)))]

    def add(event):
        events.append(event)
        return fold(events)

    case = add(lapsed(MATTER, fold(events), world(20, handled_at=without())))
    case = add(note(case, stranger, world(21)))
    who = replace(secretary, grants=(("county_officer", case.place[:6]),))
    case = add(take(MATTER, case, "halt", {"person": "li"}, who, world(22)))
    case = add(resume(MATTER, case, who, world(23)))
    case = add(lapsed(MATTER, case, world(28)))
    case = add(take(MATTER, case, "done", {}, who, world(28), merge_into="other"))
    add(take(MATTER, case, "again", {}, secretary, world(29)))
    return events


def test_events_and_cases_are_the_same_after_a_round_trip_through_json():
    events = a_life()

    again = [event_from_json(json.loads(json.dumps(event_to_json(event)))) for event in events]

    assert again == events
    for event in range(1, len(events) + 1):
        case = fold(events[:event])
        assert case_from_json(json.loads(json.dumps(case_to_json(case)))) == case


def test_no_field_is_left_out_of_what_is_written():
    events = a_life()
    cases = [fold(events[:count]) for count in range(1, len(events) + 1)]

    of_events = {key for event in events for key in event_to_json(event)}
    of_cases = {key for case in cases for key in case_to_json(case)}

    assert of_events == {field.name for field in fields(Event)}
    assert of_cases == {field.name for field in fields(Case)}


def test_what_happened_is_counted_and_the_last_word_holds():
    case = fold(a_life())

    assert (case.seq, case.times_up, case.times_reopened) == (8, 1, 1)
    assert (case.state, case.level, case.merged_into) == ("handle", Level.COUNTY, "")
    assert case.parties == {"raiser": "secretary", "helper": "li"}
    assert case.ending is None and case.suspended_on is None and not case.late


def test_words_of_a_remark_stay_with_it():
    event, remark = raised_event(MATTER), note(fold([raised_event(MATTER)]), stranger, world(17))

    case = fold([event, replace(remark, answers={"text": "请抓紧"})])

    assert case.values == {"what": "路灯"}


def test_a_gap_a_repetition_and_a_second_beginning_are_refused():
    first, second, *_ = a_life()

    for events in (
        [second],
        [first, first],
        [first, replace(second, seq=3)],
        [replace(first, what=Happened.NOTED)],
    ):
        with pytest.raises(ValueError, match="follow"):
            fold(events)
    with pytest.raises(ValueError, match="at least"):
        fold([])


def test_the_end_keeps_its_day():
    events = a_life()[:7]

    case = fold(events)
    later = after(case, replace(events[2], seq=8, on=world(30).on))

    assert (case.ending, later.ended_on) == (Ending.MERGED, world(28).on)
