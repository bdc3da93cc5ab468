"""Who is sent where: people with numbers that check, and the stays a roster would list. Pure, drawn by a seed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from zhucun.demo.names import Names
from zhucun.demo.numbers import citizen_number, mobile
from zhucun.demo.recipes import Recipe
from zhucun.demo.sending import Sender
from zhucun.dispatch.choices import Political, Role
from zhucun.kernel.identity import Sex

OLDEST, AGES = date(1965, 1, 1), 33 * 365  # birthdays from 1965 to 1997
TERM_YEARS = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A village under the names a roster uses."""

    code: str
    name: str
    township: str


@dataclass(frozen=True, slots=True)
class Cadre:
    name: str
    id_number: str
    phone: str
    political: Political
    sender: Sender


@dataclass(frozen=True, slots=True)
class Stay:
    """One line of the roster."""

    cadre: Cadre
    place: Place
    role: Role
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Round:
    """A round of dispatch: from 1 July of an odd year for two years; one that ran out has been prolonged."""

    starts_on: date
    ends_on: date | None

    @classmethod
    def of(cls, first: date, on: date) -> "Round":
        """The round under way on a first day, as it stands on a later one."""
        year = (first - timedelta(days=181)).year  # the first half of a year belongs to the year before
        start = date(year - (year % 2 == 0), 7, 1)
        last = date(start.year + TERM_YEARS, 6, 30)
        return cls(start, last if last > on else None)

    @property
    def name(self) -> str:
        return f"{self.starts_on.year}年选派"


class Cadres:
    """Draws people one after the other; each has the next serial of the county."""

    def __init__(self, recipe: Recipe, senders: Sequence[Sender], rng: Random) -> None:
        self._county, self._senders, self._rng = recipe.county, senders, rng
        self._names = Names(rng, recipe.tibetan)
        self._drawn = 0

    def next(self, role: Role) -> Cadre:
        self._drawn += 1
        sex = Sex.FEMALE if self._rng.random() < 0.3 else Sex.MALE
        born = OLDEST + timedelta(days=self._rng.randrange(AGES))
        return Cadre(
            name=self._names.unique(sex),
            id_number=citizen_number(self._county, self._drawn, born, sex),
            phone=mobile(self._county, self._drawn),
            political=self._political(role),
            sender=self._senders[self._drawn % len(self._senders)],
        )

    def _political(self, role: Role) -> Political:
        if role == Role.FIRST_SECRETARY:
            return Political.MEMBER
        ways = (Political.MEMBER, Political.PROBATIONARY, Political.LEAGUE, Political.MASSES)
        return self._rng.choices(ways, weights=(6, 1, 1, 2))[0]


def draw_stays(
    recipe: Recipe, places: Sequence[Place], senders: Sequence[Sender], term: Round, rng: Random
) -> list[Stay]:
    """A first secretary in each chosen village, the first village among them; then leaders and members beside them.

    The first line of all is the first village's.
    """
    cadres = Cadres(recipe, senders, rng)
    others = rng.sample(places[1:], recipe.secretaries - 1)
    chosen = [places[0], *sorted(others, key=lambda place: place.code)]
    beside = [places[0], *rng.choices(chosen[1:], k=recipe.leaders + recipe.members - 1)]
    leaders, members = [Role.TEAM_LEADER] * recipe.leaders, [Role.TEAM_MEMBER] * (recipe.members - 1)
    roles = [Role.TEAM_MEMBER, *leaders, *members]
    seats = [(place, Role.FIRST_SECRETARY) for place in chosen]
    seats += zip(beside, roles, strict=True)
    return [Stay(cadres.next(role), place, role, term.starts_on, term.ends_on) for place, role in seats]


@dataclass(frozen=True, slots=True)
class Turn:
    """A later roster: it takes somebody from one village to another and brings a newcomer, both within a month."""

    on: date
    stays: tuple[Stay, ...]


def draw_turn(stays: list[Stay], on: date, newcomer_on: date, rng: Random) -> Turn:
    """The last but one of the members moves; the last arrives late, and so leaves the list given."""
    newcomer = replace(stays.pop(), starts_on=newcomer_on)
    leaving = stays[-1]
    elsewhere = rng.choice([stay.place for stay in stays if stay.place.township != leaving.place.township])
    ended = replace(leaving, ends_on=on - timedelta(days=1))
    begun = replace(leaving, place=elsewhere, starts_on=on)
    return Turn(on, (ended, begun, newcomer))
