"""The people of the register as a list is held against them: one statement for all whom a reader may see."""

from typing import NamedTuple
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.households.models import Membership


class Known(NamedTuple):
    """Somebody who lives in a household now."""

    household: UUID
    village_code: str
    head_name: str
    name: str
    hash: str


def people_in(scope: Scope) -> list[Known]:
    rows = Membership.objects.for_scope(scope).filter(ends_on__isnull=True, voided=False)
    told = rows.order_by().values_list(
        "household_id", "village_code", "household__head_name", "villager__name", "villager__id_hash"
    )
    return [Known(*row) for row in told]
