"""Files that somebody would send in: a register of families nobody has entered yet, and a department's list of names."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import xlsxwriter
from django.conf import settings

from zhucun.config.bench.county import Bench
from zhucun.config.bench.families import family
from zhucun.households.domain_people import BENEFITS, WORD_LISTS, Family
from zhucun.households.importing.layout import HOUSEHOLD_SHEET, MEMBER_SHEET
from zhucun.households.said import RELATIONS
from zhucun.kernel.place_codes import township_of
from zhucun.kernel.spreadsheet import Layout
from zhucun.monitoring.comparing import LAYOUT
from zhucun.places import queries as places
from zhucun.policy.queries import pack_of

Line = Mapping[str, str]


def register_of(bench: Bench, first: int, count: int) -> Path:
    """The families from a number on, as the two sheets of an import; whole numbers, every column that they fill."""
    file = Path(settings.ZHUCUN_HOME) / f"register-{first}-{count}.xlsx"
    if not file.exists():
        families = list(_families(bench, first, count))
        words, names = pack_of(bench.county).vocabularies, places.names(bench.county)
        households = (_household(one, names) for one in families)
        members = (_member(one, at, names, words) for one in families for at in range(len(one.members)))
        _write(file, (HOUSEHOLD_SHEET, households), (MEMBER_SHEET, members))
    return file


def list_of(bench: Bench, count: int, known: int) -> Path:
    """So many names: half are told by number, half by name and village; some of the register, some not."""
    file = Path(settings.ZHUCUN_HOME) / f"list-{count}.xlsx"
    if not file.exists():
        names = places.names(bench.county)
        families = [*_families(bench, 0, min(count // 2, known)), *_families(bench, known, count)][:count]
        _write(file, (LAYOUT, (_asked(one, at, names) for at, one in enumerate(families))))
    return file


def _families(bench: Bench, first: int, count: int) -> Iterator[Family]:
    codes = [village.code for village in places.villages(bench.county, bench.on)]
    for number in range(first, first + count):
        yield family(number, codes[number % len(codes)], bench.on)


def _asked(one: Family, at: int, names: Mapping[str, str]) -> Line:
    person = one.members[0].person
    return {
        "name": person.name,
        "id_number": person.id_number if at % 2 else "",
        "village": names.get(one.entry.village_code, ""),
    }


def _household(one: Family, names: Mapping[str, str]) -> Line:
    head, entry = one.members[0].person, one.entry
    return _of_household(one, names) | {
        "group_name": entry.group_name,
        "head_id": head.id_number,
        "people": str(entry.people),
        "circumstance": entry.circumstance,
        "housing": entry.housing or "",
        "water": entry.water or "",
        "way_to_earn": entry.way_to_earn or "",
        "needs": entry.needs or "",
    }


def _of_household(one: Family, names: Mapping[str, str]) -> dict[str, str]:
    code = one.entry.village_code
    return {
        "township": names.get(township_of(code).ljust(len(code), "0"), ""),
        "village": names.get(code, ""),
        "number": one.entry.number or "",
        "head_name": one.entry.head_name,
    }


def _member(one: Family, at: int, names: Mapping[str, str], words: Mapping[str, Mapping[str, str]]) -> Line:
    member = one.members[at]
    person = member.person
    told: dict[str, str] = {
        name: words[list_].get(str(getattr(person, name)), "") for name, list_ in WORD_LISTS.items()
    }
    return {
        **_of_household(one, names),
        **told,
        "name": person.name,
        "relation": words[RELATIONS].get(member.relation, "户主"),
        "id_number": person.id_number,
        "sex": person.sex,
        "born_on": str(person.born_on or ""),
        "phone": person.phone,
        "works_at": person.works_at,
        "works_months": str(person.works_months or ""),
        "benefits": "、".join(words[BENEFITS][code] for code in person.benefits),
    }


def _write(file: Path, *sheets: tuple[Layout, Iterable[Line]]) -> None:
    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        for layout, lines in sheets:
            sheet = book.add_worksheet(layout.sheet)
            sheet.write_row(0, 0, [column.title for column in layout.columns])
            for number, line in enumerate(lines, start=1):
                for at, column in enumerate(layout.columns):
                    if word := line.get(column.key):
                        sheet.write_string(number, at, word)
