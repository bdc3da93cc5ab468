"""A list of who answers for whom, pasted or from Excel, held against the county: line by line, nothing written.

Nobody is chosen by likeness: a name that several families or accounts have is sent back with what tells them apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.households.choices import PairingKind
from zhucun.households.models import Household
from zhucun.households.pairings.domain import OF_HOUSEHOLDS, Held, Helper, Plan, State, Target, Wanted
from zhucun.kernel.lists import listed
from zhucun.kernel.spreadsheet import (
    Checked,
    CheckedLine,
    Column,
    Layout,
    Limits,
    Pasted,
    Problem,
    RowReader,
    as_text,
    checked_lines,
    open_table,
    open_workbook,
)
from zhucun.kernel.text import canonical_code, match_key

LIMITS = Limits(rows=5000)
HELPERS = ("帮扶人", "帮扶干部", "联系人", "党员", "单位", "帮扶单位", "网格", "领导")
# The titles are part of the list's format: they stay Chinese whatever language the screen speaks.
LAYOUT = Layout(
    sheet="结对",
    example="示例",
    ignored=("序号", "编号", "备注"),
    columns=(
        Column("township", "乡镇", aliases=("乡", "镇", "乡镇街道", "所在乡镇")),
        Column("village", "村", aliases=("村名", "行政村", "村社区")),
        Column("head", "户主", aliases=("户主姓名", "农户", "户编号")),
        Column("group", "小组", aliases=("村民小组", "组")),
        Column("helper", "负责人", required=True, aliases=HELPERS),
        Column("account", "账号", aliases=("登录账号", "用户名")),
        Column("starts_on", "从哪一天起", required=True, aliases=("开始日期", "结对日期", "起始日期")),
        Column("because", "依据", aliases=("文件", "文号", "原因")),
    ),
)  # fmt: skip
OF_FAMILY = ("village", "head", "helper", "starts_on", "account")
OF_VILLAGE = ("village", "helper", "starts_on", "because")
OF_TOWNSHIP = ("township", "helper", "starts_on", "account")
WITHOUT_HEADER: Mapping[str, tuple[str, ...]] = {
    PairingKind.LEADER_TOWNSHIP: OF_TOWNSHIP,
    PairingKind.UNIT_VILLAGE: OF_VILLAGE,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A township or village of the county as it is today; a township has no township above it."""

    code: str
    name: str
    full_name: str
    township: str = ""


@dataclass(frozen=True)
class Register:
    """What of the county a list is held against."""

    townships: Sequence[Place]
    villages: Sequence[Place]
    households: Sequence[Household] = ()
    accounts: Mapping[str, UUID] = field(default_factory=dict)
    units: Mapping[str, UUID] = field(default_factory=dict)
    held: Iterable[tuple[Target, Held]] = ()


@dataclass(frozen=True, slots=True)
class Line(CheckedLine[Wanted]):
    about: str
    helper: str
    before: str


def text_of(data: bytes) -> str:
    """An Excel list as text that can be corrected on the page; a file that is no list is refused."""
    return as_text(open_table(open_workbook(data, LIMITS), LAYOUT))


def check(text: str, kind: PairingKind, register: Register) -> Checked[Wanted]:
    """Everything that a list would do and everything that is wrong with it; refused when it is no list at all."""
    table = open_table(Pasted(text, LAYOUT, WITHOUT_HEADER.get(kind, OF_FAMILY), LIMITS), LAYOUT)
    return checked_lines(table, _Reading(kind, register).line)


class _Places:
    def __init__(self, places: Iterable[Place]) -> None:
        self._by_key: dict[str, dict[str, Place]] = defaultdict(dict)
        for one in places:
            for name in (one.name, one.full_name, one.code):
                for key in (name, one.township + name):
                    self._by_key[match_key(key)][one.code] = one

    def find(self, written: str, township: str = "") -> list[Place]:
        found = list(self._by_key.get(match_key(written), {}).values())
        if township and len(found) > 1:
            near = [one for one in found if match_key(one.township) == match_key(township)]
            return near or found
        return found


