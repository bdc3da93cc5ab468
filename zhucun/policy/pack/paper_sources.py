"""What a paper may be written from: the closed list of sources, and what each gives.

A paper names one as `{source.name}`, or takes its rows with `each` and `table`. Whoever holds the facts offers them
under the same name (`zhucun.documents.sources`). A source that stands alone knows its subject and no period.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

POSTING, VILLAGE, HOUSEHOLD, RECORD = "posting", "village", "household", "record"
TOWNSHIP, COUNTY, CASE = "township", "county", "case"
NONE, MONTH, YEAR = "none", "month", "year"
PLACES = frozenset({VILLAGE, TOWNSHIP, COUNTY})
EVERYWHERE = PLACES | {POSTING, HOUSEHOLD, RECORD, CASE}


@dataclass(frozen=True, slots=True)
class PaperSource:
    """`fields` and `rows` by name with what they are; `of` the subjects it knows; `timed` ones need a period."""

    title: str
    of: frozenset[str]
    fields: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    timed: bool = False


RECORD_ROW = {
    "day": "日期",
    "form": "记录的种类",
    "duty": "四项职责中的哪一项",
    "title": "标题",
    "answers": "填写的内容",
    "village": "村",
    "who": "记录人",
}

PAPER_SOURCES: Mapping[str, PaperSource] = {
    # who and where
    "made": PaperSource(
        "生成",
        EVERYWHERE,
        {"day": "生成的日期", "period": "所写的时段", "county": "县名", "by": "生成的人"},
    ),
    "person": PaperSource(
        "驻村的人",
        frozenset({POSTING}),
        {
            "name": "姓名",
            "role": "岗位",
            "unit": "派出单位",
            "village": "所驻的村",
            "township": "乡镇",
            "began": "到任日期",
            "ends": "期满日期",
            "batch": "批次",
            "duties": "职务",
        },
    ),
    "place": PaperSource("村、乡镇", EVERYWHERE, {"name": "名称", "township": "乡镇", "county": "县"}),
    "team": PaperSource(
        "在驻的人",
        PLACES,
        {"count": "人数"},
        {"name": "姓名", "role": "岗位", "unit": "派出单位", "village": "村", "began": "到任日期"},
    ),
    # the register
    "register": PaperSource(
        "农户登记",
        PLACES | {POSTING},
        {
            "households": "户数",
            "people": "登记的成员人数",
            "aged_60": "60至79周岁人数",
            "aged_80": "80周岁以上人数",
            "children": "未满14周岁人数",
            "away": "外出务工人数",
            "out_of_poverty": "脱贫户户数",
            "low_income": "低保户户数",
            "destitute": "特困户户数",
            "unsafe_housing": "住房有安全隐患的户数",
            "unsafe_water": "饮水没有保障的户数",
        },
        {"title": "项目", "word": "分项", "count": "数", "unit": "单位"},
    ),
    "household": PaperSource(
        "一户",
        frozenset({HOUSEHOLD}),
        {
            "head": "户主",
            "group": "村民小组",
            "people": "登记的成员人数",
            "circumstances": "农户情形",
            "housing": "住房",
            "water": "饮水",
            "responsible": "结对帮扶的人",
            "last_visit": "最近一次走访",
        },
        {"name": "姓名", "relation": "与户主关系", "sex": "性别", "born": "出生年份", "marks": "个人情形"},
    ),
    # what was done
    "records": PaperSource(
        "工作记录",
        PLACES | {POSTING, HOUSEHOLD},
        {"count": "条数", "days": "有记录的天数"},
        RECORD_ROW,
        timed=True,
    ),
    "record": PaperSource(
        "一条记录",
        frozenset({RECORD}),
        {"day": "日期", "form": "记录的种类", "duty": "四项职责中的哪一项", "title": "标题", "who": "记录人"},
        {"label": "填写的项目", "said": "填写的内容"},
    ),
    "case": PaperSource(
        "一件办件",
        frozenset({CASE}),
        {
            "kind": "种类",
            "title": "事由",
            "raised": "提出日期",
            "by": "提出的人",
            "state": "办到哪一步",
            "ended": "办结日期",
        },
        {"label": "填写的项目", "said": "填写的内容"},
    ),
    "steps": PaperSource(
        "一件办件的经过",
        frozenset({CASE}),
        {},
        {"day": "日期", "step": "哪一步", "who": "办理的人", "said": "填写的内容"},
    ),
    "visits": PaperSource(
        "走访",
        PLACES | {POSTING, HOUSEHOLD},
        {"count": "次数", "households": "走访的户数"},
        RECORD_ROW,
        timed=True,
    ),
    "party_work": PaperSource(
        "建强村党组织的记录",
        PLACES | {POSTING},
        {"count": "条数", "days": "有记录的天数"},
        RECORD_ROW,
        timed=True,
    ),
    "duties": PaperSource(
        "四项职责的记录",
        PLACES | {POSTING},
        {
            "party_building": "建强村党组织的条数",
            "prosperity": "推进强村富民的条数",
            "governance": "提升治理水平的条数",
            "service": "为民办事服务的条数",
        },
        timed=True,
    ),
    "presence": PaperSource(
        "在岗",
        frozenset({POSTING}),
        {"days": "在村天数", "asked": "要求的天数", "answer": "判断结果"},
        {"month": "月份", "days": "在村天数", "asked": "要求的天数", "answer": "判断结果"},
        timed=True,
    ),
    "entries": PaperSource(
        "在岗登记",
        frozenset({POSTING}),
        {"count": "条数"},
        {"day": "起止日期", "kind": "登记的种类", "note": "说明"},
        timed=True,
    ),
    "cases": PaperSource(
        "事项",
        PLACES | {POSTING, HOUSEHOLD},
        {"count": "件数", "settled": "办结的件数", "open": "正在办的件数"},
        {
            "title": "事由",
            "kind": "种类",
            "raised": "提出日期",
            "state": "办到哪一步",
            "ended": "办结日期",
        },
        timed=True,
    ),
    "monitored": PaperSource(
        "监测户",
        PLACES | {POSTING, HOUSEHOLD},
        {"count": "户数", "removed": "风险消除的户数"},
        {"head": "户主", "kind": "监测类型", "risks": "风险", "since": "识别日期", "state": "现在怎样"},
    ),
    "measures": PaperSource(
        "帮扶措施",
        PLACES | {POSTING, HOUSEHOLD},
        {"count": "项数", "done": "落实的项数"},
        {"title": "措施", "owner": "责任人", "due": "到期日期", "state": "落实没有", "effect": "效果"},
    ),
    "pairings": PaperSource(
        "结对",
        PLACES | {HOUSEHOLD},
        {"count": "对数"},
        {"who": "帮扶人", "whom": "被帮扶的", "kind": "结对种类", "since": "开始日期"},
    ),
}
