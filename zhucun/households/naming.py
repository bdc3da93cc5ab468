"""A name as somebody looks for it: characters of it, its pinyin initials, or both mixed (张s).

Characters are looked for as they are, rare ones too. A letter stands for the initial of a character; where letters and
characters are mixed, the initials of the whole must fit besides, in any reading of each part.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, product

from django.db.models import Case, IntegerField, Q, Value, When

from zhucun.households.domain import HEAD_NAME
from zhucun.households.initials import initials_of
from zhucun.kernel.text import canonical_code, canonical_name

LEAST_LETTERS = 2  # one letter would be a tenth of the county
MOST_READINGS = 8
_PARTS = re.compile(r"[A-Za-z ]+|[^A-Za-z ]+")
_DIGIT, _NUMBER = re.compile(r"[0-9]"), re.compile(r"[0-9]{4}")


class By(StrEnum):
    """By which part of the name somebody was looked for."""

    NAME = "name"
    INITIALS = "initials"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Naming:
    """`characters` must all stand in the name; of `initials` one must be among the name's, where there are any."""

    text: str
    characters: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()

    @property
    def by(self) -> By:
        if not self.characters:
            return By.INITIALS
        return By.BOTH if self.initials else By.NAME

    @property
    def too_short(self) -> bool:
        return self.by is By.INITIALS and len(self.initials[0]) < LEAST_LETTERS

    def condition(self, name: str, initials: str) -> Q:
        """Over the columns that hold a name and its initials. Letters in both cases may be a Latin name as well."""
        held = Q()
        for part in self.characters:
            held &= Q(**{f"{name}__contains": part})
        read = Q()
        for reading in self.initials:
            read |= Q(**{f"{initials}__contains": reading})
        if self.text.isascii() and not (self.text.islower() or self.text.isupper()):
            return read | Q(**{f"{name}__contains": self.text})
        return held & read

    def fit(self, name: str, initials: str) -> Case:
        """An order: the very name first, then those that begin so."""
        column, text = (name, self.text) if self.characters else (initials, self.initials[0])
        return Case(
            When(**{column: text}, then=Value(0)),
            When(**{f"{column}__startswith": text}, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )


def has_digit(text: str) -> bool:
    """Whether a number, or the beginning of one, was typed where names are looked for."""
    return bool(_DIGIT.search(canonical_code(text)))


def has_number(text: str) -> bool:
    """Whether so many digits stand together that they may tell who somebody is."""
    return bool(_NUMBER.search(canonical_code(text).replace("-", "")))


def naming_of(typed: str) -> Naming | None:
    """None without anything to look for. Full-width letters are letters."""
    text = canonical_name(_narrow(typed))[:HEAD_NAME]
    parts = _PARTS.findall(text)
    characters = tuple(part for part in parts if not _latin(part))
    if not parts:
        return None
    mixed = len(characters) < len(parts)
    return Naming(text, characters, tuple(islice(_readings(parts), MOST_READINGS)) if mixed else ())


def _readings(parts: list[str]) -> Iterator[str]:
    """The initials of the whole, in every reading; a rare character that no dictionary reads adds nothing."""
    each = [[_letters(part)] if _latin(part) else initials_of(part).split() or [""] for part in parts]
    return ("".join(reading) for reading in product(*each))


def _letters(part: str) -> str:
    return part.replace(" ", "").lower()


def _latin(part: str) -> bool:
    return part.isascii() and part.replace(" ", "").isalpha()


def _narrow(text: str) -> str:
    return "".join(chr(ord(one) - 0xFEE0) if "Ａ" <= one <= "ｚ" else one for one in text)
