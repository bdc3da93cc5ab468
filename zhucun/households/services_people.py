"""Writing about one person: entered, corrected, moved, gone, dead. Each act is a line in the history of the family."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.households import members
from zhucun.households import refusals_people as refusals
from zhucun.households.acts import Changes, Doing, begin, follow
from zhucun.households.checks import Words, checked_villager
from zhucun.households.choices import Did, Gone, Joined
from zhucun.households.domain_people import SEALED, VillagerEntry
from zhucun.households.models import Household, Mark, Membership, Villager
from zhucun.kernel import clock

HIDDEN = frozenset({"initials", "id_hash", "phone_tail_hash"})  # follow others, so they are not said


@recorded("households.villager_added", _("登记成员"))
def add_villager(
    *,
    by: User,
    county: str,
    household: Household,
    entry: VillagerEntry,
    relation: str,
    on: date,
    joined: str = Joined.KNOWN,
    because: str = "",
    at: datetime | None = None,
) -> Villager:
    """Enter a person into a household: known to be there, born, married in, moved in on a day.

    Somebody who left the register and comes back under the same number is the same person again.
    """
    doing = begin(by, on, at, because, household, must_say=False)
    columns = checked_villager(_born(entry, joined, on), Words(county), today=doing.today)
    known = _known(county, columns)
    if known is None:
        members.refuse_known_number(doing, county, columns["id_hash"], columns["id_number"] or "")
    elif joined == Joined.KNOWN:
        joined = Joined.RETURNED
    villager = known or Villager(county_code=county)
    _set(villager, columns if known is None else _told(columns))
    villager.save()
    members.enter(doing, household, villager, relation, joined, None if joined == Joined.KNOWN else on)
    doing.wrote(Did.MEMBER_ADDED, household, villager, {"relation": ["", relation], "joined": ["", joined]})
    note(joined=joined, again=known is not None)
    return _done(villager, [household], doing)


@recorded("households.villager_corrected", _("更正成员信息"))
def correct_villager(
    *, by: User, villager: Villager, entry: VillagerEntry, because: str, at: datetime | None = None
) -> Villager:
    """Put right what is kept of a person. Of numbers and health the history says only that they changed."""
    membership = members.last(villager)
    doing = members.begin_at(by, membership, at, because)
    villager.refresh_from_db()
    members.refuse_stripped(villager)
    columns = checked_villager(entry, Words(villager.county_code), today=doing.today)
    members.refuse_known_number(
        doing, villager.county_code, columns["id_hash"], columns["id_number"] or "", own=villager.id
    )
    members.refuse_late_birth(villager, columns["born_on"])
    changed = _changes(villager, columns)
    if not changed:
        raise refusals.NothingCorrectedIn(name=villager.name)
    _set(villager, columns)
    villager.save()
    doing.wrote(Did.MEMBER_CORRECTED, membership.household, villager, changed)
    note(fields=sorted(changed))
    return _done(villager, [membership.household], doing)


@recorded("households.relation_corrected", _("更正与户主关系"))
def correct_relation(
    *, by: User, villager: Villager, relation: str, because: str, at: datetime | None = None
) -> Villager:
    """Put right how somebody stands to the head; who is head is changed by `change_head`."""
    membership = members.need_current(villager)
    doing = members.begin_at(by, membership, at, because)
    was = members.set_relation(membership, relation)
    doing.wrote(Did.MEMBER_CORRECTED, membership.household, villager, {"relation": [was, relation]})
    note(fields=["relation"])
    return _done(villager, [membership.household], doing)


@recorded("households.villager_voided", _("撤销误登成员"))
def void_villager(*, by: User, villager: Villager, because: str, at: datetime | None = None) -> Villager:
    """Somebody was entered who never was there: the numbers are dropped, the membership no longer counts."""
    membership = members.last(villager)
    doing = members.begin_at(by, membership, at, because)
    villager.refresh_from_db()
    members.refuse_stripped(villager)
    mine: Any = {"villager": villager, "voided": False}
    for model in (Membership, Mark):
        model.objects.in_county(villager.county_code).filter(**mine).update(voided=True)
    villager.id_number = villager.phone = None
    villager.id_hash = villager.phone_tail_hash = ""
    villager.save()
    doing.wrote(Did.MEMBER_VOIDED, membership.household, villager)
    return _done(villager, [membership.household], doing)


@recorded("households.member_moved", _("成员转户"))
def member_moves(
    *,
    by: User,
    villager: Villager,
    to: Household,
    relation: str,
    on: date,
    because: str,
    joined: str = Joined.MOVED_IN,
    gone: Gone = Gone.MOVED_OUT,
    at: datetime | None = None,
) -> Villager:
    """From one household of the county into another on a day: a marriage, a move."""
    membership = members.need_current(villager)
    doing = begin(by, on, at, because, membership.household, to)
    members.move(doing, membership, to, relation, joined, gone)
    note(joined=joined, gone=gone)
    return _done(villager, [membership.household, to], doing)


@recorded("households.member_left", _("成员迁出"))
def member_leaves(
    *,
    by: User,
    villager: Villager,
    on: date,
    because: str,
    gone: Gone = Gone.MOVED_OUT,
    at: datetime | None = None,
) -> Villager:
    """Out of the county's register: moved away, married elsewhere. Whoever dies is entered by `member_dies`."""
    membership = members.need_current(villager)
    doing = begin(by, on, at, because, membership.household)
    members.leave(doing, membership, gone)
    doing.wrote(Did.LEFT, membership.household, villager, {"gone": ["", gone]})
    note(gone=gone)
    return _done(villager, [membership.household], doing)


