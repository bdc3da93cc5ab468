"""A value over time as a step line."""

from datetime import date

from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.duty import Amount
from zhucun.engine.expression import Expression
from zhucun.policy.pages.picture import picture_of

NOW = date(2026, 11, 18)


def test_a_picture_rises_where_the_number_rises_and_is_left_out_for_arithmetic():
    rising: list[DatedValue[Amount]] = [
        DatedValue(4, date(2021, 1, 1), "A#a"),
        DatedValue(8, date(2024, 1, 1), "A#a"),
    ]

    picture = picture_of(Dated(rising), NOW)

    assert picture is not None
    first, second = picture.steps
    assert first.end == second.x
    assert first.y > second.y
    assert second.x < picture.today < second.end
    assert picture_of(Dated([]), NOW) is None
    assert picture_of(Dated([DatedValue(Expression.parse("workdays / 2"), NOW, "A#a")]), NOW) is None
