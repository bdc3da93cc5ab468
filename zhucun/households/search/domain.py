"""What was typed into the one field, and what it may mean: a name, or exactly one kind of number.

A number is never part of a name, so whoever types one is told so at once and nothing is looked for in vain.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError

from zhucun.households.choices import IdKind
from zhucun.households.naming import Naming, has_digit, naming_of
from zhucun.households.papers import TAIL, read_paper
from zhucun.households.search import refusals
from zhucun.kernel.text import canonical_code

_PAPER = re.compile(r"[0-9]{17}[0-9X](?:[1-7][1-4](?:B[1-9])?)?")
_TELEPHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{9,11}|[2-8][0-9]{6,7}")
_ABROAD = re.compile(r"^(?:\+|00)?86(?=1[0-9]{10}$)")
_NUMBER = re.compile(r"[0-9A-Z-]{5,40}")


class Kind(StrEnum):
    PAPER = "paper"
    TELEPHONE = "telephone"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Number:
    """`text` is what it is found by: a citizen's number, the whole telephone or its last four digits, the household's."""

    kind: Kind
    text: str

    @property
    def personal(self) -> bool:
        """Whether finding somebody by it tells something of the person, so that it leaves a trace."""
        return self.kind is not Kind.HOUSEHOLD


Meaning = Naming | Number


def meaning_of(typed: str, *, today: date) -> Meaning | None:
    """None without anything typed; what cannot be looked for is refused with what to type instead."""
    if has_digit(typed):
        return _number(canonical_code(typed), today)
    naming = naming_of(typed)
    if naming is not None and naming.too_short:
        raise refusals.TooFewLetters
    return naming


def _number(code: str, today: date) -> Number:
    if _PAPER.fullmatch(code):
        return Number(Kind.PAPER, _citizen(code, today))
    digits = _ABROAD.sub("", re.sub(r"[-()（）]", "", code))
    if re.fullmatch(rf"[0-9]{{{TAIL}}}", digits) or _TELEPHONE.fullmatch(digits):
        return Number(Kind.TELEPHONE, digits)
    if _NUMBER.fullmatch(code):
        return Number(Kind.HOUSEHOLD, code)
    if digits.isdecimal() and len(digits) < TAIL:
        raise refusals.TooFewDigits(found=len(digits))
    raise refusals.NotAName


def _citizen(code: str, today: date) -> str:
    """A disability certificate begins with the citizen's number, by which everybody is found."""
    try:
        paper = read_paper(IdKind.CITIZEN, code, today=today)
    except ValidationError as wrong:
        raise refusals.WrongPaper(why=wrong.messages[0]) from wrong
    assert paper is not None
    return paper.known_by
