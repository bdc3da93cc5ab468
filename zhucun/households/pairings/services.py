"""Saying who answers for a family, a village or a township; ending it, handing it over, taking a mistake back.

Nothing is overwritten: a hand-over ends the old pairing on the day the new one begins, and both stay.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.audit.services import note, recorded
from zhucun.households import queries as register
from zhucun.households.choices import PairingKind
from zhucun.households.models import Household, Pairing
from zhucun.households.pairings import queries, refusals
from zhucun.households.pairings.domain import (
    BECAUSE,
    LEVEL_OF,
    NAME,
    OF_HOUSEHOLDS,
    Held,
    Helper,
    Plan,
    State,
    Wanted,
    joined,
    may_say,
)
from zhucun.kernel import clock
from zhucun.kernel.text import canonical
from zhucun.places.models import Unit
from zhucun.policy.registry import register_changed

PAIR = "households.pair"
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Paired:
    """What a list has done."""

    new: int
    handed_over: int
    same: int


@recorded("households.paired", _("登记结对"))
def pair(
    *,
    by: User,
    county: str,
    kind: str,
    helper: Helper,
    starts_on: date,
    place_code: str = "",
    household: Household | None = None,
    because: str = "",
) -> Pairing:
    """Say that somebody answers for a place or a family from a day on."""
    place = household.village_code if household else place_code
    wanted = Wanted(kind, place, helper, starts_on, because, household.id if household else None)
    (line,) = _checked(by, county, [wanted])
    state, held = _plan(county, [line]).add(line)
    if state is not State.NEW and held is not None:
        raise _refusal(state, held, line)
    row = _row(county, line)
    row.save(force_insert=True)
    note(kind=kind, place=place)
    _tell(county, [row])
    return row


@recorded("households.pairing_ended", _("结束结对"))
def end(*, by: User, pairing: Pairing, on: date, because: str) -> Pairing:
    """Say from which day on somebody no longer answers."""
    row = _ending(by, pairing, on, because)
    row.save(update_fields=["ends_on", "because"])
    _tell(row.county_code, [row])
    return row


@recorded("households.pairing_handed_over", _("交接结对"))
def hand_over(*, by: User, pairing: Pairing, helper: Helper, on: date, because: str) -> Pairing:
    """The old pairing ends on the day the new one begins; gives the new one."""
    row = _ending(by, pairing, on, because)
    wanted = Wanted(row.kind, row.place_code, helper, on, because, row.household_id)
    (line,) = _checked(by, row.county_code, [wanted])
    if line.helper.is_same(queries.helper_of(row)):
        raise refusals.SameHelper(name=row.name)
    row.save(update_fields=["ends_on", "because"])
    state, held = _plan(row.county_code, [line]).add(line)
    if state is not State.NEW and held is not None:
        raise _refusal(state, held, line)
    fresh = _row(row.county_code, line)
    fresh.save(force_insert=True)
    note(kind=row.kind, place=row.place_code)
    _tell(row.county_code, [fresh])
    return fresh


@recorded("households.pairing_voided", _("作废结对"))
def void_pairing(*, by: User, pairing: Pairing, because: str) -> Pairing:
    """Take back what was entered by mistake: it never held, and stays to be seen."""
    row = _locked(by, pairing)
    row.voided, row.because = True, joined(row.because, _reason(because))
    row.save(update_fields=["voided", "because"])
    note(kind=row.kind, place=row.place_code)
    _tell(row.county_code, [row])
    return row


@recorded("households.paired_in_bulk", _("批量登记结对"))
def pair_in_bulk(*, by: User, county: str, wanted: Sequence[Wanted]) -> Paired:
    """Say it of many at once, whole or not at all; a line that was said before changes nothing."""
    if not wanted:
        raise refusals.NothingToPair
    lines = _checked(by, county, wanted)
    plan = _plan(county, lines)
    told = [(line, *plan.add(line)) for line in lines]
    for line, state, held in told:
        if state is State.CLASHES and held is not None:
            raise _refusal(state, held, line)
    handed = {held.id: line for line, state, held in told if state is State.HANDS_OVER and held and held.id}
    _end_many(county, handed)
    fresh = [_row(county, line) for line, state, _held in told if state in (State.NEW, State.HANDS_OVER)]
    Pairing.objects.bulk_create(fresh, batch_size=AT_ONCE)
    same = sum(state is State.SAME for _line, state, _held in told)
    note(new=len(fresh), handed_over=len(handed), same=same)
    _tell(county, fresh)
    return Paired(len(fresh) - len(handed), len(handed), same)


def _checked(by: User, county: str, wanted: Sequence[Wanted]) -> list[Wanted]:
    today = clock.today()
    scope = scope_of(by, county, on=today).narrowed(PAIR)
    ids = [line.household_id for line in wanted if line.household_id]
    households = register.households_by_ids(county, ids) if ids else {}
    codes = {line.place_code for line in wanted if not line.household_id}
    there = _There(households, queries.known_places(county, codes, today), _units(county, wanted))
    return [_line(line, scope.prefixes, there, today) for line in wanted]


@dataclass(frozen=True, slots=True)
class _There:
    """What of the county the lines speak of, read at once."""

    households: Mapping[UUID, Household]
    places: frozenset[tuple[int, str]]
    units: Mapping[UUID, str]


def _line(wanted: Wanted, prefixes: Sequence[str], there: _There, today: date) -> Wanted:
    if wanted.kind not in PairingKind.values:
        raise refusals.UnknownKind(kind=wanted.kind)
    kind = PairingKind(wanted.kind)
    place = _place(wanted, kind, there)
    if not may_say(prefixes, kind, place):
        raise refusals.MayNotPair(kind=kind.label)
    if wanted.starts_on > today:
        raise refusals.PairingAhead(day=wanted.starts_on)
    helper = _helper(wanted.helper, there.units)
    return replace(
        wanted, place_code=place, helper=helper, because=canonical(wanted.because).strip()[:BECAUSE]
    )


def _place(wanted: Wanted, kind: PairingKind, there: _There) -> str:
    """Where the pairing lies; refused when what it is about is not there."""
    if kind in OF_HOUSEHOLDS:
        household = there.households.get(wanted.household_id) if wanted.household_id else None
        if household is None or household.ends_on is not None:
            raise refusals.TargetMissing(kind=kind.label)
        return household.village_code
    if wanted.household_id or (LEVEL_OF[kind], wanted.place_code) not in there.places:
        raise refusals.TargetMissing(kind=kind.label)
    return wanted.place_code


def _helper(helper: Helper, units: Mapping[UUID, str]) -> Helper:
    if helper.unit_id is not None:
        if helper.unit_id not in units:
            raise refusals.UnitUnknown
        helper = replace(helper, name=units[helper.unit_id][:NAME])
    helper = helper.cleaned()
    if not helper.name:
        raise refusals.HelperMissing
    if len(helper.name) > NAME:
        raise refusals.HelperTooLong(most=NAME)
    return helper


def _units(county: str, wanted: Iterable[Wanted]) -> dict[UUID, str]:
    ids = {line.helper.unit_id for line in wanted if line.helper.unit_id}
    rows = Unit.objects.in_county(county).filter(id__in=ids)
    return dict(rows.values_list("id", "name")) if ids else {}


def _plan(county: str, lines: Sequence[Wanted]) -> Plan:
    return Plan(queries.held_for(county, {line.target for line in lines}))


def _refusal(state: State, held: Held, line: Wanted) -> refusals.PairingRefusal:
    since = held.starts_on.isoformat()
    if state is State.SAME:
        return refusals.PairedAlready(name=held.helper.name, since=since)
    if state is State.HANDS_OVER:
        return refusals.SomebodyElsePaired(name=held.helper.name, since=since)
    return refusals.PairingsClash(name=held.helper.name, since=since, day=line.starts_on.isoformat())


def _locked(by: User, pairing: Pairing) -> Pairing:
    """The pairing as it is now, for somebody who may change it."""
    county = pairing.county_code
    row = Pairing.objects.in_county(county).get(id=pairing.id)
    if not may_say(scope_of(by, county, on=clock.today()).narrowed(PAIR).prefixes, row.kind, row.place_code):
        raise refusals.MayNotPair(kind=PairingKind(row.kind).label)
    if row.voided:
        raise refusals.PairingOver
    return row


def _ending(by: User, pairing: Pairing, on: date, because: str) -> Pairing:
    row = _locked(by, pairing)
    if row.ends_on is not None:
        raise refusals.PairingOver
    if on < row.starts_on:
        raise refusals.EndsBeforeStart(since=row.starts_on.isoformat())
    if on > clock.today():
        raise refusals.PairingAhead(day=on)
    row.ends_on, row.because = on, joined(row.because, _reason(because))
    note(kind=row.kind, place=row.place_code)
    return row


def _reason(because: str) -> str:
    said = canonical(because).strip()[:BECAUSE]
    if not said:
        raise refusals.WhyMissing
    return said


def _row(county: str, line: Wanted) -> Pairing:
    return Pairing(
        county_code=county,
        kind=line.kind,
        place_code=line.place_code,
        household_id=line.household_id,
        user_id=line.helper.user_id,
        unit_id=line.helper.unit_id,
        name=line.helper.name,
        starts_on=line.starts_on,
        because=line.because,
    )


def _end_many(county: str, handed: Mapping[UUID, Wanted]) -> None:
    rows = list(Pairing.objects.in_county(county).filter(id__in=list(handed))) if handed else []
    for row in rows:
        line = handed[row.id]
        row.ends_on, row.because = line.starts_on, joined(row.because, line.because)
    Pairing.objects.in_county(county).bulk_update(rows, ["ends_on", "because"], batch_size=AT_ONCE)


def _tell(county: str, rows: Iterable[Pairing]) -> None:
    """Whose households a duty looks at has changed."""
    villages = sorted({row.place_code for row in rows if row.kind == PairingKind.CADRE_HOUSEHOLD})
    if villages:
        register_changed(county, villages)
