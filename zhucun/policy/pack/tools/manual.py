"""A county's rules as a manual that can be printed and read without the system: every rule with its paper."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from zhucun.engine.calendar import SpecialKind
from zhucun.engine.duty import Duty
from zhucun.policy.pack.model import Case, Pack, Source
from zhucun.policy.pack.tools import facets
from zhucun.policy.pack.tools.manual_flows import flow_blocks
from zhucun.policy.pack.tools.pages import Block, Heading, Items, Table, Text
from zhucun.policy.pack.tools.sentence import joined, sentence
from zhucun.policy.pack.tools.warning_facets import warning_blocks

NUMBERS = ("从哪天起", "要求和依据")


def manual(pack: Pack, on: date) -> list[Block]:
    """The blocks of the manual, as the rules stand on a day; later and earlier numbers are all in it."""
    return [
        *_opening(pack, on),
        *_duties(pack, on),
        *flow_blocks(pack, on),
        *warning_blocks(pack),
        *_values(pack),
        *_forms(pack),
        *_calendar(pack),
        *_sources(pack),
    ]


def _opening(pack: Pack, on: date) -> Iterator[Block]:
    yield Text(f"本手册由制度包 {pack.version} 生成，摘要 {pack.digest[:12]}，各项要求按 {on} 的情况写出。")
    rows = [(one.title, str(one.version), str(one.published), one.kept_by) for one in pack.layers]
    yield Table(("制度包", "第几版", "发布日期", "谁维护"), tuple(rows))
    if pack.warnings:
        yield Text("提请注意：")
        yield Items(tuple(str(warning) for warning in pack.warnings))


def _duties(pack: Pack, on: date) -> Iterator[Block]:
    yield Heading(2, "要求", "duties")
    if not pack.duties:
        yield Text("这个县没有写要求。")
    for duty in pack.duties.values():
        yield from _duty(pack, duty, on)


def _duty(pack: Pack, duty: Duty, on: date) -> Iterator[Block]:
    yield Heading(3, duty.title, f"duty-{duty.id}")
    yield Text(sentence(pack, duty, on), strong=True)
    yield Table(NUMBERS, tuple(facets.duty_numbers(pack, duty).items()))
    told = facets.of_duty(pack, duty)
    readings = told.pop("怎样理解原文", ())
    yield Table(("项目", "内容"), tuple((label, "；".join(lines)) for label, lines in told.items()))
    if readings:
        yield Heading(4, "怎样理解原文")
        yield Items(readings)
    examples = [_example(pack, case) for case in pack.cases if case.duty == duty.id]
    if examples:
        yield Heading(4, "例子")
        yield Items(tuple(examples))


def _example(pack: Pack, case: Case) -> str:
    target = f"，应达 {case.target}" if case.target is not None else ""
    return f"{case.says}：{pack.wording.answers.get(case.answer, case.answer)}{target}"


def _values(pack: Pack) -> Iterator[Block]:
    yield Heading(2, "其他的数", "values")
    for value in pack.values.values():
        yield Heading(3, value.title, f"value-{value.key}")
        yield Text(f"下级{facets.MAY_BE[value.may_be]}。")
        yield Table(NUMBERS, tuple(facets.value_numbers(pack, value).items()))


def _forms(pack: Pack) -> Iterator[Block]:
    yield Heading(2, "工作记录的表单", "forms")
    for form in pack.forms.values():
        yield Heading(3, form.title, f"form-{form.code}")
        rows = [(label, "；".join(lines)) for label, lines in facets.of_form(pack, form).items() if lines]
        yield Table(("项目", "内容"), tuple(rows))


def _calendar(pack: Pack) -> Iterator[Block]:
    yield Heading(2, "放假安排", "calendar")
    days = pack.calendar.special_days()
    for year in pack.calendar.announced_years:
        yield Heading(3, f"{year} 年")
        holidays = [day for day in days if day.on.year == year and day.kind is SpecialKind.HOLIDAY]
        rows = []
        for name, group in groupby(holidays, key=lambda day: day.name):
            dates = [day.on for day in group]
            rows.append((name, f"{dates[0]} 至 {dates[-1]}", f"{len(dates)} 天"))
        yield Table(("假期", "日期", "天数"), tuple(rows))
        made_up = [str(d.on) for d in days if d.on.year == year and d.kind is SpecialKind.MAKE_UP]
        yield Text(
            f"调休上班：{joined(made_up) or '没有'}。依据{facets.reference(pack, pack.calendar.source_of(year) or '')}"
        )
    yield Text("没有列出的年份还没有录入放假安排，暂按周末推算，录入后自动重算。")


def _sources(pack: Pack) -> Iterator[Block]:
    yield Heading(2, "出处", "sources")
    for source in pack.sources.values():
        yield Heading(3, source.title, f"source-{source.id}")
        yield Text(_about(source))
        yield Table(("条款", "原文"), tuple(source.articles.items()))


def _about(source: Source) -> str:
    parts = [
        source.issuer,
        source.number,
        source.dated,
        facets.SEEN.get(source.seen, source.seen),
        source.note,
    ]
    return "；".join(part for part in parts if part)
