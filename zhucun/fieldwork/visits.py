"""What a household's page shows of work records: offered to households, which know nothing of records."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from zhucun.accounts.scope import Scope
from zhucun.fieldwork import queries
from zhucun.fieldwork.agreed import agreed_with
from zhucun.fieldwork.checklists import checklists_of
from zhucun.fieldwork.present import lines_of
from zhucun.fieldwork.services import SEE, WRITE
from zhucun.households.models import Household
from zhucun.kernel import clock
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
        "agreed": agreed_with(records, pack, clock.today()),
        "checklists": checklists_of(scope.narrowed(SEE), household.id, pack),
    }


def last_seen(scope: Scope, households: Sequence[UUID]) -> dict[UUID, date]:
    """For a list of households, as far as the reader sees their records."""
    return queries.last_seen(scope.narrowed(SEE), households)
