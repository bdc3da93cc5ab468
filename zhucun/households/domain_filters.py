"""What a list of villagers is narrowed to, as it stands in the address; the facets by which people are counted. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zhucun.households.domain import HEAD_NAME
from zhucun.kernel.place_codes import VILLAGE
from zhucun.kernel.text import canonical_name

# Bands of ages by their least age: infants, compulsory schooling (6 to 15 years), up to work, work, old age.
AGES: Mapping[str, int] = {"0-5": 0, "6-15": 6, "16-17": 16, "18-59": 18, "60-79": 60, "80+": 80}
FACETS = (
    "sex",
    "age",
    "minor",
    "ethnicity",
    "political",
    "education",
    "schooling",
    "disability",
    "skill",
    "works_away",
    "medical_insurance",
    "pension",
)
_WORD = re.compile(r"[a-z0-9_+-]{1,40}")


@dataclass(frozen=True, slots=True)
class PeopleFilters:
    """`facets` maps facets to the value wanted; `mark` is a circumstance of the person."""

    village: str = ""
    mark: str = ""
    text: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)

    @property
    def narrow(self) -> bool:
        return self != PeopleFilters()

    @classmethod
    def from_address(cls, given: Mapping[str, str]) -> "PeopleFilters":
        """Read from the address; a word no screen of ours writes is a ValueError."""
        facets = {name: given[name] for name in FACETS if given.get(name)}
        village, mark = given.get("village", ""), given.get("mark", "")
        for word in [*facets.values(), *([mark] if mark else [])]:
            if not _WORD.fullmatch(word):
                raise ValueError(word)
        if village and not (village.isascii() and village.isdigit() and len(village) == VILLAGE):
            raise ValueError(village)
        return cls(village, mark, canonical_name(given.get("q", ""))[:HEAD_NAME], facets)


def birthday(on: date, years: int) -> date:
    """The latest birth date of somebody who is so many years old on a day."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February, in a year without one
        return date(on.year - years, 2, 28)
