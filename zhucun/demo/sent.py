"""Who is sent where in a county being built, and how it comes in: as rosters that an officer would upload."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhucun.attendance.refresh import judging_once
from zhucun.audit.services import Actor
from zhucun.demo.cadres import Place, Round, Stay, Turn, draw_stays, draw_turn
from zhucun.demo.drawing import stream
from zhucun.demo.recipes import Recipe
from zhucun.demo.roster import workbook_of
from zhucun.demo.sending import senders
from zhucun.demo.timeline import NIGHT, Month, moment
from zhucun.dispatch.roster.reading import read_roster
from zhucun.dispatch.services import import_roster
from zhucun.kernel.place_codes import township_of
from zhucun.places import queries as places
from zhucun.places.choices import DivisionKind


@dataclass(frozen=True)
class Sent:
    """The first roster, the later one that moves somebody, and the village of those whose sign-ins are shown."""

    term: Round
    home: Place
    stays: list[Stay]
    turn: Turn | None


def draw_sent(recipe: Recipe, seed: int, on: date, months: Sequence[Month]) -> Sent:
    county, term = recipe.county, Round.of(months[0].period.first, on)
    city = places.place_title(county, county[:4])
    sending = senders(county, places.county_name(county), city, recipe.units)
    rng = stream(seed, county, "cadres")
    villages = _places(recipe, on)
    stays = draw_stays(recipe, villages, sending, term, rng)
    turn = None
    if recipe.moves:
        first = months[max(1, len(months) - 3)].period.first
        turn = draw_turn(stays, first + timedelta(days=13), first + timedelta(days=16), rng)
    return Sent(term, villages[0], stays, turn)


def bring_in(*, by: Actor, county: str, stays: Sequence[Stay], term: Round, on: date) -> None:
    """A workbook, read, checked and imported on a day."""
    sheet = read_roster(workbook_of(stays, term), today=on)
    with judging_once(moment(on, NIGHT)):
        import_roster(by=by, county=county, sheet=sheet, on=on)


def _places(recipe: Recipe, on: date) -> list[Place]:
    """A village proper first; farms and estates are passed over as long as there are villages enough."""
    towns = {town.code: town.short_name for town in places.townships(recipe.county, on)}
    found = places.villages(recipe.county, on)
    inhabited = [one for one in found if one.kind != DivisionKind.OTHER]
    chosen = inhabited if len(inhabited) >= recipe.secretaries else found
    first = next(one for one in chosen if one.kind == DivisionKind.VILLAGE)
    ordered = [first, *(one for one in chosen if one is not first)]
    return [Place(one.code, one.short_name, towns[township_of(one.code)]) for one in ordered]
