"""What merging villages would do, decided before anything is written: the preview and the act ask the same.

A merge ends villages the day before it takes force and names one village that takes them over: one of
themselves, a neighbour, or a new one. Old codes stay with their records for good.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from zhucun.kernel.lists import listed
from zhucun.kernel.place_codes import TOWNSHIP, VILLAGE, township_of, within
from zhucun.kernel.text import canonical_code, canonical_name
from zhucun.places import domain, queries
from zhucun.places.choices import DivisionKind, Level
from zhucun.places.domain import Row
from zhucun.places.models import Division
from zhucun.places.refusals import (
    CodeElsewhere,
    CodeTaken,
    NameMissing,
    NameTaken,
    NameTooLong,
    OneVillageOnly,
    SeveralTownships,
    TooEarly,
    TownshipFull,
    UnknownVillage,
    VillageElsewhere,
    VillageEnded,
)

MOST_LETTERS = 100
# The last three digits of a code say what kind of place it is.
BLOCKS = {
    DivisionKind.COMMUNITY: range(1, 200),
    DivisionKind.VILLAGE: range(200, 400),
    DivisionKind.OTHER: range(400, 600),
}


@dataclass(frozen=True)
class MergePlan:
    """A merge that nothing speaks against."""

    county: str
    on: date
    township: str  # its name
    ending: tuple[Division, ...]
    into: Division | None  # the village that takes over, when there is one already
    code: str
    name: str  # full name from that day on
    kind: DivisionKind

    @property
    def last_day(self) -> date:
        return self.on - timedelta(days=1)

    @property
    def short_name(self) -> str:
        return domain.short_name_of(self.name)

    @property
    def renames(self) -> bool:
        return self.into is not None and self.into.name != self.name

    @property
    def old_codes(self) -> list[str]:
        return [village.code for village in self.ending]


def plan_merge(
    *, county: str, codes: Iterable[str], on: date, into_name: str = "", into_code: str = ""
) -> MergePlan:
    """Weigh a merge; raises the refusal that stands against it."""
    wanted = sorted({canonical_code(code) for code in codes})
    name, code = checked_name(into_name), canonical_code(into_code)
    held = queries.latest_rows(county, [*wanted, code])
    merging = [in_force(county, held.get(each), each, on) for each in wanted]
    into = _taking_over(held.get(code), on)
    ending = tuple(village for village in merging if village.code != code)
    if not ending or len(ending) + (into is not None) < 2:
        raise OneVillageOnly(names=listed(village.short_name for village in merging) or _("无"))
    township = _one_township([*ending, *([into] if into else [])])
    if into is None and not name:
        raise NameMissing
    if code and into is None:
        _must_lie_in(code, township)
    refuse_taken_name(name, township, besides=[code, *wanted])
    name = name or (into.name if into else "")
    kind = DivisionKind(domain.kind_of(Row(code or ending[0].code, Level.VILLAGE, name)))
    return MergePlan(
        county=county,
        on=on,
        township=township.short_name,
        ending=ending,
        into=into,
        code=code or _free_code(township, kind),
        name=name,
        kind=kind,
    )


def in_force(county: str, village: Division | None, code: str, on: date) -> Division:
    """The village behind a code, if it still exists and began before the day."""
    if village is None:
        raise VillageElsewhere(code=code, county=county) if code[:6] != county else UnknownVillage(code=code)
    if village.valid_to is not None:
        successor = f"（{village.successor_code}）" if village.successor_code else ""
        raise VillageEnded(name=village.short_name, code=code, ended=village.valid_to, successor=successor)
    if on <= village.valid_from:
        raise TooEarly(name=village.short_name, since=village.valid_from, on=on)
    return village


def checked_name(typed: str) -> str:
    """A name as it is kept: no stray spaces, every character of it as typed."""
    name = canonical_name(typed)
    if len(name) > MOST_LETTERS:
        raise NameTooLong(length=len(name), most=MOST_LETTERS)
    return name


def refuse_taken_name(name: str, township: Division, besides: Collection[str]) -> None:
    """Two villages of one township must not go by one name."""
    below = within("code", township.code[:TOWNSHIP])
    others = Division.objects.filter(below, level=Level.VILLAGE, valid_to__isnull=True)
    short = domain.short_name_of(name)
    taken = others.exclude(code__in=besides).filter(Q(name=name) | Q(short_name=short)).first()
    if name and taken is not None:
        raise NameTaken(township=township.short_name, name=taken.short_name, code=taken.code)


def township_row(village_code: str) -> Division:
    rows = Division.objects.filter(level=Level.TOWNSHIP, code=township_of(village_code))
    return rows.latest("valid_from")


def _taking_over(village: Division | None, on: date) -> Division | None:
    if village is not None and village.valid_to is not None:
        raise CodeTaken(code=village.code, name=village.short_name, ended=village.valid_to)
    return village and in_force("", village, village.code, on)


def _one_township(merging: Iterable[Division]) -> Division:
    townships = [township_row(code) for code in sorted({township_of(village.code) for village in merging})]
    if len(townships) > 1:
        raise SeveralTownships(count=len(townships), townships=listed(each.short_name for each in townships))
    return townships[0]


def _must_lie_in(code: str, township: Division) -> None:
    prefix = township.code[:TOWNSHIP]
    if not (code.isdecimal() and len(code) == VILLAGE and code.startswith(prefix)) or code == township.code:
        raise CodeElsewhere(code=code, township=township.short_name, prefix=prefix)


def _free_code(township: Division, kind: DivisionKind) -> str:
    """A code nobody has had, above the highest of its kind: a gap may be a village older than the table."""
    prefix = township.code[:TOWNSHIP]
    codes = Division.objects.filter(within("code", prefix), level=Level.VILLAGE).values_list(
        "code", flat=True
    )
    used = {int(code[TOWNSHIP:]) for code in codes}
    block = BLOCKS[kind]
    highest = max((number for number in used if number in block), default=block.start - 1)
    for number in (*range(highest + 1, block.stop), *block):
        if number not in used:
            return f"{prefix}{number:03d}"
    raise TownshipFull(township=township.short_name)
