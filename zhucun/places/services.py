"""Changing places: setting up a county, merging and renaming villages, entering units.

A division is never overwritten: its row ends, another begins, and records keep the code they were made under.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from zhucun.audit.services import Actor, note, recorded
from zhucun.kernel.ids import uuid7
from zhucun.kernel.place_codes import COUNTY, VILLAGE, township_of
from zhucun.kernel.text import canonical_code, canonical_name
from zhucun.places import domain, queries, registry
from zhucun.places.choices import DivisionKind, Level, UnitKind
from zhucun.places.domain import Row
from zhucun.places.merging import (
    MergePlan,
    checked_name,
    in_force,
    plan_merge,
    refuse_taken_name,
    township_row,
)
from zhucun.places.models import Division, Unit
from zhucun.places.refusals import (
    CountyNotHeld,
    NameMissing,
    ReasonMissing,
    SameName,
    UnitCodeDiffers,
    VillagesWithoutTownship,
)

MOST_WORDS = 180
AT_ONCE = 1000


@dataclass(frozen=True)
class Imported:
    """How many divisions were added and how many had been here."""

    townships: int
    villages: int
    above: int
    held: int


class WantedUnit(NamedTuple):
    """A unit as a roster names it; an unknown code is empty."""

    name: str
    kind: UnitKind = UnitKind.ORGAN
    uscc: str = ""


@recorded("places.divisions_imported", _("导入区划"))
def import_divisions(*, by: Actor, county: str, rows: list[Row], source: str, edition: date) -> Imported:
    """Add the divisions of a county that are not held yet; what is held, renamed or ended stays as it is."""
    _refuse_orphans(rows)
    fresh, short = queries.not_held(rows), domain.short_names(rows)
    Division.objects.bulk_create(
        [
            Division(
                code=row.code,
                level=row.level,
                kind=DivisionKind(domain.kind_of(row)),
                name=row.name,
                short_name=short[row.level, row.code],
                valid_from=edition,
                source=source,
            )
            for row in fresh
        ],
        batch_size=AT_ONCE,
    )
    by_level = [row.level for row in fresh]
    villages, townships = by_level.count(Level.VILLAGE), by_level.count(Level.TOWNSHIP)
    note(edition=edition, townships=townships, villages=villages)
    return Imported(townships, villages, len(fresh) - villages - townships, len(rows) - len(fresh))


@recorded("places.villages_merged", _("合并村"))
def merge_villages(
    *,
    by: Actor,
    county: str,
    codes: Iterable[str],
    on: date,
    because: str,
    into_name: str = "",
    into_code: str = "",
) -> Division:
    """End villages the day before `on` and hand them to one village, which is made when it does not exist.

    `into_code` may be one of the villages, a neighbour or a new code; empty makes up a free one.
    """
    because = checked_reason(because)
    wait_for_others(county)
    plan = plan_merge(county=county, codes=codes, on=on, into_name=into_name, into_code=into_code)
    for village in plan.ending:
        _end(village, plan.last_day, plan.code)
    successor = _successor(plan, because)
    note(old=plan.old_codes, new=plan.code)
    registry.merged(county, plan.old_codes, plan.code, on)
    return successor


@recorded("places.village_renamed", _("村更名"))
def rename_village(*, by: Actor, county: str, code: str, name: str, on: date, because: str) -> Division:
    """Give a village another name from a day on; the code stays, and so does the old name before that day."""
    because, name = checked_reason(because), checked_name(name)
    if not name:
        raise NameMissing
    wait_for_others(county)
    village = in_force(county, queries.latest_rows(county, [code]).get(code), code, on)
    if name in (village.name, village.short_name):
        raise SameName(name=village.short_name)
    refuse_taken_name(name, township_row(code), besides=[code])
    note(code=code)
    return _renamed(village, name, on, because)


def ensure_units(county: str, wanted: Iterable[WantedUnit]) -> dict[str, Unit]:
    """The county's units under the names a roster gives them, made where missing.

    A unit is recognised by its code, else by its name; a code unknown so far is filled in. Part of the
    importer's act and of its transaction; the importer's audit line covers it.
    """
    units = list(Unit.objects.in_county(county))
    by_name = {unit.name: unit for unit in units}
    by_uscc = {unit.uscc: unit for unit in units if unit.uscc}
    found: dict[str, Unit] = {}
    fresh: dict[str, Unit] = {}
    filled: dict[str, Unit] = {}
    for each in wanted:
        name, uscc = canonical_name(each.name), canonical_code(each.uscc)
        unit = by_uscc.get(uscc) or by_name.get(name)
        if unit is None:
            unit = Unit(id=uuid7(), county_code=county, name=name, kind=each.kind)
            by_name[name] = fresh[name] = unit
        if uscc and not unit.uscc:
            unit.uscc = uscc
            by_uscc[uscc] = filled[unit.name] = unit
        if uscc and unit.uscc != uscc:
            raise UnitCodeDiffers(name=name, given=uscc, held=unit.uscc)
        found[each.name] = unit
    Unit.objects.bulk_create(fresh.values(), batch_size=AT_ONCE)
    known = [unit for name, unit in filled.items() if name not in fresh]
    Unit.objects.in_county(county).bulk_update(known, ["uscc"], batch_size=AT_ONCE)
    return found


def wait_for_others(county: str) -> None:
    """Changes to a county's divisions go one after the other."""
    code = county.ljust(VILLAGE, "0")
    row = Division.objects.select_for_update().filter(level=Level.COUNTY, code=code).first()
    if row is None or len(county) != COUNTY:
        raise CountyNotHeld(county=county)


def _successor(plan: MergePlan, because: str) -> Division:
    if plan.into is not None:
        return _renamed(plan.into, plan.name, plan.on, because) if plan.renames else plan.into
    return _begin(plan.code, plan.name, plan.on, because)


def _renamed(village: Division, name: str, on: date, because: str) -> Division:
    _end(village, on - timedelta(days=1), village.code)
    return _begin(village.code, name, on, because)


def _begin(code: str, name: str, on: date, because: str) -> Division:
    return Division.objects.create(
        code=code,
        level=Level.VILLAGE,
        kind=DivisionKind(domain.kind_of(Row(code, Level.VILLAGE, name))),
        name=name,
        short_name=domain.short_name_of(name),
        valid_from=on,
        source=because,
    )


def _end(village: Division, last_day: date, successor: str) -> None:
    village.valid_to, village.successor_code = last_day, successor
    village.save(update_fields=["valid_to", "successor_code"])


def checked_reason(because: str) -> str:
    reason = canonical_name(because)
    if not reason:
        raise ReasonMissing
    return reason[:MOST_WORDS]


def _refuse_orphans(rows: list[Row]) -> None:
    townships = {row.code for row in rows if row.level == Level.TOWNSHIP}
    orphans = [row for row in rows if row.level == Level.VILLAGE and township_of(row.code) not in townships]
    if orphans:
        raise VillagesWithoutTownship(count=len(orphans), name=orphans[0].name, code=orphans[0].code)
