"""A file held against the county as it is now, from the first byte to the plan. Preview and confirmation both ask this."""

from datetime import date

from zhucun.accounts.scope import Scope
from zhucun.dispatch.county_book import known_villages
from zhucun.households.importing.book import Asked, Book, book_of
from zhucun.households.importing.grouping import Lines, families_of
from zhucun.households.importing.places import Villages
from zhucun.households.importing.plan import Plan
from zhucun.households.importing.planning import Planner
from zhucun.households.importing.reading import read_register
from zhucun.households.importing.words import Vocabulary
from zhucun.kernel.text import match_key

IMPORT = "households.import"


def plan_of(county: str, scope: Scope, data: bytes, *, on: date) -> Plan:
    """What importing a file would do. `scope` is all the importer may do in the county."""
    reach = scope.narrowed(IMPORT)
    sheet = read_register(data, Vocabulary.of(county), today=on)
    families = families_of(sheet)
    villages = Villages(known_villages(county, on), reach.prefixes)
    codes = [villages.meant(lines.household, sheet.findings) for lines in families]
    planner = Planner(county, _book(county, scope, families, codes, on), sheet.findings, on)
    plans = [
        planner.plan(lines, code, villages.title(code) or _written(lines))
        for lines, code in zip(families, codes, strict=True)
    ]
    findings = sheet.findings
    return Plan(plans, findings.all(), sheet.broken, sheet.digest, findings.notices)


def _book(county: str, scope: Scope, families: list[Lines], codes: list[str], on: date) -> Book:
    numbers = (lines.household.number for lines in families)
    hashes = (one.id_hash for lines in families for one in lines.members)
    asked = Asked(
        ids=frozenset(lines.household.household_id for lines in families),
        numbers=frozenset(match_key(number) for number in numbers if number),
        names=frozenset(match_key(lines.head_name) for lines in families),
        hashes=frozenset({*hashes, *(lines.head_hash for lines in families)} - {""}),
    )
    return book_of(county, scope, sorted(set(filter(None, codes))), asked, on)


def _written(lines: Lines) -> str:
    return lines.household.township + (lines.household.village or lines.household.village_code)
