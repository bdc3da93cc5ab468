"""What papers are written from here: the figures of a place, one family, who answers for whom.

Nothing that names a person by number is given, and of a child under 14 neither name nor year of birth.
"""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from zhucun.accounts.scope import Scope
from zhucun.documents.gb9704.paper import written
from zhucun.documents.sources import Asked, Given, Subject, offer_source, offer_subject, words
from zhucun.households import queries, sections
from zhucun.households.card import Block, Card, Figure
from zhucun.households.choices import Circumstance, Housing, PairingKind, Water
from zhucun.households.domain_people import is_minor
from zhucun.households.models import Household, Mark, Membership, Pairing, holding
from zhucun.households.pairings import queries as pairing_queries
from zhucun.households.queries_card import VillageCounts, village_counts
from zhucun.households.queries_people import HouseholdOnDay, household_on
from zhucun.households.said import CIRCUMSTANCES, PERSONAL, Said
from zhucun.policy.pack.paper_filling import Fact, Row

SEE = "households.see"
CHILD = "（未满14周岁）"
PEOPLE = (
    ("aged_60", "age", "60-79"),
    ("aged_80", "age", "80+"),
    ("children", "minor", "yes"),
    ("away", "works_away", "yes"),
)


def offer_all() -> None:
    offer_subject("household", household_subject)
    offer_source("register", SEE, register)
    offer_source("household", SEE, household)
    offer_source("pairings", SEE, pairings)


def household_subject(scope: Scope, key: str) -> Subject:
    try:
        found = queries.household_for(scope, UUID(key))
    except ValueError:
        raise Http404("household") from None
    return Subject("household", str(found.id), found.village_code, found.head_name)


def register(asked: Asked) -> Given:
    """The figures of the village card, one a row: each opens what it counted."""
    place = asked.subject.village
    counts = village_counts(asked.scope, place, asked.on)
    rows = [
        _figure(asked, block, one)
        for block in Card(asked.county, place, counts).blocks
        for one in block.figures
    ]
    return Given(_figures(asked, counts, place), rows)


def _figure(asked: Asked, block: Block, figure: Figure) -> Row:
    return {
        "title": words(block.title),
        "word": words(figure.word),
        "count": asked.counted(figure.count, figure.url),
        "unit": words(block.unit),
    }


def _figures(asked: Asked, counts: VillageCounts, place: str) -> Mapping[str, Fact]:
    homes: dict[str, tuple[int, dict[str, str]]] = {
        "households": (counts.households, {}),
        "out_of_poverty": _marked(counts, Circumstance.LIFTED),
        "low_income": _marked(counts, Circumstance.ALLOWANCE),
        "destitute": _marked(counts, Circumstance.SUPPORTED),
        "unsafe_housing": (counts.facts["housing"].get(Housing.UNSAFE, 0), {"housing": Housing.UNSAFE.value}),
        "unsafe_water": (counts.facts["water"].get(Water.UNSAFE, 0), {"water": Water.UNSAFE.value}),
    }
    people = {name: (counts.facets[facet].get(value, 0), {facet: value}) for name, facet, value in PEOPLE}
    people["people"] = (counts.people, {})
    return {
        **{
            name: asked.counted(n, _path(asked, "households", place, how)) for name, (n, how) in homes.items()
        },
        **{name: asked.counted(n, _path(asked, "people", place, how)) for name, (n, how) in people.items()},
    }


def _marked(counts: VillageCounts, kind: Circumstance) -> tuple[int, dict[str, str]]:
    return counts.circumstances.get(kind, 0), {"mark": kind.value}


def _path(asked: Asked, name: str, place: str, filters: Mapping[str, str]) -> str:
    query = urlencode({"village": place, **filters})
    return f"{reverse(f'households:{name}', args=[asked.county])}?{query}"


def household(asked: Asked) -> Given:
    """One family as it is on the day of writing."""
    there = household_on(asked.scope, queries.household_for(asked.scope, asked.subject.id), asked.on)
    home, said = there.household, Said(asked.county)
    page = asked.link(reverse("households:household", args=[asked.county, home.id]))
    fields = {
        "head": Fact(home.head_name, page),
        "group": words(home.group_name),
        "people": words(str(home.people)),
        "circumstances": words(_circumstances(there, said)),
        "responsible": words(_responsible(asked, home)),
    }
    if home.housing != Housing.UNKNOWN:
        fields["housing"] = words(str(home.get_housing_display()))
    if home.water != Water.UNKNOWN:
        fields["water"] = words(str(home.get_water_display()))
    seen = sections.last_seen(asked.scope, [home.id]).get(home.id)
    if seen:
        fields["last_visit"] = words(written(seen))
    return Given(
        fields, [_member(asked, said, one, there.personal[one.villager_id]) for one in there.members]
    )


def _circumstances(there: HouseholdOnDay, said: Said) -> str:
    kinds = dict.fromkeys([there.household.circumstance, *(mark.kind for mark in there.marks)])
    return "、".join(said.word(CIRCUMSTANCES, kind) for kind in kinds)


def _responsible(asked: Asked, home: Household) -> str:
    held = Pairing.objects.for_scope(asked.scope).filter(holding(asked.on), household=home, voided=False)
    return "、".join(held.order_by("kind", "id").values_list("name", flat=True)) or "没有结对"


def _member(asked: Asked, said: Said, one: Membership, marks: list[Mark]) -> Row:
    child = is_minor(one.villager, asked.on, one.relation)
    born = one.villager.born_on
    return {
        "name": words(CHILD if child else one.villager.name),
        "relation": words(dict(said.relations()).get(one.relation, one.relation)),
        "sex": words(str(one.villager.get_sex_display())),
        "born": words(f"{born.year}年" if born and not child else ""),
        "marks": words("" if child else "、".join(said.word(PERSONAL, mark.kind) for mark in marks)),
    }


def pairings(asked: Asked) -> Given:
    """Who answers for whom on the day of writing."""
    if asked.subject.kind == "household":
        found = Pairing.objects.for_scope(asked.scope).filter(
            holding(asked.on), household_id=asked.subject.id, voided=False
        )
        rows = list(found.select_related("household").order_by("kind", "id"))
        page = reverse("households:household", args=[asked.county, asked.subject.id])
        return Given(
            {"count": Fact(str(len(rows)), asked.link(page))}, [_pairing(asked, one) for one in rows]
        )
    place = asked.subject.village
    filters = pairing_queries.Filters(place=place)
    rows = list(pairing_queries.pairings_in(asked.scope, filters, asked.on))
    path = f"{reverse('households:pairings', args=[asked.county])}?{urlencode({'place': place})}"
    return Given({"count": asked.counted(len(rows), path)}, [_pairing(asked, one) for one in rows])


def _pairing(asked: Asked, one: Pairing) -> Row:
    whom = one.household.head_name if one.household else asked.places.get(one.place_code, one.place_code)
    return {
        "who": words(one.name),
        "whom": words(whom),
        "kind": words(str(PairingKind(one.kind).label)),
        "since": words(written(one.starts_on)),
    }
