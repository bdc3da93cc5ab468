"""A calendar file after RFC 5545: all-day entries, lines of at most 75 octets, the same UID for the same thing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

OCTETS = 75
ZONE = "Asia/Shanghai"
PRODUCT = "-//Zhucun//Duties//ZH"
MEDIA_TYPE = "text/calendar; charset=utf-8"
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Entry:
    """One all-day entry; `uid` stays the same as long as the thing does."""

    uid: str
    day: date
    summary: str
    description: str
    category: str
    url: str


def calendar_file(name: str, entries: Iterable[Entry], stamp: datetime) -> bytes:
    """The whole file. `stamp` is when it was made."""
    lines = [line for told in _lines(name, entries, stamp) for line in folded(told)]
    return "".join(f"{line}\r\n" for line in lines).encode()


def folded(line: str) -> Iterator[str]:
    """One content line as lines of at most 75 octets; a character is never cut in two."""
    held, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > OCTETS:
            yield held
            held, size = " ", 1
        held, size = held + character, size + octets
    yield held


def _lines(name: str, entries: Iterable[Entry], stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{PRODUCT}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_text(name)}"
    yield f"X-WR-TIMEZONE:{ZONE}"
    for entry in entries:
        yield from _entry(entry, stamp)
    yield "END:VCALENDAR"


def _entry(entry: Entry, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(entry.summary)}"
    yield f"DESCRIPTION:{_text(entry.description)}"
    yield f"CATEGORIES:{_text(entry.category)}"
    yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(words: str) -> str:
    return words.translate(ESCAPED)