class _Reading:
    """Line after line: what a line says, and what it would do after those before it."""

    def __init__(self, kind: PairingKind, register: Register) -> None:
        self._kind, self._register, self._plan = kind, register, Plan(register.held)
        self._townships, self._villages = _Places(register.townships), _Places(register.villages)
        self._families: dict[tuple[str, str], list[Household]] = defaultdict(list)
        for one in register.households:
            self._families[one.village_code, match_key(one.head_name)].append(one)
            if one.number:
                self._families[one.village_code, match_key(one.number)].append(one)

    def line(self, row: RowReader, problems: list[Problem]) -> Line:
        place = self._place(row)
        family = self._family(row, place) if place and self._kind in OF_HOUSEHOLDS else None
        helper = self._helper(row)
        since, because = row.day("starts_on"), row.text("because")
        wanted = None
        if place and helper and since and not any(problem.is_error for problem in problems):
            wanted = Wanted(self._kind, place.code, helper, since, because, family.id if family else None)
        state, before = self._state(row, wanted) if wanted else (None, "")
        about = (place.township + place.name if place else "") + (f" {family.head_name}" if family else "")
        named = helper.name if helper else ""
        return Line(row.number, wanted, state, tuple(problems), about, named, before)

    def _place(self, row: RowReader) -> Place | None:
        of_township = self._kind is PairingKind.LEADER_TOWNSHIP
        key = "township" if of_township else "village"
        written, township = row.text(key), "" if of_township else row.name("township")
        if not written:
            row.error(key, "place.blank", _("请填写%(title)s。") % {"title": LAYOUT.by_key[key].title})
            return None
        found = (self._townships if of_township else self._villages).find(written, township)
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _("%(townships)s都有“%(village)s”。请在“乡镇”一列写明。")
            said = {"townships": listed(one.township for one in found), "village": written}
        else:
            sentence = _("您可以登记的范围内没有“%(village)s”。请核对名称。")
            said = {"village": township + written}
        row.error(key, "place.unknown", sentence % said)
        return None

    def _family(self, row: RowReader, place: Place) -> Household | None:
        written, group = row.text("head"), row.text("group")
        if not written:
            row.error("head", "head.blank", _("请填写户主姓名，或者国家平台户编号。"))
            return None
        found = self._families.get((place.code, match_key(written)), [])
        if group and len(found) > 1:
            found = [one for one in found if match_key(one.group_name) == match_key(group)] or found
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _("%(village)s有 %(count)s 户户主叫“%(head)s”。请写明小组，或者改填户编号。")
        else:
            sentence = _("%(village)s的名册里没有“%(head)s”。请核对姓名；新的农户请先登记。")
        said = {"village": place.name, "count": len(found), "head": written}
        row.error("head", "head.unknown", sentence % said)
        return None

    def _helper(self, row: RowReader) -> Helper | None:
        name, account = row.text("helper"), row.text("account")
        if not name:
            return None
        if self._kind is PairingKind.UNIT_VILLAGE:
            unit = self._register.units.get(match_key(name))
            if unit is None:
                sentence = _("本县没有登记“%(name)s”这个单位。请填单位全称。")
                row.error("helper", "helper.unit", sentence % {"name": name})
            return Helper(name, unit_id=unit)
        if not account:
            return Helper(name)
        user = self._register.accounts.get(canonical_code(account).lower())
        if user is None:
            sentence = _("本县没有“%(account)s”这个账号。请核对，或者不填。")
            row.error("account", "account.unknown", sentence % {"account": account})
        return Helper(name, user_id=user)

    def _state(self, row: RowReader, wanted: Wanted) -> tuple[State, str]:
        state, held = self._plan.add(wanted)
        if state is State.CLASHES and held is not None:
            said = {"name": held.helper.name, "since": held.starts_on.isoformat()}
            sentence = _(
                "%(name)s 已登记为 %(since)s 起负责，日期冲突。请核对；登记有误的，请先作废原来的一条。"
            )
            row.error("starts_on", "pairing.clashes", sentence % said)
        return state, held.helper.name if held and state is State.HANDS_OVER else ""
