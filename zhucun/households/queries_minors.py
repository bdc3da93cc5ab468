"""Who may open what is kept of children under 14, and since when: one query for a whole page."""

from dataclasses import dataclass
from datetime import date

from zhucun.accounts.scope import Scope
from zhucun.households.models import MinorAccess
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.place_codes import prefix_of


@dataclass(frozen=True, slots=True)
class MinorLeave:
    """The places in which a reader may open children's data on a day."""

    prefixes: tuple[str, ...]

    def covers(self, village_code: str) -> bool:
        return any(village_code.startswith(prefix) for prefix in self.prefixes)


def minor_leave(scope: Scope, on: date) -> MinorLeave:
    rows = MinorAccess.objects.in_county(scope.county).filter(
        user_id=scope.user_id, withdrawn=False, starts_on__lte=on, ends_on__gte=on
    )
    return MinorLeave(tuple(prefix_of(code) for code in rows.values_list("place_code", flat=True)))


def may_open_minor(scope: Scope, village_code: str, on: date) -> bool:
    """Whether a reader has leave for one village; the place must lie in the reader's own scope besides."""
    in_scope = any(village_code.startswith(prefix) for prefix in scope.prefixes)
    return in_scope and minor_leave(scope, on).covers(village_code)


def minor_accesses(scope: Scope) -> CountyQuerySet[MinorAccess]:
    """Every leave given below the reader's places, newest first: for the list and the yearly audit."""
    return MinorAccess.objects.for_scope(scope).select_related("user", "given_by").order_by("-id")
