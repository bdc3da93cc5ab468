"""What a household's entry must be before it is kept. Pure: knows no database."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from zhucun.households.choices import Circumstance
from zhucun.kernel.place_codes import VILLAGE
from zhucun.kernel.text import canonical, canonical_code, canonical_name

HEAD_NAME, GROUP_NAME, MOST_PEOPLE = 60, 40, 99
NUMBER, FREE_TEXT = 40, 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A household as somebody writes it down; None leaves a fact as it is."""

    village_code: str
    head_name: str
    people: int
    group_name: str = ""
    circumstance: str = Circumstance.NONE
    number: str | None = None
    housing: str | None = None
    water: str | None = None
    way_to_earn: str | None = None
    needs: str | None = None

    def cleaned(self) -> "Entry":
        """The same entry in the one spelling that is kept; a rare character of a name stays as it is."""
        return replace(
            self,
            head_name=canonical_name(self.head_name),
            group_name=canonical(self.group_name),
            number=None if self.number is None else canonical_code(self.number),
            way_to_earn=None if self.way_to_earn is None else canonical(self.way_to_earn),
            needs=None if self.needs is None else canonical(self.needs),
        )

    @property
    def said(self) -> dict[str, Any]:
        """The facts that somebody wrote down."""
        return {name: value for name, value in asdict(self).items() if value is not None}

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
