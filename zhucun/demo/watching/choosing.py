"""Which households the tales are told of: of the right circumstance, with everything known that a decision asks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from zhucun.demo.watching.acting import Desk, Watch
from zhucun.demo.watching.stories import TALES, Tale
from zhucun.dispatch.models import Posting
from zhucun.households.models import Household
from zhucun.monitoring.facts import facts_of

Homes = Mapping[str, Sequence[Household]]
Cast = tuple[date, Tale, Desk]  # the day on which it begins, what is told, of whom and by whom
SETTLED_IN = timedelta(days=3)  # after the county has begun to use the product
FEWEST, MOST = 2, 6
OFTEN = 10  # as often as a tenth of the village
A_FEW = 8  # those of the shown village, and one beside them


def cast_tales(
    watch: Watch, near: Sequence[Posting], homes: Homes, opened_on: date, rng: Random
) -> Iterator[Cast]:
    """Every tale for which there is a household, with the day on which it begins; `near` begins with the shown one."""
    star, others = near[0], list(near[1:]) or [near[0]]
    free = _free(watch.county, [one.village_code for one in near], homes, opened_on)
    for tale in TALES if watch.eventful else TALES[:A_FEW]:
        for posting in [star] if tale.at_home else rng.sample(others, len(others)):
            fits = [home for home in free[posting.village_code] if home.circumstance in tale.of]
            if fits:
                home = rng.choice(fits)
                free[posting.village_code].remove(home)
                begins = max(watch.on - timedelta(days=tale.ago), opened_on + SETTLED_IN)
                yield begins, tale, Desk(watch, home, posting)
                break


def often_visited(homes: Homes, tales: Sequence[Cast]) -> dict[str, list[Household]]:
    """By village, whom somebody may visit: those of whom a story is told more often than their neighbours."""
    visited = {code: list(there) for code, there in homes.items()}
    for _day, _tale, desk in tales:
        code = desk.home.village_code
        visited[code] += [desk.home] * (len(homes[code]) // OFTEN)
    return visited


def _free(county: str, villages: Sequence[str], homes: Homes, on: date) -> dict[str, list[Household]]:
    """Families of an ordinary size of whom it is known that nothing fails."""
    all_of = [home for code in dict.fromkeys(villages) for home in homes.get(code, ())]
    facts = facts_of(county, on, [home.id for home in all_of])
    found: dict[str, list[Household]] = {code: [] for code in villages}
    for home in all_of:
        if facts[home.id].failing == 0 and FEWEST <= home.people <= MOST:
            found[home.village_code].append(home)
    return found
