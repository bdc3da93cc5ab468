from datetime import date

import pytest

from zhucun.engine.dated import Dated, DatedValue, Force, OverlappingDates
from zhucun.engine.period import Period

TWENTY = DatedValue(20, date(2019, 1, 1), "old#1", until=date(2021, 7, 31))
TWENTY_TWO = DatedValue(22, date(2021, 8, 15), "new#1", until=date(2025, 12, 31))
RULE = Dated([TWENTY, TWENTY_TWO])


@pytest.mark.parametrize(
    ("day", "force", "value"),
    [
        (date(2018, 12, 31), Force.NOT_YET, None),
        (date(2019, 1, 1), Force.IN_FORCE, TWENTY),
        (date(2021, 7, 31), Force.IN_FORCE, TWENTY),
        (date(2021, 8, 1), Force.REPEALED, None),
        (date(2021, 8, 15), Force.IN_FORCE, TWENTY_TWO),
        (date(2026, 1, 1), Force.REPEALED, None),
    ],
)
def test_before_in_force_and_after_are_three_answers(
    day: date, force: Force, value: DatedValue[int] | None
) -> None:
    told = RULE.on(day)

    assert told.force is force
    assert told.found is value


def test_a_value_without_an_end_holds_until_the_next_begins() -> None:
    rule = Dated([DatedValue(20, date(2020, 1, 1), "a#1"), DatedValue(22, date(2021, 1, 1), "b#1")])

    told = [rule.on(day).found for day in (date(2020, 12, 31), date(2021, 1, 1))]

    assert [value.value for value in told if value] == [20, 22]


def test_a_period_is_cut_on_each_day_that_is_told_something_new() -> None:
    august = Period(date(2021, 7, 30), date(2021, 8, 31))

    stretches = RULE.stretches(august)

    assert [(s.period.first.isoformat(), s.told.force, s.period.days) for s in stretches] == [
        ("2021-07-30", Force.IN_FORCE, 2),
        ("2021-08-01", Force.REPEALED, 14),
        ("2021-08-15", Force.IN_FORCE, 17),
    ]
    assert RULE.changes_within(august)
    assert not RULE.changes_within(Period.month(2021, 7))


def test_a_change_on_the_first_day_of_a_period_is_no_change_within_it() -> None:
    rule = Dated([DatedValue(20, date(2020, 1, 1), "a#1"), DatedValue(22, date(2021, 1, 1), "b#1")])

    assert not rule.changes_within(Period.month(2021, 1))
    assert rule.changes_within(Period(date(2020, 12, 31), date(2021, 1, 1)))


def test_values_that_claim_the_same_day_are_refused_by_their_place() -> None:
    with pytest.raises(OverlappingDates) as overlap:
        Dated([TWENTY, DatedValue(21, date(2021, 7, 31), "late#1")])

    assert overlap.value.index == 1


def test_a_value_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(OverlappingDates):
        Dated([DatedValue(20, date(2021, 1, 1), "a#1", until=date(2020, 12, 31))])


def test_a_rule_without_values_has_not_come_into_force() -> None:
    empty: Dated[int] = Dated([])

    assert empty.on(date(2026, 1, 1)).force is Force.NOT_YET
