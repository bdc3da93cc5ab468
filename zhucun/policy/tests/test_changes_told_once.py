"""Changes of one transaction are told together: fewer times, and never less than each by itself would tell."""

from datetime import UTC, date, datetime

import pytest

from zhucun.kernel.ids import uuid7
from zhucun.policy import registry
from zhucun.policy.registry import Change, changes_told_once, facts_changed, together

AT = datetime(2026, 11, 18, 2, tzinfo=UTC)
ONE, OTHER = uuid7(), uuid7()


@pytest.fixture
def told(monkeypatch):
    heard = []
    monkeypatch.setattr(registry, "_refreshers", {})
    monkeypatch.setattr(
        registry, "_deciders", {"test": lambda *of, at, forms: heard.append((*of, at, forms))}
    )
    return heard


def day(month, number):
    return date(2026, month, number)


def test_a_month_is_told_once_with_everybody_and_every_form(told):
    with changes_told_once(AT):
        facts_changed("990001", day(11, 3), day(11, 3), [ONE], forms={"a"})
        facts_changed("990001", day(11, 17), day(11, 17), [OTHER, ONE], forms={"b"})
        assert told == []

    assert told == [("990001", day(11, 3), day(11, 17), [ONE, OTHER], AT, {"a", "b"})]


def test_who_and_what_is_not_named_is_everybody_and_anything(told):
    with changes_told_once(AT):
        facts_changed("990001", day(11, 3), day(11, 3), [ONE], forms={"a"})
        facts_changed("990001", day(11, 4), day(11, 4), None)

    assert told == [("990001", day(11, 3), day(11, 4), None, AT, None)]


def test_months_far_apart_and_counties_are_told_by_themselves():
    changes = [
        Change("990002", day(11, 1), day(11, 1), [ONE], None),
        Change("990001", day(11, 1), day(11, 1), [ONE], None),
        Change("990001", day(3, 1), day(3, 1), [ONE], None),
        Change("990001", day(4, 30), day(4, 30), [OTHER], None),
    ]

    found = together(changes)

    assert [(one.county, one.first, one.last) for one in found] == [
        ("990001", day(3, 1), day(4, 30)),
        ("990001", day(11, 1), day(11, 1)),
        ("990002", day(11, 1), day(11, 1)),
    ]


def test_nothing_is_told_of_what_failed(told):
    with pytest.raises(LookupError), changes_told_once(AT):
        facts_changed("990001", day(11, 3), day(11, 3), [ONE])
        raise LookupError

    assert told == []
