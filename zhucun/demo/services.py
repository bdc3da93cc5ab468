"""Building the demo: one act for each county, whole or not at all; a county that holds anything is left alone."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from zhucun.audit import queries as audit
from zhucun.audit.services import Actor, note, recorded
from zhucun.demo import signins
from zhucun.demo.building import Built, Draw, Ground, grow
from zhucun.demo.recipes import RECIPES, Recipe
from zhucun.demo.refusals import CountyInUse, NotADemoCounty
from zhucun.places import editions

BUILT = "demo.county_built"
HARMLESS = {"places.divisions_imported"}  # what `zhucun init` does
LOOKED_AT = 20


def recipe_of(county: str) -> Recipe:
    if county not in RECIPES:
        raise NotADemoCounty(county=county, known="、".join(RECIPES))
    return RECIPES[county]


def is_built(county: str) -> bool:
    return bool(audit.latest_events(county, act=BUILT, limit=1))


@recorded(BUILT, _("建立演示县"))
def build_county(
    *, by: Actor, county: str, recipe: Recipe, seed: int, on: date, tell: Callable[[str], None]
) -> Built:
    """A county of which the product carries the divisions, with sign-ins to look at it."""
    refuse_in_use(county)
    edition = editions.read(editions.COMMITTED, county).checked()
    ground = Ground(edition.rows, editions.PACKAGE, editions.AS_OF)
    built = grow(Draw(recipe=recipe, seed=seed, on=on, by=by, tell=tell), ground)
    note(seed=seed, cadres=recipe.cadres, households=recipe.households, months=recipe.months)
    signins.keep(county, built.office.signins)
    return built


def refuse_in_use(county: str) -> None:
    acts = {event.act for event in audit.latest_events(county, limit=LOOKED_AT)} - HARMLESS
    if acts:
        raise CountyInUse(county=county, acts="、".join(sorted(acts)))
