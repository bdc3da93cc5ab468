"""What a household's page shows of pairings: who answers for it, and what may be added."""

from typing import Any

from zhucun.accounts.scope import Scope
from zhucun.households.models import Household
from zhucun.households.pairings import queries
from zhucun.households.pairings.domain import OF_HOUSEHOLDS
from zhucun.households.pairings.screens import SEE
from zhucun.households.pairings.services import PAIR
from zhucun.kernel import clock

TEMPLATE = "households/pairings/_responsible.html"


def about(scope: Scope, household: Household) -> dict[str, Any] | None:
    """Who answers for the family on this day, then who helps its village and township."""
    if not scope.covers(household.village_code, SEE):
        return None
    today = clock.today()
    rows = queries.responsible_for(scope.county, [household.id], today).get(household.id, [])
    taken = {row.kind for row in rows}
    open_kinds = [kind for kind in OF_HOUSEHOLDS if kind not in taken]
    may_pair = household.ends_on is None and scope.covers(household.village_code, PAIR)
    return {
        "household": household,
        "rows": rows,
        "of_village": queries.helpers_of_place(scope.county, household.village_code, today),
        "open_kinds": open_kinds if may_pair else [],
    }
