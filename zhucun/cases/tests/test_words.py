"""By when, as a reader says it."""

from datetime import date

import pytest

from zhucun.cases.words import due_words
from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.verdict import Answer

WEDNESDAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("due", "text", "answer"),
    [
        (date(2026, 11, 15), "逾期 3 天", Answer.NOT_MET),
        (date(2026, 11, 18), "今天到期", Answer.UNDETERMINED),
        (date(2026, 11, 19), "还有 1 个工作日", Answer.UNDETERMINED),
        (date(2026, 11, 20), "还有 2 个工作日", Answer.UNDETERMINED),
        (date(2026, 11, 23), "还有 3 个工作日", ""),
        (None, "不限期", ""),
    ],
)
def test_a_term_is_said_in_workdays_left_or_days_broken(due, text, answer):
    said = due_words(due, WEDNESDAY, WorkCalendar())

    assert (said.text, said.answer) == (text, answer)


def test_over_a_weekend_the_days_are_counted_as_days():
    assert due_words(date(2026, 11, 22), date(2026, 11, 20), WorkCalendar()).text == "还有 2 天"


def test_a_day_that_is_waited_for_breaks_nothing():
    assert due_words(date(2026, 11, 1), WEDNESDAY, WorkCalendar(), waiting=True).answer == ""


def test_a_stopped_clock_counts_nothing():
    assert due_words(date(2026, 11, 1), WEDNESDAY, WorkCalendar(), suspended=True).text == "暂停中"
