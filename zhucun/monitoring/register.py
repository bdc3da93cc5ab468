"""The people of the register as a list is held against them: those whom its names and numbers may mean, and nobody else."""

from collections.abc import Collection, Iterator
from typing import NamedTuple
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.households.models import Membership
from zhucun.kernel.county import CountyQuerySet

AT_ONCE = 10_000  # names or hashes in one statement


class Known(NamedTuple):
    """Somebody who lives in a household now."""

    household: UUID
    village_code: str
    head_name: str
    name: str
    hash: str


def people_in(scope: Scope, names: Collection[str], hashes: Collection[str]) -> list[Known]:
    """One statement for each ten thousand names, and for each ten thousand numbers."""
    here = Membership.objects.for_scope(scope).filter(ends_on__isnull=True, voided=False).order_by()
    found: set[Known] = set()
    for column, wanted in (("villager__name", names), ("villager__id_hash", hashes)):
        for some in _parts(sorted(set(wanted) - {""})):
            found |= _read(here.filter(**{f"{column}__in": some}))
    return sorted(found)


def _read(rows: CountyQuerySet[Membership]) -> set[Known]:
    told = rows.values_list(
        "household_id", "village_code", "household__head_name", "villager__name", "villager__id_hash"
    )
    return {Known(*row) for row in told}


def _parts(words: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(words), AT_ONCE):
        yield words[first : first + AT_ONCE]
