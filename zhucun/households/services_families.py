"""Writing about whole families: another head, a household split, two merged, one that ends."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.households import members, refusals_people
from zhucun.households.acts import Doing, begin, follow, members_of
from zhucun.households.choices import Did, Gone, Joined
from zhucun.households.domain_people import HEAD
from zhucun.households.models import Household, Mark, Membership, Villager

Relations = Mapping[UUID, str]  # of persons, by id


@recorded("households.head_changed", _("变更户主"))
def change_head(
    *,
    by: User,
    household: Household,
    villager: Villager,
    relations: Relations,
    on: date,
    because: str,
    at: datetime | None = None,
) -> Household:
    """Another member is the head from now on; `relations` says how the former head, and others, stand to the new one."""
    doing = begin(by, on, at, because, household)
    mine = members.need_current(villager, household)
    was_called, changed = household.head_name, []
    for membership in members_of(household):
        if membership.id == mine.id:
            continue
        if membership.relation == HEAD or membership.villager.id in relations:
            relation = members.relation_of(membership.villager, relations)
            if relation == HEAD:
                raise refusals_people.HeadTaken(name=villager.name)
            members.set_relation(membership, relation, same_too=True)
            changed.append(membership)
    members.set_relation(mine, HEAD)
    follow([household], doing.today)
    doing.wrote(Did.HEAD_CHANGED, household, villager, {"head_name": [was_called, household.head_name]})
    note(people=len(changed) + 1)
    return household


@recorded("households.household_split", _("分户"))
def split_household(
    *,
    by: User,
    household: Household,
    head: Villager,
    relations: Relations,
    on: date,
    because: str,
    group_name: str | None = None,
    at: datetime | None = None,
) -> Household:
    """Some members found a household of their own, in the same village; gives the new one.

    `relations` names the others who go along, and how they stand to the new head.
    """
    doing = begin(by, on, at, because, household)
    going = _going(household, head, relations)
    new = Household.objects.create(
        county_code=household.county_code,
        village_code=household.village_code,
        group_name=household.group_name if group_name is None else group_name,
        head_name=head.name,
        people=len(going),
    )
    doing.wrote(Did.FOUNDED, new, head, {"household": [str(household.id), str(new.id)]})
    doing.wrote(Did.SPLIT_OFF, household, head, {"household": [str(household.id), str(new.id)]})
    for membership in going:
        relation = HEAD if membership.villager.id == head.id else relations[membership.villager.id]
        members.move(doing, membership, new, relation, Joined.SPLIT, Gone.SPLIT)
    follow([household, new], doing.today)
    note(people=len(going))
    return new


@recorded("households.households_merged", _("并户"))
def merge_households(
    *,
    by: User,
    into: Household,
    household: Household,
    relations: Relations,
    on: date,
    because: str,
    at: datetime | None = None,
) -> Household:
    """Everybody of a household goes over into another, and the first one ends; gives the one that stays."""
    doing = begin(by, on, at, because, into, household)
    if into.id == household.id:
        raise refusals_people.SameHousehold
    moving = members_of(household)
    for membership in moving:
        relation = members.relation_of(membership.villager, relations)
        members.move(doing, membership, into, relation, Joined.MERGED, Gone.MERGED)
    doing.wrote(Did.TOOK_IN, into, changed={"household": [str(household.id), str(into.id)]})
    _end(doing, household, Gone.MERGED)
    follow([into], doing.today)
    note(people=len(moving))
    return into


@recorded("households.household_ended", _("注销农户"))
def household_ends(
    *,
    by: User,
    household: Household,
    on: date,
    because: str,
    gone: Gone = Gone.MOVED_OUT,
    at: datetime | None = None,
) -> Household:
    """Nobody is left, or all move away together on that day. Deaths and mistakes are entered person by person before."""
    doing = begin(by, on, at, because, household)
    leaving = members_of(household)
    if leaving and gone in (Gone.DIED, Gone.ERROR):
        raise refusals_people.StillPeople(name=household.head_name, people=len(leaving))
    for membership in leaving:
        members.leave(doing, membership, gone)
        doing.wrote(Did.LEFT, household, membership.villager, {"gone": ["", gone]})
    _end(doing, household, gone)
    note(gone=gone, people=len(leaving))
    return household


def _going(household: Household, head: Villager, relations: Relations) -> list[Membership]:
    here = members_of(household)
    by_person = {membership.villager.id: membership for membership in here}
    wanted = {head.id, *relations}
    if head.id not in by_person:
        raise refusals_people.NotAMember(name=head.name)
    if not wanted <= set(by_person):
        raise refusals_people.NobodyChosen
    if len(wanted) == len(here):
        raise refusals_people.NobodyStays
    going = [membership for membership in here if membership.villager.id in wanted]
    for membership in going:
        if membership.villager.id != head.id:
            members.relation_of(membership.villager, relations)
    return going


def _end(doing: Doing, household: Household, gone: Gone) -> None:
    """The household is over, and so is what was marked of it."""
    _refuse_before_the_last(doing, household)
    marks = Mark.objects.in_county(household.county_code).filter(
        household=household, ends_on__isnull=True, voided=False
    )
    marks.update(ends_on=doing.on)
    household.ends_on, household.ended_because = doing.on, gone
    household.save(update_fields=["ends_on", "ended_because"])
    doing.wrote(Did.ENDED, household, changed={"gone": ["", gone]})
    follow([household], doing.today)


def _refuse_before_the_last(doing: Doing, household: Household) -> None:
    """A household does not end before somebody came, left, or was marked."""
    mine = {"household": household, "voided": False}
    came = Membership.objects.in_county(household.county_code).filter(**mine)
    marked = Mark.objects.in_county(household.county_code).filter(**mine)
    days = [
        *came.values_list("starts_on", flat=True),
        *came.values_list("ends_on", flat=True),
        *marked.values_list("starts_on", flat=True),
    ]
    latest = max((day for day in days if day is not None), default=date.min)
    if doing.on < latest:
        raise refusals_people.DayTooEarly(day=doing.on, since=latest)
