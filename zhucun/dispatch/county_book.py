"""The county as a roster needs it, read in a handful of statements however long the roster is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhucun.dispatch.models import ID_NUMBER, PHONE, Batch, Person, Posting
from zhucun.dispatch.roster.book import KnownPerson, KnownPosting, KnownUnit, RosterBook
from zhucun.dispatch.roster.villages import KnownVillage
from zhucun.kernel.fields import keyed_hash
from zhucun.kernel.place_codes import township_of
from zhucun.places import queries as places
from zhucun.places.choices import Level


@dataclass(frozen=True)
class WholeCounty:
    """A reader for whom the caller has already checked the right: the importer sees every unit of the county."""

    county: str

    @property
    def prefixes(self) -> tuple[str, ...]:
        return (self.county,)

    def condition(self, fields: dict[str, str]) -> Q:
        return Q()


def roster_book(county: str, *, on: date, prefixes: Iterable[str] | None = None) -> RosterBook:
    """What the county knows on a day. `prefixes` are the places the importer answers for, by default all."""
    reach = tuple(prefixes) if prefixes is not None else (county,)
    return RosterBook(
        villages=tuple(village for village in known_villages(county, on) if village.code.startswith(reach)),
        units=_units(county),
        persons=_persons(county),
        postings=_postings(county),
        batches=frozenset(Batch.objects.in_county(county).values_list("name", flat=True)),
        hash_id=lambda number: keyed_hash(number, ID_NUMBER),
        hash_phone=lambda number: keyed_hash(number, PHONE),
    )


def known_villages(county: str, on: date) -> list[KnownVillage]:
    """Every village with the names it goes or went by, for tables that name villages in words."""
    townships = {town.code: town.short_name for town in places.townships(county, on)}
    former = _former_names(county)
    return [
        KnownVillage(
            code=village.code,
            name=village.short_name,
            township=townships.get(township_of(village.code), ""),
            others=tuple(dict.fromkeys([village.name, *former.get(village.code, [])])),
        )
        for village in places.villages(county, on)
    ]


def _former_names(county: str) -> dict[str, list[str]]:
    """Names that have ended, under the code of the village that carries them on."""
    held, ended = places.held_rows(county)
    present = {row.code for row in held}
    names: dict[str, list[str]] = defaultdict(list)
    for row in ended:
        if row.level == Level.VILLAGE:
            # Renamed villages keep their code; only merged ones, few in a county, ask for their successor.
            code = row.code if row.code in present else places.successor_chain(row.code)[-1].code
            names[code].append(row.name)
    return names


def _units(county: str) -> tuple[KnownUnit, ...]:
    rows = places.units(county, WholeCounty(county)).values_list("name", "uscc", "kind")
    return tuple(KnownUnit(*row) for row in rows)


def _persons(county: str) -> tuple[KnownPerson, ...]:
    rows = Person.objects.in_county(county).values_list("id_hash", "name", "phone_hash", "political")
    return tuple(KnownPerson(*row) for row in rows)


def _postings(county: str) -> tuple[KnownPosting, ...]:
    rows = Posting.objects.in_county(county).values_list(
        "person__id_hash",
        "person__name",
        "village_code",
        "role",
        "sender_level",
        "batch__name",
        "unit__name",
        "starts_on",
        "ends_on",
    )
    return tuple(KnownPosting(*row) for row in rows)
