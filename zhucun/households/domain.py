"""What a household's entry must be before it is kept. Pure: knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhucun.households.choices import Circumstance
from zhucun.kernel.place_codes import VILLAGE
from zhucun.kernel.text import canonical, canonical_name

HEAD_NAME, GROUP_NAME, MOST_PEOPLE = 60, 40, 99


@dataclass(frozen=True, slots=True)
class Entry:
    """A household as somebody writes it down."""

    village_code: str
    head_name: str
    people: int
    group_name: str = ""
    circumstance: str = Circumstance.NONE

    def cleaned(self) -> "Entry":
        """The same entry in the one spelling that is kept; a rare character of a name stays as it is."""
        return Entry(
            village_code=self.village_code,
            head_name=canonical_name(self.head_name),
            people=self.people,
            group_name=canonical(self.group_name),
            circumstance=self.circumstance,
        )

    def fits(self, county: str) -> bool:
        return len(self.village_code) == VILLAGE and self.village_code.startswith(county)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of households is narrowed to."""

    village: str = ""
    circumstance: str = ""
    text: str = ""

    @property
    def narrow(self) -> bool:
        return self != Filters()

    @classmethod
    def from_address(cls, given: Mapping[str, str]) -> "Filters":
        """Read from the address; a word no screen of ours writes is a ValueError."""
        circumstance = given.get("circumstance", "")
        village = given.get("village", "")
        if circumstance and circumstance not in Circumstance.values:
            raise ValueError(circumstance)
        if village and not (village.isascii() and village.isdigit() and len(village) == VILLAGE):
            raise ValueError(village)
        return cls(village, circumstance, canonical_name(given.get("q", ""))[:HEAD_NAME])
