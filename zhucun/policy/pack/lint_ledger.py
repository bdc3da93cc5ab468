"""A ledger draws on what its source has: known fields, formats, filters, codes and orders, and a column that opens the record."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from zhucun.policy.pack.ledger_sources import (
    FLOWS,
    FORMATS,
    FORMS,
    LEDGER_SOURCES,
    Kind,
    LedgerSource,
    SourceFilter,
)
from zhucun.policy.pack.ledgers import DeclaredLedger
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.ledger import LedgerColumnShape
from zhucun.policy.pack.yaml12 import Path


def lint_ledgers(declared: Mapping[str, DeclaredLedger], known: Known) -> Iterator[Problem]:
    numbers: dict[int, str] = {}
    for one in declared.values():
        yield from _ledger(one, known)
        number = one.ledger.number
        if number in numbers:
            what = f"第 {number} 号已经是“{numbers[number]}”。"
            yield one.read.problem(("number",), what, "请换一个号，目录按号排。")
        numbers.setdefault(number, one.ledger.title)


def _ledger(one: DeclaredLedger, known: Known) -> Iterator[Problem]:
    shape = one.read.shape
    source = LEDGER_SOURCES.get(shape.source)
    if source is None:
        yield _unknown(one, ("source",), "台账来源", shape.source, LEDGER_SOURCES)
        return
    yield from _columns(one, source)
    for name, codes in shape.filter.items():
        if name not in source.filters:
            yield _unknown(one, ("filter", name), "筛选", name, source.filters)
            continue
        allowed = codes_of(source.filters[name], known)
        for place, code in enumerate(codes):
            if code not in allowed:
                yield _unknown(one, ("filter", name, place), "选项", code, allowed)
    if shape.order not in source.orders:
        yield _unknown(one, ("order",), "排法", shape.order, source.orders)
    if not source.dated and shape.opens_on != "all":
        what = f"“{source.title}”只有现在的情况，不分月份。"
        yield one.read.problem(("opens_on",), what, "请删去这一项。")


def codes_of(filter: SourceFilter, known: Known) -> Iterable[str]:
    """What a filter may be set to in this pack."""
    if filter.codes is not None:
        return filter.codes
    if filter.of == FORMS:
        return known.forms
    return known.flows if filter.of == FLOWS else known.vocabularies.get(filter.of, {})


def _columns(one: DeclaredLedger, source: LedgerSource) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, column in enumerate(one.read.shape.columns):
        inside: Path = ("columns", place)
        if column.field not in source.fields:
            yield _unknown(one, (*inside, "field"), "列", column.field, source.fields)
            continue
        if column.field in seen:
            what = f"“{column.field}”写了两列。"
            yield one.read.problem((*inside, "field"), what, "请删去一列。")
        seen.add(column.field)
        yield from _format(one, inside, column, source.fields[column.field].kind)
    links = [name for name, field in source.fields.items() if field.kind is Kind.LINK]
    if not seen & set(links):
        what = "没有能打开记录的一列，表里的数就无从核对。"
        yield one.read.problem(("columns",), what, f"请加一列 field: {links[0]}。")


def _format(one: DeclaredLedger, inside: Path, column: LedgerColumnShape, kind: Kind) -> Iterator[Problem]:
    if column.format is None:
        return
    allowed = FORMATS.get(kind, {})
    if not allowed:
        what = f"“{column.heading}”这一列不是数或者日期，没有格式可选。"
        yield one.read.problem((*inside, "format"), what, "请删去 format。")
    elif column.format not in allowed:
        yield _unknown(one, (*inside, "format"), "格式", column.format, allowed)


def _unknown(one: DeclaredLedger, inside: Path, called: str, written: str, allowed: Iterable[str]) -> Problem:
    names = list(allowed)
    close = get_close_matches(written, names, n=1)
    do = f"是不是“{close[0]}”？" if close else f"可以写：{'、'.join(names)}。"
    return one.read.problem(inside, f"没有“{written}”这个{called}。", do)
