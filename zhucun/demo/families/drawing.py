"""From the heads and sizes of a register to families with everybody in them. Pure, drawn by a seed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from random import Random

from zhucun.demo.families.circumstances import draw_marks
from zhucun.demo.families.faults import with_faults
from zhucun.demo.families.persons import Customs, draw_person, pick
from zhucun.demo.families.shapes import draw_people
from zhucun.demo.names import Names
from zhucun.households.choices import Circumstance, Housing, Water
from zhucun.households.domain import Entry
from zhucun.households.domain_people import Family, MemberEntry

SERIALS_FROM = 1000  # those before are the cadres'
MOST_SUPPORTED = 2
HOUSING = ((Housing.SAFE, 95.3), (Housing.UNKNOWN, 4.4), (Housing.UNSAFE, 0.3))
WATER = ((Water.SAFE, 94.6), (Water.UNKNOWN, 5), (Water.UNSAFE, 0.4))
WAY_KNOWN, NEEDS_KNOWN = 0.88, 0.6


class Families:
    """Draws families one after the other; each person has the next serial of the county."""

    def __init__(self, customs: Customs, names: Names, on: date, rng: Random) -> None:
        self._customs, self._names, self._on, self._rng = customs, names, on, rng
        self._serial = SERIALS_FROM

    def next(self, entry: Entry) -> Family:
        rng, kind = self._rng, entry.circumstance
        size = min(entry.people, MOST_SUPPORTED) if kind == Circumstance.SUPPORTED else entry.people
        people = draw_people(entry.head_name, size, kind, self._names, self._on, rng)
        ethnicity = pick(list(self._customs.peoples.items()), rng)
        persons = [
            draw_person(one, kind, ethnicity, self._customs, self._serial + at, rng)
            for at, one in enumerate(people)
        ]
        members = [
            MemberEntry(person=person, relation=one.relation)
            for one, person in zip(people, persons, strict=True)
        ]
        marks = draw_marks(people, persons, kind, self._on, rng)
        self._serial += len(people)
        return with_faults(Family(entry=self.known(entry), members=tuple(members), marks=tuple(marks)), rng)

    def known(self, entry: Entry) -> Entry:
        """What is known of the household itself."""
        rng, customs = self._rng, self._customs
        return replace(
            entry,
            number=f"99{customs.county}{self._serial:06}" if entry.circumstance != Circumstance.NONE else "",
            housing=pick(HOUSING, rng),
            water=pick(WATER, rng),
            way_to_earn=rng.choice(customs.ways) if rng.random() < WAY_KNOWN else "",
            needs=rng.choice(customs.needs) if rng.random() < NEEDS_KNOWN else "",
        )


def draw_families(entries: Iterable[Entry], told: Collection[str], families: Families) -> Iterator[Family]:
    """In the order of the register; of villages not `told` nobody has entered the people yet."""
    for entry in entries:
        yield families.next(entry) if entry.village_code in told else Family(entry=families.known(entry))
