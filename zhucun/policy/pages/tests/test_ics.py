"""The calendar file, read back by a strict reader."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhucun.policy.pages.ics import Entry, calendar_file, folded
from zhucun.policy.pages.tests.ics_reader import NotACalendar, read

STAMP = datetime(2026, 11, 18, 2, tzinfo=UTC)


def entry(words: str = "每月驻村天数") -> Entry:
    return Entry("350428-onsite-days-20261130@zhucun", date(2026, 11, 30), words, words, "数量", "http://x/")


def test_an_entry_is_a_whole_day_and_ends_on_the_next():
    calendar = read(calendar_file("将乐县", [entry()], STAMP))

    told = calendar.inside[0].properties
    assert (told["DTSTART"], told["DTEND"]) == ("20261130", "20261201")
    assert calendar.inside[0].parameters["DTSTART"] == ";VALUE=DATE"
    assert told["DTSTAMP"] == "20261118T020000Z"
    assert calendar.properties["X-WR-TIMEZONE"] == "Asia/Shanghai"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=200))
def test_any_words_come_back_as_they_were(words):
    told = read(calendar_file(words, [entry(words)], STAMP))

    assert told.inside[0].properties["SUMMARY"] == words


def test_a_long_line_is_folded_between_characters():
    parts = list(folded("SUMMARY:" + "驻" * 60))

    assert len(parts) > 2
    assert all(len(part.encode()) <= 75 for part in parts)
    assert "".join(part.removeprefix(" ") for part in parts) == "SUMMARY:" + "驻" * 60


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        b"BEGIN:VCALENDAR\r\nSUMMARY:a,b\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\nX-A:" + b"a" * 80 + b"\r\nEND:VCALENDAR\r\n",
    ],
)
def test_the_reader_refuses_what_the_standard_refuses(content):
    with pytest.raises(NotACalendar):
        read(content)
