"""Saying of which type a village is, ending it, taking a mistake back: for one village, or for a list.

Nothing is overwritten: a type ends on a day, a mistake is voided and stays to be seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from zhucun.audit.services import Actor, note, recorded
from zhucun.places import queries as places
from zhucun.places import registry
from zhucun.places.classing import queries
from zhucun.places.classing.domain import Plan, State, Wanted
from zhucun.places.merging import in_force
from zhucun.places.models import Division, VillageType
from zhucun.places.refusals import (
    NotAType,
    TypeEnded,
    TypeEndsBeforeStart,
    TypeHeldAlready,
    TypesClash,
    TypesEmpty,
    TypeVoided,
)
from zhucun.places.services import checked_reason, wait_for_others

ONE_DAY = timedelta(days=1)
AT_ONCE = 500
Stretch = tuple[str, date, date | None]  # a village, and the days on which its types have changed


@dataclass(frozen=True)
class Classed:
    """What a list has done."""

    new: int
    ended: int
    same: int


@recorded("places.village_classed", _("登记村类型"))
def set_type(*, by: Actor, county: str, village_code: str, kind: str, on: date, because: str) -> VillageType:
    """Say that a village is of a type from a day on, until somebody says otherwise."""
    wanted = Wanted(village_code, kind, on, checked_reason(because))
    wait_for_others(county)
    village = _villages(county, [wanted])[village_code]
    _known_kinds(county, [wanted])
    state, held = _plan(county).add(wanted)
    if state is not State.NEW:
        since = held.first if held else on
        raise TypeHeldAlready(name=village.short_name, kind=_word(county, kind), since=since.isoformat())
    before = queries.known_since(county)
    row = _row(county, wanted)
    row.save(force_insert=True)
    note(village=village_code, kind=kind)
    _tell(county, before, [(village_code, on, None)])
    return row


@recorded("places.village_type_ended", _("结束村类型"))
def end_type(*, by: Actor, row: VillageType, last_day: date, because: str) -> VillageType:
    """Say until which day a village is of a type."""
    reason = checked_reason(because)
    row = _locked(row)
    if row.ends_on is not None:
        raise TypeEnded(day=row.ends_on.isoformat())
    if last_day < row.starts_on:
        raise TypeEndsBeforeStart(since=row.starts_on.isoformat())
    before = queries.known_since(row.county_code)
    row.ends_on, row.end_because = last_day, reason
    row.save(update_fields=["ends_on", "end_because"])
    note(village=row.village_code, kind=row.kind)
    _tell(row.county_code, before, [(row.village_code, last_day + ONE_DAY, None)])
    return row


@recorded("places.village_type_voided", _("作废村类型"))
def void_type(*, by: Actor, row: VillageType, because: str) -> VillageType:
    """Take back what was entered by mistake: it never held, and stays to be seen."""
    reason = checked_reason(because)
    row = _locked(row)
    before = queries.known_since(row.county_code)
    row.voided, row.void_because = True, reason
    row.save(update_fields=["voided", "void_because"])
    note(village=row.village_code, kind=row.kind)
    _tell(row.county_code, before, [(row.village_code, row.starts_on, row.ends_on)])
    return row


@recorded("places.villages_classed", _("批量登记村类型"))
def set_types(*, by: Actor, county: str, wanted: Sequence[Wanted]) -> Classed:
    """Say it of many villages, whole or not at all; a line that was said before changes nothing."""
    if not wanted:
        raise TypesEmpty
    wait_for_others(county)
    _villages(county, wanted)
    _known_kinds(county, wanted)
    plan = _plan(county)
    states = [(line, plan.add(line)[0]) for line in wanted]
    if any(state is State.CLASHES for _line, state in states):
        raise TypesClash
    before = queries.known_since(county)
    fresh = [line for line, state in states if state is State.NEW]
    ending = [line for line, state in states if state is State.ENDS]
    VillageType.objects.bulk_create([_row(county, line) for line in fresh], batch_size=AT_ONCE)
    ended = _end(county, ending)
    note(new=len(fresh), ended=len(ending))
    _tell(county, before, [*((line.village_code, line.starts_on, line.ends_on) for line in fresh), *ended])
    return Classed(len(fresh), len(ending), len(wanted) - len(fresh) - len(ending))


def _end(county: str, ending: Sequence[Wanted]) -> list[Stretch]:
    """End what is held of these lines; the days after each end are those that have changed."""
    lines = {line[:3]: line for line in ending}
    held = VillageType.objects.in_county(county).filter(
        voided=False, village_code__in={line.village_code for line in ending}
    )
    rows = [row for row in held if (row.village_code, row.kind, row.starts_on) in lines]
    for row in rows:
        line = lines[row.village_code, row.kind, row.starts_on]
        row.ends_on, row.end_because = line.ends_on, line.because
    VillageType.objects.in_county(county).bulk_update(rows, ["ends_on", "end_because"], batch_size=AT_ONCE)
    return [(row.village_code, row.ends_on + ONE_DAY, None) for row in rows if row.ends_on]


def _row(county: str, wanted: Wanted) -> VillageType:
    return VillageType(
        county_code=county,
        village_code=wanted.village_code,
        kind=wanted.kind,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        because=wanted.because,
        end_because=wanted.because if wanted.ends_on else "",
    )


def _plan(county: str) -> Plan:
    return Plan(queries.spans_of(county))


def _locked(row: VillageType) -> VillageType:
    wait_for_others(row.county_code)
    fresh = VillageType.objects.in_county(row.county_code).get(id=row.id)
    if fresh.voided:
        raise TypeVoided
    return fresh


def _villages(county: str, wanted: Sequence[Wanted]) -> dict[str, Division]:
    """The villages of the lines, all of them there today; a paper may well be older than the table of villages."""
    codes = sorted({line.village_code for line in wanted})
    held = places.latest_rows(county, codes)
    return {code: in_force(county, held.get(code), code, date.max) for code in codes}


def _known_kinds(county: str, wanted: Sequence[Wanted]) -> None:
    words = registry.type_words(county)
    unknown = next((line.kind for line in wanted if line.kind not in words), None)
    if unknown is not None:
        raise NotAType(kind=unknown)


def _word(county: str, kind: str) -> str:
    return registry.type_words(county).get(kind, kind)


def _tell(county: str, before: date | None, changed: Sequence[Stretch]) -> None:
    """Name whose types have changed; with the county's first word every village is known, so all have."""
    if not changed:
        return
    first, since = min(day for _code, day, _last in changed), queries.known_since(county)
    lasts = [last for _code, _first, last in changed]
    last = None if None in lasts else max(day for day in lasts if day)
    codes: list[str] | None = sorted({code for code, _first, _last in changed})
    if since != before:
        codes, last = None, None
        first = min(day for day in (first, since, before) if day)
    registry.types_changed(county, codes, first, last)
