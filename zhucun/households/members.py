"""One person in one household at a time: entering one, leaving one, and the personal marks that come along or end."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.households import refusals_people as refusals
from zhucun.households.acts import Doing, correcting, members_of
from zhucun.households.checks import RELATIONS, Words
from zhucun.households.choices import Did, Gone, Joined
from zhucun.households.domain_people import HEAD
from zhucun.households.models import Household, Mark, Membership, RegistryAct, Villager
from zhucun.households.papers import CITIZEN
from zhucun.kernel.county import CountyQuerySet
from zhucun.kernel.identity import mask_id
from zhucun.places.queries import village_names

SEE = "households.see"


def current(villager: Villager) -> Membership | None:
    """Where somebody is now."""
    rows = _memberships(villager).filter(ends_on__isnull=True)
    return rows.select_related("household", "villager").first()


def need_current(villager: Villager, household: Household | None = None) -> Membership:
    """Where somebody is now; refused where that is nowhere, or not in this household. The dead have no later acts."""
    villager.refresh_from_db()
    if villager.died_on is not None:
        raise refusals.AlreadyDead(name=villager.name, day=villager.died_on)
    found = current(villager)
    if found is None or (household is not None and found.household_id != household.id):
        raise refusals.NotAMember(name=villager.name)
    return found


def last(villager: Villager) -> Membership:
    """Where somebody is, or was last; of two that ended on one day, the one that was entered later."""
    rows = _memberships(villager).select_related("household").order_by("ends_on", "id")
    found = current(villager) or rows.last()
    if found is None:
        raise refusals.NotAMember(name=villager.name)
    return found


def begin_at(by: User, membership: Membership, at: datetime | None, because: str) -> Doing:
    """A correction of what is kept of somebody, wherever they are now."""
    return correcting(by, membership.county_code, membership.village_code, at, because)


def refuse_stripped(villager: Villager) -> None:
    """Of whom only the name is left, nothing further can be told; who comes back is entered anew."""
    if villager.stripped_on is not None:
        raise refusals.TermOver(name=villager.name)


def refuse_present(villager: Villager) -> None:
    villager.refresh_from_db()
    refuse_stripped(villager)
    if villager.died_on is not None:
        raise refusals.AlreadyDead(name=villager.name, day=villager.died_on)
    if found := current(villager):
        raise refusals.StillAMember(name=villager.name, head=found.household.head_name)


def set_relation(membership: Membership, relation: str, *, same_too: bool = False) -> str:
    """Another relation in the same household; gives the one it was."""
    was = membership.relation
    if was == relation and not same_too:
        raise refusals.NothingCorrectedIn(name=membership.villager.name)
    if was != relation:
        check_relation(membership.household, membership.villager, relation)
    membership.relation = relation
    membership.save(update_fields=["relation"])
    return was


def enter(
    doing: Doing, household: Household, villager: Villager, relation: str, joined: str, since: date | None
) -> Membership:
    """Put somebody who is nowhere into a household."""
    check_relation(household, villager, relation)
    last = _memberships(villager).order_by("-ends_on").first()
    if last is not None and last.ends_on is not None and (since is None or since < last.ends_on):
        raise refusals.DayTooEarly(day=doing.on, since=last.ends_on)
    after_birth(doing, villager)
    return Membership.objects.create(
        county_code=household.county_code,
        villager=villager,
        household=household,
        village_code=household.village_code,
        relation=relation,
        starts_on=since,
        joined=Joined(joined),
    )


def leave(doing: Doing, membership: Membership, gone: Gone, to: Household | None = None) -> None:
    """End a membership; open personal marks end with it, and begin again in the household moved to."""
    marks = list(_open_marks(membership))
    since = max([membership.starts_on or date.min, *(mark.starts_on for mark in marks)])
    if doing.on < since:
        raise refusals.DayTooEarly(day=doing.on, since=since)
    after_birth(doing, membership.villager)
    membership.ends_on, membership.gone = doing.on, gone
    membership.save(update_fields=["ends_on", "gone"])
    for mark in marks:
        mark.ends_on = doing.on
    Mark.objects.in_county(membership.county_code).bulk_update(marks, ["ends_on"])
    if to is not None:
        Mark.objects.bulk_create([_carried(mark, to, doing.on) for mark in marks])


def move(
    doing: Doing, membership: Membership, to: Household, relation: str, joined: str, gone: Gone
) -> Membership:
    """From one household into another on one day, with a line in the history of both."""
    villager, old = membership.villager, membership.household
    if old.id == to.id:
        raise refusals.SameHousehold
    leave(doing, membership, gone, to)
    entered = enter(doing, to, villager, relation, joined, doing.on)
    doing.wrote(Did.LEFT, old, villager, {"gone": ["", gone], "household": [str(old.id), str(to.id)]})
    doing.wrote(Did.JOINED, to, villager, {"relation": ["", relation], "joined": ["", joined]})
    return entered


def reopen(membership: Membership) -> None:
    """Take back the end of a membership, and of the personal marks that nobody ended by themselves on that day."""
    villager, day = membership.villager, membership.ends_on
    if day is None:
        raise refusals.StillAMember(name=villager.name, head=membership.household.head_name)
    check_relation(membership.household, villager, membership.relation)
    membership.ends_on, membership.gone = None, ""
    membership.save(update_fields=["ends_on", "gone"])
    ended = RegistryAct.objects.in_county(membership.county_code).filter(
        villager=villager, act=Did.MARK_ENDED, happened_on=day
    )
    alone = {act.changed["kind"][0] for act in ended}
    marks = Mark.objects.in_county(membership.county_code).filter(
        villager=villager, household=membership.household, ends_on=day, voided=False
    )
    marks.exclude(kind__in=alone).update(ends_on=None)


def refuse_late_birth(villager: Villager, born_on: date | None) -> None:
    """A birth date put right must still lie before everything that is kept of the person."""
    days = _memberships(villager).values_list("starts_on", "ends_on")
    known = [day for pair in days for day in (*pair, villager.died_on) if day is not None]
    if born_on is not None and known and min(known) < born_on:
        raise refusals.BornLater(name=villager.name, born=born_on, day=min(known))


def relation_of(villager: Villager, relations: Mapping[UUID, str]) -> str:
    if not relations.get(villager.id):
        raise refusals.RelationMissing(name=villager.name)
    return relations[villager.id]


def refuse_known_number(
    doing: Doing, county: str, id_hash: str, number: str, own: UUID | None = None
) -> None:
    """One number is one person in a county. Where it is already kept is told only to whoever may see that place."""
    other = Villager.objects.in_county(county).filter(id_hash=id_hash).first() if id_hash else None
    if other is None or other.id == own:
        return
    found = _memberships(other).select_related("household").order_by("-starts_on", "-id").first()
    assert doing.by is not None
    scope = scope_of(doing.by, county, on=doing.today)
    if found is None or not scope.covers(found.village_code, SEE):
        raise refusals.IdNumberElsewhere
    raise refusals.IdNumberTaken(
        masked=mask_id(number[:CITIZEN]),
        village=village_names(scope, [found.village_code]).get(found.village_code, ""),
        head=found.household.head_name,
        name=other.name,
    )


def check_relation(household: Household, villager: Villager, relation: str) -> None:
    if not relation:
        raise refusals.RelationMissing(name=villager.name)
    Words(household.county_code).need(RELATIONS, relation, "relation")
    if relation == HEAD:
        head = next((m.villager for m in members_of(household) if m.relation == HEAD), None)
        if head is not None:
            raise refusals.HeadTaken(name=head.name)


def after_birth(doing: Doing, villager: Villager) -> None:
    if villager.born_on is not None and doing.on < villager.born_on:
        raise refusals.BornLater(name=villager.name, born=villager.born_on, day=doing.on)


def _memberships(villager: Villager) -> CountyQuerySet[Membership]:
    return Membership.objects.in_county(villager.county_code).filter(villager=villager, voided=False)


def _open_marks(membership: Membership) -> CountyQuerySet[Mark]:
    return Mark.objects.in_county(membership.county_code).filter(
        villager_id=membership.villager_id, ends_on__isnull=True, voided=False
    )


def _carried(mark: Mark, to: Household, on: date) -> Mark:
    return Mark(
        county_code=mark.county_code,
        household=to,
        villager_id=mark.villager_id,
        village_code=to.village_code,
        kind=mark.kind,
        starts_on=on,
        basis=mark.basis,
    )
