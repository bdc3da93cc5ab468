"""Reading divisions and units.

Divisions are reference data without personal content: whoever is let into a county may read its names.
A subtree is a range of codes, so every query here walks an index.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.db.models import Q, QuerySet

from zhucun.kernel import clock
from zhucun.kernel.county import CountyQuerySet, Readable
from zhucun.kernel.place_codes import COUNTY, TOWNSHIP, VILLAGE, township_of, within
from zhucun.kernel.text import canonical_name
from zhucun.places import domain
from zhucun.places.choices import Level
from zhucun.places.domain import Row
from zhucun.places.models import Division, Unit


class Reader(Readable, Protocol):
    """A scope, as far as places needs it."""

    @property
    def prefixes(self) -> tuple[str, ...]: ...


def valid(on: date) -> Q:
    """The condition of a division that exists on a day."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def counties() -> list[str]:
    """The counties that have been set up, by their six digits."""
    rows = Division.objects.filter(level=Level.COUNTY).order_by("code").values_list("code", flat=True)
    return [code[:COUNTY] for code in rows.distinct()]


def county_name(county: str) -> str:
    """白玉县; the code itself where the county has not been set up."""
    found = Division.objects.filter(level=Level.COUNTY, code=county.ljust(VILLAGE, "0"))
    return found.order_by("-valid_from").values_list("short_name", flat=True).first() or county


def townships(county: str, on: date) -> list[Division]:
    found = Division.objects.filter(valid(on), within("code", county), level=Level.TOWNSHIP)
    return list(found.order_by("code"))


def villages(county: str, on: date, township: str | None = None) -> list[Division]:
    """Every village-level division that exists on a day, of the county or of one township (its 12-digit code)."""
    return list(_villages(county, on, township))


def search_villages(county: str, fragment: str, on: date, township: str | None = None) -> list[Division]:
    """Villages whose name holds the fragment or whose code begins with it; rare characters count as they are."""
    wanted = canonical_name(fragment)
    found = _villages(county, on, township)
    if not wanted:
        return list(found)
    named = Q(name__contains=wanted) | Q(short_name__contains=wanted)
    if wanted.isdecimal() and len(wanted) <= VILLAGE:
        named |= within("code", wanted)
    return list(found.filter(named))


def village(county: str, code: str) -> list[Division]:
    """All rows of a village, oldest first: one, and one more for each rename. Empty when the county has none."""
    found = Division.objects.filter(within("code", county), level=Level.VILLAGE, code=code)
    return list(found.order_by("valid_from"))


def names(county: str, *, on: date | None = None) -> dict[str, str]:
    """Short names of the county, its townships and villages by code, ended ones too: one query.

    A renamed village has the name of the day asked about, else its latest.
    """
    rows = Division.objects.filter(within("code", county)).order_by("level", "valid_from")
    found: dict[str, str] = {}
    for code, name, since in rows.values_list("code", "short_name", "valid_from"):
        if on is None or since <= on or code not in found:
            found[code] = name
    return found


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The latest short names of a few divisions by code: one query."""
    rows = Division.objects.filter(code__in=list(codes)).order_by("level", "valid_from")
    return dict(rows.values_list("code", "short_name"))


def village_names(scope: Reader, codes: Iterable[str] | None = None) -> dict[str, str]:
    """Names of today's villages below a reader's places, or of the codes asked for, ended ones too."""
    rows = Division.objects.filter(within("code", scope.county), level=Level.VILLAGE)
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    else:
        below = Q(pk__in=[])
        for prefix in scope.prefixes:
            below |= within("code", prefix)
        rows = rows.filter(below, valid(clock.today()))
    return dict(rows.order_by("code", "valid_from").values_list("code", "short_name"))


def place_title(county: str, prefix: str) -> str:
    """What a scope is called: 白玉县, 阿察镇, 阿察镇根呷村; the prefix itself when nothing has that code."""
    code = prefix.ljust(VILLAGE, "0")
    level = domain.LEVEL_OF_LENGTH.get(len(prefix), Level.VILLAGE)
    wanted = Q(code=code, level=level)
    if len(prefix) > TOWNSHIP:
        wanted |= Q(code=township_of(code), level=Level.TOWNSHIP)
    rows = Division.objects.filter(wanted).order_by("level", "valid_from")
    found = dict(rows.values_list("level", "short_name"))
    return "".join(found.values()) if level in found else prefix


def successor_chain(code: str) -> list[Division]:
    """What became of a village: its own rows, oldest first, then those of each successor."""
    chain: list[Division] = []
    seen: set[str] = set()
    while code and code not in seen:
        seen.add(code)
        rows = list(Division.objects.filter(level=Level.VILLAGE, code=code).order_by("valid_from"))
        chain += rows
        code = rows[-1].successor_code if rows else ""
    return chain


def predecessors(county: str, code: str) -> list[Division]:
    """Villages that were merged into this one, directly."""
    found = Division.objects.filter(within("code", county), level=Level.VILLAGE, successor_code=code)
    return list(found.exclude(code=code).order_by("valid_to", "code"))


def latest_rows(county: str, codes: Iterable[str]) -> dict[str, Division]:
    """The newest row of each village, whether it still exists or not."""
    rows = Division.objects.filter(within("code", county), level=Level.VILLAGE, code__in=list(codes))
    return {row.code: row for row in rows.order_by("valid_from")}


def held_rows(county: str) -> tuple[list[Row], list[Row]]:
    """The county's divisions in force, and all rows that have ended, in the form editions have."""
    rows = Division.objects.filter(within("code", county), level__gte=Level.COUNTY).order_by("level", "code")
    values = list(rows.values_list("code", "level", "name", "valid_to"))
    held = [Row(code, level, name) for code, level, name, ended in values if ended is None]
    return held, [Row(code, level, name) for code, level, name, ended in values if ended is not None]


def not_held(rows: Iterable[Row]) -> list[Row]:
    """Those of an edition's rows whose (code, level) was never held here: one query."""
    rows = list(rows)
    held = set(Division.objects.filter(code__in=[row.code for row in rows]).values_list("code", "level"))
    return [row for row in rows if row[:2] not in held]


def units(county: str, scope: Reader) -> CountyQuerySet[Unit]:
    """Units a reader may see: all with a grant for the whole county, else the reader's own."""
    whole = any(county.startswith(prefix) for prefix in scope.prefixes)
    found = Unit.objects.in_county(county) if whole else Unit.objects.for_scope(scope)
    return found.order_by("name")


def _villages(county: str, on: date, township: str | None) -> QuerySet[Division]:
    prefix = county if township is None else township[:TOWNSHIP]
    below = within("code", county) & within("code", prefix)
    return Division.objects.filter(valid(on), below, level=Level.VILLAGE).order_by("code")
