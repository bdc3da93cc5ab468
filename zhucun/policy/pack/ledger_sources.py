"""What a ledger may draw from: sources, their fields, filters and orders. A closed list; a pack chooses and names.

Each source is offered by the feature that keeps its records (`<feature>/ledger_source.py`), with just these names:
`zhucun/documents/ledgers/tests` holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What stands in a cell; a link names the record and opens it, an answer is one of the four."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"
    LINK = "link"
    ANSWER = "answer"


# How a value may be written, the usual way first; where nothing is listed there is nothing to choose.
FORMATS: Mapping[Kind, Mapping[str, str]] = {
    Kind.WHOLE: {"plain": "1234", "grouped": "1,234"},
    Kind.DECIMAL: {"two_places": "1,234.50", "one_place": "1,234.5", "no_places": "1,235"},
    Kind.DATE: {"day": "2026-11-18", "month": "2026-11", "chinese": "2026年11月18日"},
}
FORMS, FLOWS = "forms", "flows"  # choices that are the pack's own forms and flows


@dataclass(frozen=True, slots=True)
class SourceField:
    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """Closed choices: codes of the product with their words, or those of a word list, or the pack's forms or flows."""

    title: str
    codes: Mapping[str, str] | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class LedgerSource:
    """`row` says what one line is; `dated` whether a month or a year narrows it."""

    title: str
    row: str
    fields: Mapping[str, SourceField]
    filters: Mapping[str, SourceFilter]
    orders: tuple[str, ...]
    dated: bool = True


ORDERS: Mapping[str, str] = {
    "place": "按乡镇和村",
    "name": "按姓名",
    "newest": "新的在前",
    "oldest": "早的在前",
    "due": "期限近的在前",
}
_TEXT, _WHOLE, _DATE = Kind.TEXT, Kind.WHOLE, Kind.DATE
_PLACE = {"township": SourceField("乡镇"), "village": SourceField("村")}
_POST = {
    "person": SourceField("姓名", Kind.LINK),
    **_PLACE,
    "role": SourceField("职务"),
    "unit": SourceField("派出单位"),
}
_HOME = {"head": SourceField("户主"), **_PLACE, "group": SourceField("小组")}
_ROLE = SourceFilter("职务", of="posting_role")
_YES = "是"

