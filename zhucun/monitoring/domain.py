"""What monitoring reckons with: the twelve months of a sheet, net income, whole months. Pure: knows no database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS_A_YEAR = 12
SCHOOL_AGE = range(6, 16)
MOST_FEN = 10_000_000_000  # a hundred million yuan: more is a slip of the hand


class Part(StrEnum):
    """The five parts of a sheet; costs are taken off, everything else is added."""

    WAGES = "wages"
    BUSINESS = "business"
    PROPERTY = "property"
    TRANSFERS = "transfers"
    COSTS = "costs"


class Odd(StrEnum):
    """What is worth a second look before a sheet is kept; never a reason to refuse it."""

    NOTHING_IN = "nothing_in"
    COSTS_ABOVE = "costs_above"
    COSTS_ALONE = "costs_alone"
    OTHER_PEOPLE = "other_people"
    ILLNESS_ABOVE = "illness_above"


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_before(month: date, months: int = 1) -> date:
    """The first day of the month so many months earlier."""
    count = month.year * MONTHS_A_YEAR + month.month - 1 - months
    return date(count // MONTHS_A_YEAR, count % MONTHS_A_YEAR + 1, 1)


def window(on: date) -> tuple[date, date]:
    """From the same month last year to last month, twelve months in all: the first day of each."""
    here = month_of(on)
    return month_before(here, MONTHS_A_YEAR), month_before(here)


def whole_months(since: date, on: date) -> int:
    months = (on.year - since.year) * MONTHS_A_YEAR + on.month - since.month
    return max(0, months - (on.day < since.day))


def age_on(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def years_before(day: date, years: int) -> date:
    """Who was born on it or earlier is that old; who was born on 29 February has the birthday on 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


@dataclass(frozen=True, slots=True)
class Worked:
    """A sheet added up: fen by part, net, and net per head, rounded down to the fen."""

    parts: Mapping[Part, int]
    people: int

    @property
    def taken_in(self) -> int:
        return sum(fen for part, fen in self.parts.items() if part is not Part.COSTS)

    @property
    def net(self) -> int:
        return self.taken_in - self.parts[Part.COSTS]

    @property
    def per_head(self) -> int:
        return self.net // self.people


def worked_out(lines: Mapping[str, int], part_of: Mapping[str, Part], people: int) -> Worked:
    parts = {part: sum(fen for key, fen in lines.items() if part_of[key] is part) for part in Part}
    return Worked(parts, people)


def odd_in(worked: Worked, people_known: int, illness: int | None) -> Iterator[Odd]:
    """What is unusual, in the order in which it is told."""
    if worked.taken_in == 0:
        yield Odd.NOTHING_IN
    if worked.net < 0:
        yield Odd.COSTS_ABOVE
    if worked.parts[Part.COSTS] and not worked.parts[Part.BUSINESS]:
        yield Odd.COSTS_ALONE
    if worked.people != people_known:
        yield Odd.OTHER_PEOPLE
    if illness and illness > max(worked.net, 0):
        yield Odd.ILLNESS_ABOVE


def failing_of(known: Iterable[int | None]) -> int | None:
    """How many fail; not known when any of them is not known."""
    counts = list(known)
    return None if None in counts else sum(count for count in counts if count is not None)
