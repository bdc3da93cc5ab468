"""What a household's page shows of work records: offered to households, which know nothing of records."""

from typing import Any

from zhucun.accounts.scope import Scope
from zhucun.fieldwork import queries
from zhucun.fieldwork.present import lines_of
from zhucun.fieldwork.services import SEE, WRITE
from zhucun.households.models import Household
from zhucun.policy.queries import pack_of

TEMPLATE = "fieldwork/_visits.html"
SHOWN = 20


def about(scope: Scope, household: Household) -> dict[str, Any] | None:
    """The latest visits, for a reader who may see records of the village."""
    if not scope.covers(household.village_code, SEE):
        return None
    pack = pack_of(scope.county)
    records = queries.visits_of(scope.narrowed(SEE), household.id, SHOWN + 1)
    return {
        "household": household,
        "lines": lines_of(records[:SHOWN], pack, {}),
        "more": len(records) > SHOWN,
        "forms": [form for form in pack.forms.values() if form.about == "household"],
        "may_write": scope.covers(household.village_code, WRITE),
    }