LEDGER_SOURCES: Mapping[str, LedgerSource] = {
    "posting": LedgerSource(
        title="派驻",
        row="一个人在一个村的一段派驻",
        fields={
            **_POST,
            "sender_level": SourceField("派出层级"),
            "political": SourceField("政治面貌"),
            "batch": SourceField("批次"),
            "starts_on": SourceField("到任日期", _DATE),
            "ends_on": SourceField("结束日期", _DATE),
            "end_because": SourceField("结束原因"),
        },
        filters={
            "state": SourceFilter("状态", {"current": "现在在任", "coming": "尚未到任", "ended": "已经结束"}),
            "role": _ROLE,
            "sender_level": SourceFilter(
                "派出层级", {"central": "中央", "province": "省", "city": "市", "county": "县"}
            ),
        },
        orders=("place", "name", "newest"),
    ),
    "presence_month": LedgerSource(
        title="在岗月结果",
        row="一段派驻的一个月",
        fields={
            **_POST,
            "month": SourceField("月份", _DATE),
            "target": SourceField("应在天数", _WHOLE),
            "done": SourceField("在村天数", _WHOLE),
            "open": SourceField("待核天数", _WHOLE),
            "excused": SourceField("抵减天数", _WHOLE),
            "answer": SourceField("结果", Kind.ANSWER),
        },
        filters={
            "answer": SourceFilter(
                "结果",
                {
                    "met": "达标",
                    "not_met": "未达标",
                    "not_applicable": "不适用",
                    "undetermined": "待定",
                },
            ),
            "role": _ROLE,
        },
        orders=("place", "name", "newest"),
    ),
    "presence_entry": LedgerSource(
        title="在岗登记",
        row="一条在岗登记，例如一次请假",
        fields={
            **_POST,
            "kind": SourceField("种类"),
            "first_day": SourceField("第一天", _DATE),
            "last_day": SourceField("最后一天", _DATE),
            "days": SourceField("天数，连头带尾", _WHOLE),
            "recorded_by": SourceField("登记人"),
        },
        filters={"kind": SourceFilter("种类", of="presence"), "role": _ROLE},
        orders=("newest", "oldest", "place"),
    ),
    "record": LedgerSource(
        title="工作记录",
        row="一条工作记录",
        fields={
            "title": SourceField("内容", Kind.LINK),
            **_PLACE,
            "person": SourceField("记录人"),
            "occurred_on": SourceField("日期", _DATE),
            "form": SourceField("类别"),
            "work_area": SourceField("服务的职责"),
            "household": SourceField("农户"),
        },
        filters={
            "form": SourceFilter("类别", of=FORMS),
            "work_area": SourceFilter("服务的职责", of="work_area"),
            "about": SourceFilter("写的是谁", {"household": "农户", "other": "其他"}),
        },
        orders=("newest", "oldest", "place"),
    ),
    "case": LedgerSource(
        title="办件",
        row="一件事",
        fields={
            "title": SourceField("事项", Kind.LINK),
            **_PLACE,
            "kind": SourceField("种类"),
            "level": SourceField("在哪一级"),
            "state": SourceField("到哪一步"),
            "raised_by": SourceField("提出人"),
            "raised_on": SourceField("提出日期", _DATE),
            "due_on": SourceField("期限", _DATE),
            "ended_on": SourceField("结束日期", _DATE),
            "ending": SourceField("怎样结束"),
        },
        filters={
            "standing": SourceFilter("办了没有", {"open": "在办", "ended": "已结束"}),
            "kind": SourceFilter("种类", of=FLOWS),
            "level": SourceFilter("在哪一级", {"village": "村级", "township": "乡镇", "county": "县级"}),
        },
        orders=("newest", "oldest", "due", "place"),
    ),
    "monitored": LedgerSource(
        title="监测对象",
        row="一户的一次纳入监测",
        fields={
            **_HOME,
            "head": SourceField("户主", Kind.LINK),
            "people": SourceField("人口", _WHOLE),
            "kind": SourceField("类型"),
            "risks": SourceField("风险"),
            "channel": SourceField("怎样发现"),
            "since": SourceField("纳入日期", _DATE),
            "measures": SourceField("帮扶措施件数", _WHOLE),
            "removed_on": SourceField("风险消除日期", _DATE),
        },
        filters={
            "state": SourceFilter("状态", {"monitored": "正在监测", "removed": "风险已消除"}),
            "kind": SourceFilter("类型", of="monitored_kind"),
            "channel": SourceFilter("怎样发现", of="discovery_channel"),
        },
        orders=("place", "oldest", "newest"),
    ),
    "help_measure": LedgerSource(
        title="帮扶措施",
        row="一项帮扶措施",
        fields={
            **_HOME,
            "what": SourceField("内容", Kind.LINK),
            "kind": SourceField("类别"),
            "owner": SourceField("责任人"),
            "due_on": SourceField("计划完成日期", _DATE),
            "state": SourceField("进展"),
            "done_on": SourceField("落实日期", _DATE),
            "effect": SourceField("效果"),
        },
        filters={
            "state": SourceFilter(
                "进展", {"planned": "计划中", "underway": "实施中", "done": "已落实", "stopped": "已停止"}
            ),
            "kind": SourceFilter("类别", of="help_measure"),
            "effect": SourceFilter("效果", {"unknown": "尚未核实", "helped": "见效", "not_yet": "还没见效"}),
        },
        orders=("place", "due", "newest"),
    ),
    "pairing": LedgerSource(
        title="结对",
        row="一段结对",
        fields={
            "helper": SourceField("负责人", Kind.LINK),
            "kind": SourceField("种类"),
            **_HOME,
            "starts_on": SourceField("从哪一天起", _DATE),
            "ends_on": SourceField("到哪一天止", _DATE),
            "because": SourceField("依据"),
        },
        filters={
            "state": SourceFilter("状态", {"standing": "正在结对", "over": "已经结束"}),
            "kind": SourceFilter(
                "种类",
                {
                    "leader_township": "县领导联系乡镇",
                    "unit_village": "部门帮扶村",
                    "cadre_household": "干部帮扶农户",
                    "member_household": "党员联系农户",
                    "grid": "网格",
                },
            ),
        },
        orders=("place", "name", "newest"),
    ),
    "household": LedgerSource(
        title="农户",
        row="一户",
        fields={
            **_HOME,
            "head": SourceField("户主", Kind.LINK),
            "people": SourceField("人口", _WHOLE),
            "circumstance": SourceField("农户类型"),
            "housing": SourceField("住房"),
            "water": SourceField("饮水"),
            "number": SourceField("国家平台户编号"),
        },
        filters={
            "state": SourceFilter("状态", {"registered": "在册", "ended": "已注销"}),
            "circumstance": SourceFilter("农户类型", of="circumstance"),
        },
        orders=("place", "name"),
        dated=False,
    ),
    "member": LedgerSource(
        title="户籍成员",
        row="一户里现在的一个人",
        fields={
            **_HOME,
            "name": SourceField("姓名", Kind.LINK),
            "relation": SourceField("与户主关系"),
            "sex": SourceField("性别"),
            "age": SourceField("周岁", _WHOLE),
        },
        filters={
            "circumstance": SourceFilter("农户类型", of="circumstance"),
            "minor": SourceFilter("未满 14 周岁", {"yes": _YES, "no": "否"}),
        },
        orders=("place",),
        dated=False,
    ),
}
