"""Whatever people try on whatever flow: no case is lost, nothing happens twice, nobody acts or sees out of turn."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from zhucun.engine.flow.acting import NotAllowed, Who, Why
from zhucun.engine.flow.case import Case, Event, Happened, Waits, after, fold
from zhucun.engine.flow.clocks import lapse
from zhucun.engine.flow.definition import AGAINST, DIGITS, Acting, Flow, Step
from zhucun.engine.flow.follows import effects_of
from zhucun.engine.flow.offers import offered
from zhucun.engine.flow.seeing import seen_fields
from zhucun.engine.flow.serial import case_from_json, case_to_json, event_from_json, event_to_json
from zhucun.engine.flow.tests.draw import PEOPLE, lives
from zhucun.engine.flow.tests.play import Tried, play

SOME = settings(max_examples=60)
pytestmark = pytest.mark.slow


def through_json(data):
    return json.loads(json.dumps(data))


@SOME
@given(lives)
def test_the_events_alone_give_the_case_numbered_without_a_gap(life):
    played = play(life)
    events = [event_from_json(through_json(event_to_json(event))) for event in played.events]

    assert events == played.events
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    for count, one in enumerate(played.happened, start=1):
        assert fold(events[:count]) == one.after
        assert one.after is not None
        assert case_from_json(through_json(case_to_json(one.after))) == one.after


@SOME
@given(lives)
def test_an_open_case_is_never_lost(life):
    """Somebody acts, or it stands still until they do, or the clock will move it once its time has come."""
    played = play(life)

    for one in played.happened:
        case = one.after
        assert case is not None
        if case.is_open and case.waits == Waits() and case.suspended_on is None:
            later = replace(one.world, on=one.world.on + timedelta(days=30), handled_at=lambda _: True)
            assert lapse(played.flow, case, later) is not None, one


@SOME
@given(lives)
def test_a_case_that_is_over_is_only_reopened(life):
    played = play(life)

    for one in played.happened:
        if one.before is not None and not one.before.is_open:
            step = played.flow.state(one.before.state).step(one.step)
            assert one.event is not None and one.event.what is Happened.STEP
            assert step is not None and step.reopens
        if one.after is not None and not one.after.is_open:
            assert (one.after.waits, one.after.due_on, one.after.suspended_on) == (Waits(), None, None)
            assert one.after.ended_on is not None


@SOME
@given(lives)
def test_a_refusal_leaves_nothing_behind_and_tells_why(life):
    for one in play(life).tried:
        if one.refused:
            assert one.after == one.before
            assert one.refused.why in set(Why)


@SOME
@given(lives)
def test_effects_come_once_with_the_step_that_has_them_and_with_nothing_else(life):
    played = play(life)

    for one in played.happened:
        assert one.event is not None
        step = step_of(played.flow, one)
        expected = Counter(effect.name for effect in step.effects) if step else Counter()
        assert (
            Counter(effect.name for effect, _ in effects_of(played.flow, one.event, one.before)) == expected
        )
        with pytest.raises(ValueError, match="before"):
            effects_of(played.flow, one.event, one.after)
        with pytest.raises(ValueError, match="follow"):
            after(one.after, one.event)


@SOME
@given(lives)
def test_nobody_takes_a_step_that_is_not_theirs(life):
    played = play(life)

    for one in played.happened:
        step = step_of(played.flow, one)
        if step and one.event and one.event.what is Happened.STEP and one.before:
            assert one.event.by == one.who.user
            assert is_theirs(played.flow, one.before, step, one.who), one
            assert not breaks_four_eyes(one.before, step, one.who), one


@SOME
@given(lives)
def test_what_cannot_be_offered_cannot_be_taken_and_others_are_not_offered_it(life):
    played = play(life)

    for one in played.tried:
        if one.act == "take" and one.before is not None:
            offers = {offer.step.id: offer for offer in offered(played.flow, one.before, one.who, one.world)}
            assert one.event is None or offers[one.step].can, one
            mine = {
                step.id
                for step in played.flow.state(one.before.state).steps
                if (one.before.is_open or step.reopens) and is_theirs(played.flow, one.before, step, one.who)
            }
            assert set(offers) == mine


@SOME
@given(lives)
def test_the_clock_answers_a_term_once_and_never_before_its_last_day_has_gone_by(life):
    played = play(life)

    for one in played.happened:
        assert one.after is not None and one.event is not None
        again = lapse(played.flow, one.after, one.world)
        if one.event.what is Happened.LATE:
            assert one.before is not None and one.before.due_on is not None
            assert one.before.due_on < one.world.on and not one.before.late
            assert again is None, one
        assert again is None or again.seq == one.after.seq + 1


@SOME
@given(lives)
def test_a_field_is_seen_by_nobody_but_its_readers(life):
    played = play(life)
    flow = played.flow

    for one in played.happened:
        for who in PEOPLE if one.after else ():
            assert one.after is not None
            for field in seen_fields(flow, one.after, who):
                assert is_reader(flow, one.after, field, who), (field, who, one)


# --- the same rules once more, in as few words as they have


def step_of(flow: Flow, one: Tried) -> Step | None:
    event: Event | None = one.event
    return flow.states[one.before.state].step(event.step) if one.before and event and event.step else None


def is_theirs(flow: Flow, case: Case, step: Step, who: Who) -> bool:
    actor = step.by or flow.states[case.state].actor
    complained_about = case.parties.get(AGAINST) == who.user
    if actor.kind is Acting.PARTY:
        meant_for_them = actor.name == AGAINST or not complained_about
        return meant_for_them and case.parties.get(actor.name) == who.user
    if complained_about or actor.kind is Acting.NOBODY:
        return False
    if actor.kind is Acting.UNIT:
        return case.values.get(actor.name) in who.units
    role = actor.name if actor.kind is Acting.ROLE else flow.levels[case.level] if case.level else ""
    digits = flow.role_digits[role] if actor.kind is Acting.ROLE else DIGITS[case.level] if case.level else 0
    return (role, case.place[:digits]) in who.grants


def breaks_four_eyes(case: Case, step: Step, who: Who) -> bool:
    return any(who.user in (case.doers.get(name), case.parties.get(name)) for name in step.not_by)


def is_reader(flow: Flow, case: Case, field: str, who: Who) -> bool:
    readers = flow.seen_by.get(field)
    parts = {party for party, user in case.parties.items() if user == who.user}
    if case.waits != Waits() and is_one_of(case.waits, who):
        parts.add("actor")
    if AGAINST in parts:
        return readers is not None and AGAINST in readers
    if flow.confidential and not parts:
        return False
    roles = {role for role, place in who.grants if case.place.startswith(place)}
    return readers is None or bool(readers & (parts | roles))


def is_one_of(waits: Waits, who: Who) -> bool:
    held = (waits.role, waits.place) in who.grants
    return who.user == waits.user or waits.unit in who.units or (waits.role != "" and held)


def test_refusals_can_be_raised_through_anything():
    """Python writes the traceback of what passes through a context manager; a frozen refusal would break there."""
    refused = NotAllowed(Why.OVER, "已办结", ("step",))

    refused.with_traceback(None).__traceback__ = None

    assert (refused, hash(refused)) == (NotAllowed(Why.OVER, "已办结", ("step",)), hash(refused))
