"""What can be chosen: the same in a work record's form and in a case."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """`serves` is the one of the four duties that choosing it serves."""

    code: str
    label: str
    serves: str | None = None
