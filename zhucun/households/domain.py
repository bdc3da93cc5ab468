"""What a household's entry must be before it is kept. Pure: knows no database."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from zhucun.households.choices import Circumstance, Housing, Water
from zhucun.kernel.place_codes import VILLAGE
from zhucun.kernel.text import canonical, canonical_code, canonical_name

HEAD_NAME, GROUP_NAME, MOST_PEOPLE = 60, 40, 99
NUMBER, FREE_TEXT = 40, 200
_MARK = re.compile(r"[a-z0-9_]{1,40}")


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
    mark: str = ""  # any circumstance that is marked of a household, beside the first one
    housing: str = ""
    water: str = ""
    ended: bool = False

    @property
    def narrow(self) -> bool:
        return self != Filters()

    @classmethod
    def from_address(cls, given: Mapping[str, str]) -> "Filters":
        """Read from the address; a word no screen of ours writes is a ValueError."""
        village, mark = given.get("village", ""), given.get("mark", "")
        for name, known in (("circumstance", Circumstance), ("housing", Housing), ("water", Water)):
            if given.get(name) and given[name] not in known.values:
                raise ValueError(given[name])
        if village and not (village.isascii() and village.isdigit() and len(village) == VILLAGE):
            raise ValueError(village)
        if mark and not _MARK.fullmatch(mark):
            raise ValueError(mark)
        return cls(
            village=village,
            circumstance=given.get("circumstance", ""),
            text=canonical_name(given.get("q", ""))[:HEAD_NAME],
            mark=mark,
            housing=given.get("housing", ""),
            water=given.get("water", ""),
            ended=given.get("ended") == "1",
        )
