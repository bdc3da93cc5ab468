"""How large each demo county is. What happens in it follows from its own pack: part-time or full-time."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Recipe:
    """One county; `months` are the whole months before the running one."""

    county: str
    secretaries: int
    leaders: int
    members: int
    units: int
    households: int
    months: int
    silent_townships: int  # those that have not confirmed last month
    tibetan: float  # share of names
    moves: bool  # somebody moves, somebody arrives in the middle of a month
    visits: tuple[int, int]  # work records a month where presence does not hang on them
    told: float  # share of the villages whose people are entered, beside those around the shown people
    line: int  # the monitoring income line, yuan per head and year: an example
    everybody_signs_in: bool = True
    eventful: bool = True  # in the villages around, too, much happens to families

    @property
    def cadres(self) -> int:
        return self.secretaries + self.leaders + self.members


BAIYU = Recipe(
    county="513331",
    secretaries=133,
    leaders=0,
    members=25,
    units=30,
    households=4000,
    months=6,
    silent_townships=3,
    tibetan=0.75,
    moves=False,
    visits=(2, 5),
    told=0.02,
    line=8400,
)
JIANGLE = Recipe(
    county="350428",
    secretaries=66,
    leaders=6,
    members=24,
    units=25,
    households=1500,
    months=6,
    silent_townships=2,
    tibetan=0.0,
    moves=True,
    visits=(2, 5),
    told=0.04,
    line=9200,
)
RECIPES = {recipe.county: recipe for recipe in (BAIYU, JIANGLE)}


def small(recipe: Recipe) -> Recipe:
    """The same county with a handful of everything, for tests and a quick look."""
    return replace(
        recipe,
        secretaries=16,
        leaders=min(recipe.leaders, 2),
        members=6,
        units=5,
        households=120,
        months=2,
        silent_townships=1,
        told=1,
        eventful=False,
    )
