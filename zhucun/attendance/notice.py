"""The wording of the month's notice (通报). Every figure opens the screen it was counted on."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from zhucun.attendance.month_data import LinkTo, MonthData
from zhucun.documents.gb9704.paper import (
    Block,
    Heading,
    Number,
    OfficialPaper,
    Paragraph,
    Run,
    Table,
    written,
)
from zhucun.engine.verdict import Answer


def compose(data: MonthData, *, on: date, link: LinkTo) -> OfficialPaper:
    """The notice as data; numbers of papers are given by the office that registers it."""
    issuer = f"中共{data.county_name}委组织部"
    return OfficialPaper(
        mark=f"{issuer}文件",
        number=Number("", on.year),
        title=f"关于{data.title}驻村干部在岗情况的通报",
        recipients=("各乡镇党委", "各派出单位党组（党委）"),
        body=tuple(_body(data, link)),
        issuer=issuer,
        dated=on,
        printed_by=issuer,
        printed_on=on,
    )


def _body(data: MonthData, link: LinkTo) -> Iterable[Block]:
    yield Paragraph.of(f"现将{data.title}驻村干部在岗情况通报如下（数据截至{written(data.as_of)}）。")
    yield Heading(1, "总体情况")
    yield _overview(data, link)
    if data.duty is not None:
        yield Paragraph.of(_rule(data))
    yield _by_township(data, link)
    short = [row for row in data.rows if row["answer"] == Answer.NOT_MET]
    open_ = [row for row in data.rows if row["answer"] == Answer.UNDETERMINED]
    yield Heading(1, "未达到规定天数的人员")
    yield from _people(
        short, link, "本月没有未达到规定天数的人员。", "以下人员按所在乡镇、村排列，不作排名："
    )
    yield Heading(1, "尚不能认定的人员")
    yield from _people(
        open_, link, "本月没有尚不能认定的人员。", "以下人员有待核实或待确认的天数，未作认定："
    )
    yield Heading(1, "有关要求")
    within = f"可在收到通报后{data.explain_within}个工作日内说明" if data.explain_within else "可以说明"
    yield Paragraph.of(
        f"请各乡镇党委对尚未确认的月份及时核实确认。本人对结果有异议的，{within}，"
        "说明前不作任何处理。请各派出单位关心本单位派驻人员，帮助解决实际困难。"
    )


def _overview(data: MonthData, link: LinkTo) -> Paragraph:
    confirmed = sum(line.confirmed for line in data.townships)
    figure = {
        answer: Run(str(data.totals[answer]), link=link(f"?answer={answer.value}")) for answer in Answer
    }
    return Paragraph.of(
        "本月应统计驻村干部",
        Run(str(data.totals.total()), link=link("")),
        "人，其中达标",
        figure[Answer.MET],
        "人，未达标",
        figure[Answer.NOT_MET],
        "人，不适用",
        figure[Answer.NOT_APPLICABLE],
        "人，待定",
        figure[Answer.UNDETERMINED],
        f"人；{len(data.townships)}个乡镇中已有{confirmed}个完成月度确认。",
    )


def _rule(data: MonthData) -> str:
    duty = data.duty
    assert duty is not None
    found = duty.threshold.on(data.as_of).found
    if found is None:
        return "本月没有生效的在岗天数规定。"
    capped = "，当月工作日不足的以工作日为限" if duty.cap else ""
    return f"本月规定为每月在村不少于{found.value}天{capped}。"


def _by_township(data: MonthData, link: LinkTo) -> Table:
    rows = tuple(
        (
            line.name,
            Run(str(line.people), link=link(f"?township={line.code}")),
            str(line.counts[Answer.MET]),
            str(line.counts[Answer.NOT_MET]),
            str(line.counts[Answer.NOT_APPLICABLE]),
            str(line.counts[Answer.UNDETERMINED]),
            "已确认" if line.confirmed else "未确认",
        )
        for line in data.townships
    )
    header = ("乡镇", "人数", "达标", "未达标", "不适用", "待定", "月度确认")
    return Table(header, rows, caption=f"{data.title}各乡镇驻村干部在岗情况")


def _people(rows: list[dict[str, Any]], link: LinkTo, nobody: str, some: str) -> Iterable[Block]:
    if not rows:
        yield Paragraph.of(nobody)
        return
    yield Paragraph.of(some)
    yield Table(
        ("乡镇", "村", "姓名", "职务", "应在（天）", "在村（天）", "情况"),
        tuple(
            (
                row["township"],
                row["village"],
                Run(row["person_name"], link=link(f"{row['posting_id']}/why/")),
                row["role"],
                str(row["target"] or "–"),
                row["counted"],
                row["word"],
            )
            for row in rows
        ),
    )
