"""Who answers for townships, villages and families: said by the county in lists, some handed over since, some still open."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from random import Random

from zhucun.accounts.models import User
from zhucun.demo.names import Names
from zhucun.dispatch.models import Posting
from zhucun.households.choices import Circumstance, PairingKind
from zhucun.households.models import Household, Membership
from zhucun.households.pairings.domain import Helper, Wanted
from zhucun.households.pairings.services import pair_in_bulk
from zhucun.kernel.identity import Sex

PAPER, HANDED = "县结对帮扶安排", "人员调整，工作交接"
NO_LEADER, NO_UNIT, NO_CADRE, NO_MEMBER = 2, 0.08, 0.12, 0.1  # what is still open
A_MEMBERS, TOO_MANY = 4, 9  # families of a linked Party member; of the one who has taken on too many
HANDED_OVER = 3


def pair_all(
    *,
    by: User,
    county: str,
    townships: Sequence[str],
    postings: Sequence[Posting],
    near: Sequence[Posting],
    homes: Mapping[str, Sequence[Household]],
    names: Names,
    since: date,
    handed_on: date,
    rng: Random,
) -> int:
    """One list when the county begins, another one of hand-overs later; gives how many were said."""
    known = [one.id for posting in near for one in homes.get(posting.village_code, ())]
    members = _party_members(county, [posting.village_code for posting in near])
    wanted = [*_leaders(townships, names, since, rng), *_units(postings, since, rng)]
    cadres = [line for posting in near for line in _cadres(posting, postings, homes, since, rng)]
    wanted += cadres
    for at, posting in enumerate(near):
        there = homes.get(posting.village_code, ())
        wanted += _linked(there, members.get(posting.village_code, []), since, rng, too_many=at == 0)
        wanted += _grid(there, names, since)
    said = pair_in_bulk(by=by, county=county, wanted=wanted)
    handed = [
        _handed(line, near[0], handed_on)
        for line in cadres
        if line.household_id in set(known[: HANDED_OVER * 6])
    ]
    changed = [line for line in handed if line is not None][:HANDED_OVER]
    if changed:
        pair_in_bulk(by=by, county=county, wanted=changed)
    return said.new


def _leaders(townships: Sequence[str], names: Names, since: date, rng: Random) -> Iterator[Wanted]:
    leaders = [Helper(names.unique(rng.choice(list(Sex)))) for _at in range(max(1, len(townships) * 2 // 3))]
    for at, code in enumerate(townships[:-NO_LEADER] or townships):
        yield Wanted(PairingKind.LEADER_TOWNSHIP, code, leaders[at % len(leaders)], since, PAPER)


def _units(postings: Sequence[Posting], since: date, rng: Random) -> Iterator[Wanted]:
    """The unit that sends somebody to a village helps it, too."""
    seen: set[str] = set()
    for posting in postings:
        if posting.village_code not in seen and rng.random() >= NO_UNIT:
            helper = Helper(posting.unit.name, unit_id=posting.unit_id)
            yield Wanted(PairingKind.UNIT_VILLAGE, posting.village_code, helper, since, PAPER)
        seen.add(posting.village_code)


def _cadres(
    near: Posting,
    postings: Sequence[Posting],
    homes: Mapping[str, Sequence[Household]],
    since: date,
    rng: Random,
) -> Iterator[Wanted]:
    """Families that are helped have a cadre: those stationed in the village in turn."""
    here = [one for one in postings if one.village_code == near.village_code and one.person.user_id]
    helped = [home for home in homes.get(near.village_code, ()) if home.circumstance != Circumstance.NONE]
    for at, home in enumerate(helped):
        if rng.random() >= NO_CADRE:
            yield _of_home(PairingKind.CADRE_HOUSEHOLD, home, _helper(here[at % len(here)]), since)


def _handed(line: Wanted, to: Posting, on: date) -> Wanted | None:
    helper = _helper(to)
    if helper.is_same(line.helper):
        return None
    return Wanted(line.kind, line.place_code, helper, on, HANDED, line.household_id)


def _linked(
    homes: Sequence[Household], members: Sequence[str], since: date, rng: Random, *, too_many: bool
) -> Iterator[Wanted]:
    """Party members of the village by name; the first one of a village that asks for it has too many."""
    if not members:
        return
    left = [home for home in homes if rng.random() >= NO_MEMBER]
    load = TOO_MANY if too_many else A_MEMBERS
    for name in members:
        for home in left[:load]:
            yield _of_home(PairingKind.MEMBER_HOUSEHOLD, home, Helper(name), since)
        left, load = left[load:], A_MEMBERS


def _grid(homes: Sequence[Household], names: Names, since: date) -> Iterator[Wanted]:
    """A grid worker for each group of the village."""

    def group(home: Household) -> str:
        return home.group_name

    for _name, there in groupby(sorted(homes, key=group), group):
        helper = Helper(names.unique(Sex.FEMALE))
        for home in there:
            yield _of_home(PairingKind.GRID, home, helper, since)


def _of_home(kind: PairingKind, home: Household, helper: Helper, since: date) -> Wanted:
    return Wanted(kind, home.village_code, helper, since, PAPER, home.id)


def _helper(posting: Posting) -> Helper:
    return Helper(posting.person.name, user_id=posting.person.user_id)


def _party_members(county: str, villages: Sequence[str]) -> dict[str, list[str]]:
    rows = Membership.objects.in_county(county).filter(
        village_code__in=villages, ends_on__isnull=True, villager__political="member"
    )
    found: dict[str, list[str]] = {}
    for code, name in rows.order_by("id").values_list("village_code", "villager__name"):
        found.setdefault(code, []).append(name)
    return found
