"""Households of the villages to which somebody is sent: heads, groups, sizes, circumstances. Pure, drawn by a seed.

None is monitored from the beginning: that is found out in the months that follow.
"""

from collections.abc import Sequence
from random import Random

from zhucun.demo.names import Names
from zhucun.households.choices import Circumstance
from zhucun.households.domain import Entry
from zhucun.kernel.identity import Sex

GROUPS = "一二三四五六"
CIRCUMSTANCES = {
    Circumstance.NONE: 58,
    Circumstance.LIFTED: 31,
    Circumstance.ALLOWANCE: 9,
    Circumstance.SUPPORTED: 2,
}
HOME = 3  # how much larger than others the village is that people look at most
PEOPLE = {1: 6, 2: 14, 3: 20, 4: 26, 5: 18, 6: 10, 7: 4, 8: 2}


def draw_households(
    village_codes: Sequence[str], home: str, count: int, tibetan: float, rng: Random
) -> list[Entry]:
    """Villages differ in size. Each rare name appears once, the first two in the village called home."""
    names = Names(rng, tibetan)
    heads = _heads(names, count, rng)
    sizes = [HOME if code == home else rng.uniform(0.5, 1.5) for code in village_codes]
    homes = sorted(rng.choices(village_codes, weights=sizes, k=count))
    at_home = homes.index(home)
    elsewhere = [at for at in range(count) if homes[at] != home]
    spots = [at_home, at_home + 1, *rng.sample(elsewhere, len(names.rare) - 2)]
    for at, rare in zip(spots, names.rare, strict=True):
        heads[at] = rare
    return [_entry(home, head, rng) for home, head in zip(homes, heads, strict=True)]


def _heads(names: Names, count: int, rng: Random) -> list[str]:
    return [names.person(rng.choices((Sex.MALE, Sex.FEMALE), weights=(8, 2))[0]) for _ in range(count)]


def _entry(village_code: str, head_name: str, rng: Random) -> Entry:
    return Entry(
        village_code=village_code,
        head_name=head_name,
        people=rng.choices(list(PEOPLE), weights=list(PEOPLE.values()))[0],
        group_name=f"{rng.choice(GROUPS)}组",
        circumstance=rng.choices(list(CIRCUMSTANCES), weights=list(CIRCUMSTANCES.values()))[0],
    )
