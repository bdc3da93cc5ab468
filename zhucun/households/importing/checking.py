"""A file held against the county as it is now, from the first byte to the plan. Preview and confirmation both ask this."""

from datetime import date

from zhucun.accounts.scope import Scope
from zhucun.dispatch.county_book import known_villages
from zhucun.households.importing.book import Book, book_of
from zhucun.households.importing.grouping import Lines, families_of
from zhucun.households.importing.places import Villages
from zhucun.households.importing.plan import Plan
from zhucun.households.importing.planning import Planner
from zhucun.households.importing.reading import read_register
from zhucun.households.importing.rows import Sheet
from zhucun.households.importing.words import Vocabulary

IMPORT = "households.import"


def plan_of(county: str, scope: Scope, data: bytes, *, on: date) -> Plan:
    """What importing a file would do. `scope` is all the importer may do in the county."""
    reach = scope.narrowed(IMPORT)
    sheet = read_register(data, Vocabulary.of(county), today=on)
    families = families_of(sheet)
    villages = Villages(known_villages(county, on), reach.prefixes)
    codes = [villages.meant(lines.household, sheet.findings) for lines in families]
    planner = Planner(county, _book(county, scope, sheet, codes, on), sheet.findings, on)
    plans = [
        planner.plan(lines, code, villages.title(code) or _written(lines))
        for lines, code in zip(families, codes, strict=True)
    ]
    return Plan(plans, sheet.findings.all(), sheet.broken, sheet.digest)


def _book(county: str, scope: Scope, sheet: Sheet, codes: list[str], on: date) -> Book:
    hashes = [member.id_hash for member in sheet.members if member.id_hash]
    return book_of(county, scope, sorted(set(filter(None, codes))), hashes, on)


def _written(lines: Lines) -> str:
    return lines.household.township + (lines.household.village or lines.household.village_code)
