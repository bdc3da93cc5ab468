"""Division codes as ranges: a scope is a code prefix, and a prefix is a range on an index.

`startswith` scans the whole table on SQLite; `code >= low and code < high` does not.
"""

from uuid import UUID

from django.db.models import Q

VILLAGE, TOWNSHIP, COUNTY = 12, 9, 6


def prefix_of(code: str) -> str:
    """'513331000000' → '513331', '513331101000' → '513331101': the digits that say something."""
    for length in (2, 4, COUNTY, TOWNSHIP):
        if set(code[length:]) <= {"0"}:
            return code[:length]
    return code


def bounds(prefix: str) -> tuple[str, str]:
    """The half-open range of 12-digit codes below a prefix."""
    return prefix.ljust(VILLAGE, "0"), after(prefix).ljust(VILLAGE, "0")


def after(prefix: str) -> str:
    """The first text beyond everything that begins with a prefix."""
    return (
        str(int(prefix) + 1).rjust(len(prefix), "0") if prefix.strip("9") else "A"
    )  # a letter sorts after 9


def within(field: str, prefix: str) -> Q:
    """The condition that a code column lies below a prefix."""
    low, high = bounds(prefix)
    return Q(**{f"{field}__gte": low, f"{field}__lt": high})


def prefix_within(field: str, prefix: str) -> Q:
    """The same for a column that holds prefixes: '990001' lies within '990001', and '990001101' too."""
    return Q(**{f"{field}__gte": prefix, f"{field}__lt": after(prefix)})


def township_of(village_code: str) -> str:
    """'513331101200' → '513331101000'."""
    return village_code[:TOWNSHIP] + "000"


def village_id(code: str) -> UUID:
    """A village as the subject of a decision, whose key is a UUID: its code, written as one."""
    return UUID(int=int(code))


def village_code(id: UUID) -> str:
    """The village that `village_id` wrote."""
    return str(id.int).rjust(VILLAGE, "0")
