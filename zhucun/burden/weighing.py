"""What is asked of villages in a month, added up: by village, by township, for the county.

It weighs requests, never persons, and puts nothing in order of merit: places stand in the order of the register. The one thing
that must stay true: a line is the sum of the requests that its list shows.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zhucun.accounts.scope import Scope
from zhucun.burden import queries
from zhucun.burden.domain import Occasion, covers, occasions
from zhucun.burden.models import DataRequest
from zhucun.engine.period import Period
from zhucun.kernel.place_codes import township_of


@dataclass(frozen=True, slots=True)
class Due:
    """One time of a request in a month, and the villages that are asked."""

    request: DataRequest
    occasion: Occasion
    villages: tuple[str, ...]

    @property
    def asked(self) -> int:
        return len(self.villages) * len(self.request.fields)

    @property
    def held(self) -> int:
        return len(self.villages) * len(self.request.held)

    @property
    def minutes(self) -> int:
        return len(self.villages) * self.request.people * self.request.minutes


@dataclass(frozen=True, slots=True)
class Load:
    """What a place is asked in a month; `times` counts a request once for each village and each time."""

    place: str
    times: int = 0
    asked: int = 0
    held: int = 0
    minutes: int = 0
    refused: int = 0

    @property
    def share(self) -> int | None:
        """Of all that requests want to know, how much the records answered, in percent; nothing where nothing was wanted."""
        wanted = self.asked + self.held
        return round(100 * self.held / wanted) if wanted else None

    def plus(self, other: "Load") -> "Load":
        return Load(
            self.place,
            self.times + other.times,
            self.asked + other.asked,
            self.held + other.held,
            self.minutes + other.minutes,
            self.refused + other.refused,
        )


def due_in(
    registered: Iterable[tuple[DataRequest, tuple[str, ...]]], villages: Collection[str], month: Period
) -> list[Due]:
    """What is due in a month, of these villages; what was withdrawn before its day is not."""
    found = []
    for request, places in registered:
        asked = tuple(code for code in villages if covers(places, code))
        found += [
            Due(request, one, asked)
            for one in occasions(request.run)
            if asked and one.due_on in month and not stopped_before(request, one.due_on)
        ]
    return found


def stopped_before(request: DataRequest, day: date) -> bool:
    return request.stopped_on is not None and request.stopped_on <= day


def due_for(scope: Scope, villages: Collection[str], month: Period) -> list[Due]:
    return due_in(queries.registered_between(scope, month.first, month.last), villages, month)


def loads(dues: Sequence[Due], villages: Iterable[str], refused: Counter[str]) -> list[Load]:
    """A line for every village, those of whom nothing is asked too."""
    times, asked, held, minutes = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for due in dues:
        for code in due.villages:
            times[code] += 1
            asked[code] += len(due.request.fields)
            held[code] += len(due.request.held)
            minutes[code] += due.request.people * due.request.minutes
    return [
        Load(code, times[code], asked[code], held[code], minutes[code], refused[code]) for code in villages
    ]


def by_township(lines: Iterable[Load]) -> list[Load]:
    """The sums of townships, in the order of their villages."""
    found: dict[str, Load] = {}
    for line in lines:
        town = township_of(line.place)
        found[town] = found.get(town, Load(town)).plus(line)
    return list(found.values())


def sum_of(lines: Iterable[Load], place: str = "") -> Load:
    total = Load(place)
    for line in lines:
        total = total.plus(line)
    return total
