"""What a request for data is: its terms, its fields, when it is due, and what it costs those who answer. Pure.

The one thing that must stay true: whoever asks is shown the cost by the same sum that the burden page adds up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from zhucun.burden.choices import FieldKind, Frequency
from zhucun.engine.period import Period, PeriodKind
from zhucun.kernel.text import canonical

TITLE, PAPER, NUMBER, OWNER, CONTACT, LABEL, WORDS = 80, 120, 60, 60, 60, 60, 500
MOST_FIELDS, MOST_MINUTES, MOST_PEOPLE, MOST_DAYS_AFTER = 12, 240, 20, 15
MINUTES: Mapping[str, int] = {
    FieldKind.NUMBER: 3,
    FieldKind.YES_NO: 1,
    FieldKind.DATE: 2,
    FieldKind.TEXT: 10,
}
KIND_OF_PERIOD = {Frequency.MONTHLY: PeriodKind.MONTH, Frequency.QUARTERLY: PeriodKind.QUARTER}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a village is asked; its key stays while its label is corrected."""

    key: str
    label: str
    kind: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Run:
    """The days a request is about, and how often it is answered."""

    first_on: date
    last_on: date
    frequency: str
    days_after: int = 0


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time of answering: about which days, and until when."""

    nth: int
    period: Period
    due_on: date


def occasions(run: Run) -> list[Occasion]:
    """A month or quarter that the run only touches is asked for as far as it lies within; once is due on the last day."""
    if run.frequency == Frequency.ONCE:
        return [Occasion(1, Period(run.first_on, run.last_on), run.last_on)]
    found: list[Occasion] = []
    day, kind = run.first_on, KIND_OF_PERIOD[Frequency(run.frequency)]
    while day <= run.last_on:
        whole = Period.containing(kind, day)
        part = Period(day, min(whole.last, run.last_on))
        found.append(Occasion(len(found) + 1, part, part.last + timedelta(days=run.days_after)))
        day = whole.last + ONE_DAY
    return found


def a_year_after(first_on: date) -> date:
    """The last day a request may have: after a year it is asked for anew."""
    try:
        return first_on.replace(year=first_on.year + 1) - ONE_DAY
    except ValueError:  # 29 February
        return date(first_on.year + 1, 2, 28)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a draft says, as its form gives it and its step keeps it."""

    title: str
    paper_title: str
    paper_number: str
    owner: str
    contact: str
    first_on: date
    last_on: date
    frequency: str
    days_after: int
    people: int
    places: tuple[str, ...]
    fields: tuple[Field, ...]
    held: tuple[str, ...]

    def cleaned(self) -> "Content":
        words = ("title", "paper_title", "paper_number", "owner", "contact")
        plain = {name: " ".join(canonical(getattr(self, name)).split()) for name in words}
        return replace(
            self,
            **plain,  # type: ignore[arg-type]  # names of fields that hold words
            places=widest(self.places),
            fields=tuple(replace(one, label=" ".join(canonical(one.label).split())) for one in self.fields),
        )

    @property
    def run(self) -> Run:
        return Run(self.first_on, self.last_on, self.frequency, self.days_after)

    def to_json(self) -> dict[str, Any]:
        told = asdict(self)
        return told | {"first_on": self.first_on.isoformat(), "last_on": self.last_on.isoformat()}


def widest(places: Iterable[str]) -> tuple[str, ...]:
    """Without those that lie in another: a township and one of its villages is the township."""
    found = sorted(set(places))
    return tuple(
        one for one in found if not any(one != other and one.startswith(_prefix(other)) for other in found)
    )


def _prefix(place: str) -> str:
    """Of a county or township the digits that say something; a village is its twelve."""
    for length in (6, 9):
        if set(place[length:]) == {"0"}:
            return place[:length]
    return place


def covers(places: Iterable[str], village: str) -> bool:
    return any(village.startswith(_prefix(place)) for place in places)


def fields_in(told: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    """The fields as they are kept."""
    return tuple(Field(one["key"], one["label"], one["kind"], one["minutes"]) for one in told)


def overlap(places: Iterable[str], others: Iterable[str]) -> bool:
    """Whether some village could lie in both."""
    held = list(others)
    return any(covers([one], other) or covers([other], one) for one in places for other in held)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a request takes: every village, every time, everybody who works on it."""

    villages: int
    times: int
    people: int
    minutes: int  # of one person for one time

    @property
    def each(self) -> int:
        """Person-minutes of one village for one time."""
        return self.people * self.minutes

    @property
    def total(self) -> int:
        return self.villages * self.times * self.each

    @property
    def hours(self) -> float:
        return round(self.total / 60, 1)


def minutes_of(fields: Iterable[Field]) -> int:
    return sum(one.minutes for one in fields)
