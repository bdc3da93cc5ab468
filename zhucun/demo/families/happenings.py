"""What changed in the villages since the register was made: who it may happen to, how often, on which day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from random import Random

from zhucun.demo.diary import Story
from zhucun.demo.families import changes
from zhucun.demo.families.changes import OLD, Clerk, Home
from zhucun.demo.names import Names
from zhucun.dispatch.models import Posting
from zhucun.households.choices import Circumstance
from zhucun.households.domain_people import HEAD
from zhucun.households.models import Household, Membership

MARRIES = range(21, 33)
LATELY = 80  # days: what a rule calls new
Act = Callable[[Clerk, Home], None]
Fits = Callable[[Clerk, Home], bool]


def _couple(clerk: Clerk, home: Home) -> bool:
    return home.of("daughter_in_law") is not None and home.of("daughter") is None


def _single_son(clerk: Clerk, home: Home) -> bool:
    son = home.of("son")
    return son is not None and clerk.age(son) in MARRIES and home.of("daughter_in_law") is None


def _single_daughter(clerk: Clerk, home: Home) -> bool:
    daughter = home.of("daughter")
    return daughter is not None and clerk.age(daughter) in MARRIES and home.of("son_in_law") is None


def _three_generations(clerk: Clerk, home: Home) -> bool:
    return home.of("son") is not None and home.of("daughter_in_law") is not None


def _old_member(clerk: Clerk, home: Home) -> bool:
    return any(clerk.age(one) >= OLD for one in home.members[1:])


def _old_head(clerk: Clerk, home: Home) -> bool:
    return len(home.members) > 1 and home.members[1].relation == "spouse" and clerk.age(home.members[0]) >= 60


def _alone(clerk: Clerk, home: Home) -> bool:
    return len(home.members) == 1 and home.household.circumstance == Circumstance.NONE


def _worker(clerk: Clerk, home: Home) -> bool:
    return any(one.villager.works_at for one in home.members)


def _ordinary(clerk: Clerk, home: Home) -> bool:
    return home.household.circumstance == Circumstance.NONE


# What, to whom, how many times in the shown village and how many in those around; `LATELY` in the last weeks only.
HAPPENINGS: Sequence[tuple[Act, Fits, int, int, bool]] = (
    (changes.born, _couple, 1, 2, False),
    (changes.married_in, _single_son, 1, 2, False),
    (changes.married_out, _single_daughter, 1, 1, False),
    (changes.died, _old_member, 1, 1, False),
    (changes.head_died, _old_head, 1, 1, False),
    (changes.split, _three_generations, 1, 1, False),
    (changes.moved_away, _alone, 0, 1, False),
    (changes.new_phone, _worker, 1, 1, False),
    (changes.lost_work, _worker, 1, 1, True),
    (changes.allowance, _ordinary, 1, 1, True),
    (changes.flooded, _ordinary, 1, 1, True),
)


class Happenings:
    """Draws what happens; no family has two things happen to it, so that none stands in the way of another."""

    def __init__(
        self, county: str, near: Sequence[Posting], names: Names, since: date, until: date, rng: Random
    ) -> None:
        self._near, self._names, self._rng = near, names, rng
        self._since, self._until = since, until
        self._free = _families(county, [posting.village_code for posting in near])

    def draw(self, taken: set[object], *, around: bool) -> Iterator[tuple[date, Story]]:
        """`taken` are households of which another story is told; `around`: also in the villages near the shown one."""
        for homes in self._free.values():
            homes[:] = [home for home in homes if home.household.id not in taken]
        for act, fits, at_home, elsewhere, lately in HAPPENINGS:
            for at in range(at_home + elsewhere * around):
                near = (
                    self._near[:1] if at < at_home else self._rng.sample(self._near[1:], len(self._near) - 1)
                )
                yield from self._first(near, act, fits, lately=lately)
        yield from self._merger()

    def _first(
        self, near: Sequence[Posting], act: Act, fits: Fits, *, lately: bool
    ) -> Iterator[tuple[date, Story]]:
        """In the first of the villages where there is a family to whom it may happen."""
        for posting in near:
            clerk = self._clerk(posting, lately=lately)
            if home := self._one(posting, clerk, fits):
                yield clerk.day, _once(partial(act, clerk, home))
                return

    def _merger(self) -> Iterator[tuple[date, Story]]:
        for posting in self._near:
            clerk = self._clerk(posting, lately=False)
            old = self._one(posting, clerk, _alone)
            into = self._one(posting, clerk, lambda _clerk, home: len(home.members) > 1) if old else None
            if old and into:
                yield clerk.day, _once(partial(changes.merged, clerk, old, into.household))
                return

    def _clerk(self, posting: Posting, *, lately: bool) -> Clerk:
        since = max(self._since, self._until - timedelta(days=LATELY)) if lately else self._since
        day = since + timedelta(days=self._rng.randrange(max((self._until - since).days, 1)))
        assert posting.person.user is not None, "whoever writes the register signs in"
        return Clerk(posting.person.user, self._names, self._rng, day)

    def _one(self, posting: Posting, clerk: Clerk, fits: Fits) -> Home | None:
        homes = self._free.get(posting.village_code, [])
        found = [home for home in homes if fits(clerk, home)]
        if not found:
            return None
        home = self._rng.choice(found)
        homes.remove(home)
        return home


def _once(act: Callable[[], None]) -> Story:
    act()
    yield from ()


def _families(county: str, villages: Sequence[str]) -> Mapping[str, list[Home]]:
    """Those of whom everybody is entered, with a head."""
    rows = Membership.objects.in_county(county).filter(village_code__in=villages, ends_on__isnull=True)
    members: dict[Household, list[Membership]] = {}
    for row in rows.select_related("villager", "household").order_by("id"):
        members.setdefault(row.household, []).append(row)
    found: dict[str, list[Home]] = {}
    for household, there in members.items():
        if there[0].relation == HEAD:
            found.setdefault(household.village_code, []).append(Home(household, there))
    return found
