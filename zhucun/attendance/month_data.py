"""A month read once, for every paper that is made of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhucun.accounts.scope import Scope
from zhucun.attendance import matrix, queries
from zhucun.attendance.months import month_title, period_of
from zhucun.engine.duty import TallyDuty
from zhucun.kernel import clock
from zhucun.places import queries as places
from zhucun.policy import queries as policy

LinkTo = Callable[[str], str]  # a path below the month's page → an address of the product


@dataclass(frozen=True)
class MonthData:
    """All that either paper says, read once."""

    county: str
    county_name: str
    month: date
    as_of: date
    duty: TallyDuty | None
    explain_within: int | None  # workdays in which a person may explain, by the pack
    rows: list[dict[str, Any]]
    townships: list[matrix.Township]
    totals: Counter[str]

    @property
    def title(self) -> str:
        return month_title(self.month)


def read_month(scope: Scope, month: date) -> MonthData:
    """A month as its reader may see it."""
    names = places.names(scope.county)
    totals = queries.month_totals(scope, month)
    confirmed = queries.confirmed_townships(scope.county, month)
    rows = matrix.present(queries.month_rows(scope, month), names)
    for row in rows:
        row["township"] = names.get(row["village_code"][:9] + "000", "")
    pack, as_of = policy.pack_of(scope.county), min(clock.today(), period_of(month).last)
    return MonthData(
        county=scope.county,
        county_name=places.county_name(scope.county),
        month=month,
        as_of=as_of,
        duty=policy.presence_duty(pack),
        explain_within=policy.value_on(pack, "explain_within", as_of),
        rows=rows,
        townships=matrix.townships(totals, names, confirmed),
        totals=matrix.sum_of(totals),
    )
