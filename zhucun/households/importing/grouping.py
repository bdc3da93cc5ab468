"""Lines → families: each member to the household it names, or, where all stands on one sheet, to the head above it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

from django.utils.translation import gettext as _

from zhucun.households.domain_people import HEAD
from zhucun.households.importing.rows import Findings, HouseholdRow, MemberRow, Place, Sheet
from zhucun.kernel.text import match_key

Key = tuple[str, ...]
_SURE = ("id", "number", "head")


@dataclass(slots=True)
class Lines:
    """A household and the members that belong to it, as the file has them."""

    household: HouseholdRow
    members: list[MemberRow] = field(default_factory=list)

    @property
    def places(self) -> list[Place]:
        return list(dict.fromkeys([self.household.at, *(member.at for member in self.members)]))

    @property
    def head(self) -> MemberRow | None:
        return next((member for member in self.members if member.relation == HEAD), None)

    @property
    def head_hash(self) -> str:
        return self.household.head_hash or (self.head.id_hash if self.head else "")

    @property
    def head_name(self) -> str:
        return self.household.head_name or (self.head.person.name if self.head else "")


def families_of(sheet: Sheet) -> list[Lines]:
    """Every household of the file once; what fits nowhere or twice is noted."""
    families = _of_one(sheet) if sheet.one_sheet else _of_two(sheet)
    for lines in families:
        _check(lines, sheet.findings)
    _refuse_twice(sheet.members, sheet.findings)
    return families


def _of_two(sheet: Sheet) -> list[Lines]:
    families = [Lines(row) for row in sheet.households]
    index: dict[Key, Lines | None] = {}
    for lines in families:
        for key in lines.household.keys:
            if key in index and key[0] in _SURE:
                _same_household(lines, index[key], sheet.findings)
            index[key] = None if key in index else lines
    for member in sheet.members:
        _join(member, index, sheet.findings)
    return families


def _same_household(lines: Lines, other: Lines | None, findings: Findings) -> None:
    sentence = _("这一户在表里出现两次（见第 %(row)d 行）。请只保留一行。")
    row = other.household.at.row if other else 0
    findings.error(lines.household.at, "head_name", "household.twice", sentence % {"row": row})


def _join(member: MemberRow, index: dict[Key, Lines | None], findings: Findings) -> None:
    keys = member.household.keys
    known = next((key for key in keys if key in index), None)
    if known is not None and (lines := index[known]) is not None:
        lines.members.append(member)
    elif known is not None:
        sentence = _("表里有几户的户主同名，分不清属于哪一户。请在两张表里都填户编号或户主证件号码。")
        findings.error(member.at, "head_name", "member.ambiguous", sentence)
    elif keys:
        sentence = _("“户”表里没有这一户。请在“户”表里补上，或者核对户编号和户主姓名。")
        findings.error(member.at, "head_name", "member.homeless", sentence)
    else:
        sentence = _("没有写明是哪一户的成员。请填户编号，或者乡镇、村和户主姓名。")
        findings.error(member.at, "head_name", "member.no_household", sentence)


def _of_one(sheet: Sheet) -> list[Lines]:
    """A line that names no household belongs to the one above it; a head who names none begins another."""
    families: dict[Key, Lines] = {}
    above: Lines | None = None
    for member in sheet.members:
        key = next(iter(member.household.keys), None)
        if key is None and (member.relation == HEAD or above is None):
            key = ("line", str(member.at.row))
        if key is not None:
            above = families.setdefault(key, Lines(member.household))
        assert above is not None
        above.members.append(member)
        above.household = _filled(above.household, member.household)
    return list(families.values())


def _filled(row: HouseholdRow, other: HouseholdRow) -> HouseholdRow:
    """What the first line leaves open, the next may say."""
    blank = [one.name for one in fields(row) if getattr(row, one.name) in ("", None)]
    more = {name: getattr(other, name) for name in blank if getattr(other, name) not in ("", None)}
    return replace(row, **more) if more else row


def _check(lines: Lines, findings: Findings) -> None:
    heads = [member for member in lines.members if member.relation == HEAD]
    for other in heads[1:]:
        sentence = _("这一户已有户主“%(name)s”（第 %(row)d 行），一户只能有一个户主。请核对与户主关系。")
        said = {"name": heads[0].person.name, "row": heads[0].at.row}
        findings.error(other.at, "relation", "household.two_heads", sentence % said)
    stated = lines.household.head_name
    if heads and stated and match_key(heads[0].person.name) not in ("", match_key(stated)):
        sentence = _("户主姓名是“%(stated)s”，户主这一行的姓名却是“%(name)s”。请核对。")
        said = {"stated": stated, "name": heads[0].person.name}
        findings.error(heads[0].at, "name", "household.other_head", sentence % said)
    for member in lines.members:
        _same_village(member, lines.household, findings)


def _same_village(member: MemberRow, household: HouseholdRow, findings: Findings) -> None:
    for key in ("village", "village_code"):
        mine, theirs = getattr(member.household, key), getattr(household, key)
        if mine and theirs and match_key(mine) != match_key(theirs):
            sentence = _("同一户的村不一致：这一行是“%(mine)s”，户主一行是“%(theirs)s”。请统一。")
            findings.error(
                member.at, key, "household.two_villages", sentence % {"mine": mine, "theirs": theirs}
            )


def _refuse_twice(members: Iterable[MemberRow], findings: Findings) -> None:
    first: dict[str, MemberRow] = {}
    for member in members:
        for key in filter(None, (member.id_hash, member.member_id)):
            other = first.setdefault(key, member)
            if other is not member:
                sentence = _("与第 %(row)d 行“%(name)s”是同一个证件号码。一个人只能登记一次，请删去一行。")
                said = {"row": other.at.row, "name": other.person.name}
                findings.error(member.at, "id_number", "member.twice", sentence % said)
                break
