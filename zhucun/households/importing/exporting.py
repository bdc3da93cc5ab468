"""Households and everybody in them in the columns of the import, so that a file goes out and comes in again.

Numbers show their two ends, health nothing, and of a child under 14 only name and relation, unless somebody with the
right to see numbers says why; of a child then only with leave besides. Nothing in the file is ever computed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID

import xlsxwriter
from django.conf import settings
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.accounts.scope import Scope
from zhucun.audit.services import note, recorded
from zhucun.documents.cells import harmless
from zhucun.households.choices import IdKind, Sex
from zhucun.households.domain import Filters
from zhucun.households.domain_people import BENEFITS, HEAD, WORD_LISTS, is_minor
from zhucun.households.importing import refusals
from zhucun.households.importing.book import PERSONAL
from zhucun.households.importing.layout import HOUSEHOLD_SHEET, HOUSEHOLDS, MEMBERS, OF_HOUSEHOLD, OF_MEMBER
from zhucun.households.models import Household, Mark, Membership, holding
from zhucun.households.queries import households_in
from zhucun.households.queries_minors import MinorLeave, minor_leave
from zhucun.households.said import Said
from zhucun.kernel.identity import mask_id, mask_phone
from zhucun.kernel.place_codes import township_of
from zhucun.kernel.spreadsheet import Column
from zhucun.places import queries as places

SEE, REVEAL = "households.see", "identity.reveal"
EXPORTED = "households.register_exported"
MOST, AT_ONCE = 40_000, 2_000
_LINKS = {"household_id", "township", "village", "number", "head_name"}
_OF_MEMBER = (*(column for column in OF_HOUSEHOLD if column.key in _LINKS), *OF_MEMBER)
Line = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Teller:
    """Rows in words: what is hidden from this reader is left blank or shows its two ends."""

    said: Said
    names: Mapping[str, str]
    marks: frozenset[tuple[UUID, str]]
    leave: MinorLeave
    numbers: bool
    today: date

    def household(self, one: Household, head_id: str) -> Line:
        facts = {name: getattr(one, name) for name in ("group_name", "number", "way_to_earn", "needs")}
        words = {
            name: self.said.fact(name, getattr(one, name)) for name in ("circumstance", "housing", "water")
        }
        return self._of(one) | facts | words | {"people": str(one.people), "head_id": self._id(head_id)}

    def member(self, one: Membership) -> Line:
        villager = one.villager
        relation = self.said.word("relation", one.relation)
        told = {"member_id": str(villager.id), "name": villager.name, "relation": relation}
        told |= {name: text for name, text in self._of(one.household).items() if name in _LINKS}
        minor = is_minor(villager, self.today, one.relation)
        closed = minor and not (self.numbers and self.leave.covers(one.village_code))
        return told if closed else told | self._facts(villager)

    def _of(self, one: Household) -> dict[str, str]:
        code = one.village_code
        where = {"township": self.names.get(township_of(code), ""), "village": self.names.get(code, code)}
        return {"household_id": str(one.id), "number": one.number, "head_name": one.head_name, **where}

    def _facts(self, villager: Any) -> dict[str, str]:
        words = {
            name: self.said.word(words, code)
            for name, words in WORD_LISTS.items()
            if (code := getattr(villager, name)) and (name != "health" or self.numbers)
        }
        return words | {
            "sex": "" if villager.sex == Sex.UNKNOWN else villager.get_sex_display(),
            "born_on": villager.born_on.isoformat() if villager.born_on else "",
            "id_kind": "" if villager.id_kind == IdKind.NONE else villager.get_id_kind_display(),
            "id_number": self._id(villager.id_number or ""),
            "phone": (villager.phone or "") if self.numbers else mask_phone(villager.phone or ""),
            "works_at": villager.works_at,
            "works_months": "" if villager.works_months is None else str(villager.works_months),
            "benefits": "、".join(self.said.word(BENEFITS, code) for code in villager.benefits),
            **{kind: "是" for kind in PERSONAL if (villager.id, kind) in self.marks},
        }

    def _id(self, number: str) -> str:
        return number if self.numbers else mask_id(number)


@recorded(EXPORTED, _("导出农户"))
@translation.override(settings.LANGUAGE_CODE)  # the words are those that the import reads
def export_register(
    *, by: User, county: str, filters: Filters, numbers: bool, because: str, on: date
) -> bytes:
    """What was handed out to whom stands in the trail, as counts; whole numbers with their reason."""
    scope = scope_of(by, county, on=on).narrowed(SEE)
    if numbers:
        scope = _may_reveal(scope, because)
    found = households_in(scope, filters, on)
    count = found.count()
    if count > MOST:
        raise refusals.TooManyHouseholds(count=count, most=MOST)
    teller = _teller(scope, numbers, on)
    there = Membership.objects.for_scope(scope).filter(
        ends_on__isnull=True, voided=False, household_id__in=found.order_by().values("id")
    )
    heads: dict[UUID, Any] = dict(
        there.filter(relation=HEAD).values_list("household_id", "villager__id_number")
    )
    people = there.select_related("villager", "household").order_by(
        "village_code", "household__head_name", "household_id", F("relation").desc(), "id"
    )
    data = _workbook(
        (teller.household(one, heads.get(one.id) or "") for one in found.iterator(AT_ONCE)),
        (teller.member(one) for one in people.iterator(AT_ONCE)),
    )
    note(households=count, numbers=numbers, **_whose(filters, scope))
    return data


def _whose(filters: Filters, scope: Scope) -> dict[str, Any]:
    """The places whose people are in the file; `part` where only some of their families are."""
    part = filters != Filters(village=filters.village)
    return {"places": [filters.village] if filters.village else list(scope.prefixes), "part": part}


def _may_reveal(scope: Scope, because: str) -> Scope:
    if not scope.may(REVEAL):
        raise refusals.NumbersNotYours
    if not because.strip():
        raise refusals.ExportReasonMissing
    return scope.narrowed(REVEAL)


def _teller(scope: Scope, numbers: bool, on: date) -> Teller:
    marks = Mark.objects.for_scope(scope).filter(holding(on), villager__isnull=False, kind__in=PERSONAL)
    return Teller(
        said=Said(scope.county),
        names=places.names(scope.county),
        marks=frozenset(marks.values_list("villager_id", "kind")),
        leave=minor_leave(scope, on),
        numbers=numbers,
        today=on,
    )


def _workbook(households: Iterable[Line], members: Iterable[Line]) -> bytes:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with TemporaryFile() as out:
        with xlsxwriter.Workbook(out, options) as book:
            head = book.add_format({"bold": True, "num_format": "@"})
            text = book.add_format({"num_format": "@"})
            columns = [column for column in HOUSEHOLD_SHEET.columns if column.key != "phone"]
            for name, of, lines in ((HOUSEHOLDS, columns, households), (MEMBERS, _OF_MEMBER, members)):
                sheet = book.add_worksheet(name)
                sheet.freeze_panes(1, 0)
                sheet.set_column(0, len(of) - 1, 16)
                for at, row in enumerate(_cells(of, lines)):
                    for place, word in row:
                        sheet.write_string(at, place, word, text if at else head)
        out.seek(0)
        return out.read()


def _cells(columns: Sequence[Column], lines: Iterable[Line]) -> Iterator[list[tuple[int, str]]]:
    yield [(place, column.title) for place, column in enumerate(columns)]
    for line in lines:
        words = ((place, line.get(column.key, "")) for place, column in enumerate(columns))
        yield [(place, harmless(word)) for place, word in words if word]
