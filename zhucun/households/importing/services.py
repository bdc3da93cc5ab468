"""Taking a register in: one transaction, one line in the trail, and the same file twice changes nothing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.households.acts import Doing
from zhucun.households.importing import refusals
from zhucun.households.importing.checking import plan_of
from zhucun.households.importing.plan import FamilyPlan, Totals
from zhucun.households.importing.writing import write_changes
from zhucun.households.models import Membership
from zhucun.households.services_bulk import add_families
from zhucun.kernel import clock
from zhucun.kernel.spreadsheet import State
from zhucun.policy.registry import register_changed

SAID_MOST = 200


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    totals: Totals


@recorded("households.register_imported", _("导入农户"))
def import_register(
    *, by: User, county: str, data: bytes, on: date, because: str, leave_out_faulty: bool = False
) -> Imported:
    """Write a file, whole or not at all; on request without the families in which something is wrong.

    It is checked again here against the county as it is now: between preview and confirmation another hand may have
    changed a family.
    """
    because = because.strip()[:SAID_MOST]
    if not because:
        raise refusals.SourceMissing
    plan = plan_of(county, scope_of(by, county, on=on), data, on=on)
    totals = plan.totals
    if not plan.families:
        raise refusals.RegisterIsEmpty
    if plan.broken:
        raise refusals.RegisterIsBroken
    if totals.errors and not leave_out_faulty:
        raise refusals.RegisterHasErrors(errors=totals.errors)
    sound = [one for one in plan.families if one.state in (State.NEW, State.CHANGED)]
    try:
        _write(by, county, sound, on, because)
    except IntegrityError as clash:
        raise refusals.RegisterClash from clash
    note(
        households=totals.new,
        changed=totals.changed,
        people=totals.new_people,
        rows=totals.households,
        digest=plan.digest,
    )
    return Imported(totals)


def _write(by: User, county: str, sound: list[FamilyPlan], on: date, because: str) -> None:
    fresh = [one.fresh for one in sound if one.fresh is not None]
    if fresh:
        add_families(by=by, county=county, families=fresh, on=on, because=because)
    changed = [one for one in sound if one.household is not None]
    if changed:
        doing = Doing(by, on, clock.now(), because)
        write_changes(county, changed, doing, _members(county, changed))
        villages = {one.household.village_code for one in changed if one.household}
        register_changed(county, sorted(villages))


def _members(county: str, plans: list[FamilyPlan]) -> dict[UUID, int]:
    """How many are in each household that somebody is added to."""
    asked = [one.household.id for one in plans if one.household and one.added]
    found: dict[UUID, int] = {}
    for start in range(0, len(asked), SAID_MOST):
        rows = Membership.objects.in_county(county).filter(
            household_id__in=asked[start : start + SAID_MOST], ends_on__isnull=True, voided=False
        )
        counted = rows.order_by().values("household_id").annotate(n=Count("id"))
        found |= {row["household_id"]: row["n"] for row in counted}
    return found