@recorded("households.member_joined", _("成员回户"))
def member_joins(
    *,
    by: User,
    villager: Villager,
    household: Household,
    relation: str,
    on: date,
    because: str,
    joined: str = Joined.RETURNED,
    at: datetime | None = None,
) -> Villager:
    """Somebody the register knows, who is in no household now, comes into one."""
    doing = begin(by, on, at, because, household)
    members.refuse_present(villager)
    members.enter(doing, household, villager, relation, joined, on)
    doing.wrote(Did.JOINED, household, villager, {"relation": ["", relation], "joined": ["", joined]})
    note(joined=joined)
    return _done(villager, [household], doing)


@recorded("households.member_died", _("成员去世"))
def member_dies(
    *, by: User, villager: Villager, on: date, because: str = "", at: datetime | None = None
) -> Villager:
    membership = members.need_current(villager)
    doing = begin(by, on, at, because, membership.household, must_say=False)
    members.leave(doing, membership, Gone.DIED)
    villager.died_on = on
    villager.save(update_fields=["died_on"])
    doing.wrote(Did.DIED, membership.household, villager, {"died_on": [None, on.isoformat()]})
    return _done(villager, [membership.household], doing)


@recorded("households.departure_voided", _("撤销误登去世或转出"))
def void_departure(*, by: User, villager: Villager, because: str, at: datetime | None = None) -> Villager:
    """Somebody was entered as dead or gone who is still there: back in the same household, with the marks that ended by it."""
    membership = members.last(villager)
    household = membership.household
    today = clock.date_of(at or clock.now())
    doing = begin(by, today, at, because, household)
    villager.refresh_from_db()
    members.refuse_stripped(villager)
    members.reopen(membership)
    was = villager.died_on.isoformat() if villager.died_on else None
    villager.died_on = None
    villager.save(update_fields=["died_on"])
    doing.wrote(Did.GONE_VOIDED, household, villager, {"died_on": [was, None]} if was else {})
    return _done(villager, [household], doing)


def _known(county: str, columns: dict[str, Any]) -> Villager | None:
    """The person of this number and name who was here before and is in no household now."""
    if not columns["id_hash"]:
        return None
    same = Villager.objects.in_county(county).filter(
        id_hash=columns["id_hash"], name=columns["name"], died_on__isnull=True
    )
    found = same.first()
    return found if found is not None and members.current(found) is None else None


def _born(entry: VillagerEntry, joined: str, on: date) -> VillagerEntry:
    """A child born on the day of the act has that birthday, unless a number or a date says another."""
    if joined == Joined.BORN and entry.born_on is None and not entry.id_number:
        return entry.born(on)
    return entry


def _changes(villager: Villager, columns: dict[str, Any]) -> Changes:
    return {
        name: [] if name in SEALED else [_plain(getattr(villager, name)), _plain(value)]
        for name, value in columns.items()
        if name not in HIDDEN and getattr(villager, name) != value
    }


def _set(villager: Villager, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(villager, name, value)


def _told(columns: dict[str, Any]) -> dict[str, Any]:
    """What an entry says of somebody; what it leaves open stays as it is kept."""
    return {name: value for name, value in columns.items() if value not in (None, "", [], "unknown", "none")}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _done(villager: Villager, households: Iterable[Household], doing: Doing) -> Villager:
    touched = list(households)
    follow(touched, doing.today)
    villager.village_code = touched[-1].village_code
    return villager
