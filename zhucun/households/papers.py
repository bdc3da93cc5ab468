"""The paper an identity number stands on: a citizen's card, a disability certificate that begins with its number, another."""

import re
from dataclasses import dataclass
from datetime import date

from zhucun.households.choices import IdKind, Sex
from zhucun.households.models import ID_NUMBER, PHONE_TAIL
from zhucun.kernel.fields import keyed_hash
from zhucun.kernel.identity import read_id_number, read_mobile
from zhucun.kernel.text import canonical_code

CITIZEN = 18
TAIL = 4

# The citizen's number, one of seven kinds of disability, one of four degrees; B1, B2… for a certificate issued anew.
_DISABILITY = re.compile(r"[0-9]{17}[0-9X][1-7][1-4](?:B[1-9])?")
_LANDLINE = re.compile(r"0[0-9]{9,11}|[2-8][0-9]{6,7}")


@dataclass(frozen=True, slots=True)
class Paper:
    """`number` as it is kept; `known_by` is what it is searched by; birth and sex as far as the number tells them."""

    kind: str
    number: str
    known_by: str
    born: date | None = None
    sex: str = Sex.UNKNOWN

    @property
    def hash(self) -> str:
        return keyed_hash(self.known_by, ID_NUMBER)


def read_paper(kind: str, text: str, *, today: date) -> Paper | None:
    """None without a number; a number that cannot be right is a ValidationError whose sentence never repeats it."""
    number = canonical_code(text)
    if not number:
        return None
    if kind == IdKind.OTHER:
        return Paper(kind, number, number)
    if _DISABILITY.fullmatch(number):
        kind, citizen = IdKind.DISABILITY, read_id_number(number[:CITIZEN], today=today)
    else:
        kind, citizen = IdKind.CITIZEN, read_id_number(number, today=today)
    return Paper(kind, number, citizen.number, citizen.born, Sex(citizen.sex.value))


def id_hash(text: str) -> str:
    """What somebody is found by who is asked for by number: of a disability certificate its first 18 characters."""
    number = canonical_code(text)
    return keyed_hash(number[:CITIZEN] if _DISABILITY.fullmatch(number) else number, ID_NUMBER)


def read_phone(text: str) -> str:
    """A mobile number, or the landline of those who have no other; anything else is a ValidationError."""
    number = re.sub(r"[-()（）]", "", canonical_code(text))
    return number if not number or _LANDLINE.fullmatch(number) else read_mobile(text)


def phone_tail_hash(number: str) -> str:
    """Of the last four digits, by which somebody is found on the telephone."""
    return keyed_hash(number[-TAIL:], PHONE_TAIL)
