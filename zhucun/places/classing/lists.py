"""A list of villages and their types, pasted or from Excel, held against the county: line by line, nothing written.

A village is never chosen by likeness: a name that several townships have is sent back with their names.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhucun.kernel.lists import listed
from zhucun.kernel.place_codes import VILLAGE
from zhucun.kernel.spreadsheet import (
    Checked,
    CheckedLine,
    Choices,
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
from zhucun.places.classing.domain import Plan, Span, State, Wanted

LIMITS = Limits(rows=2000)
# The titles are part of the list's format: they stay Chinese whatever language the screen speaks.
LAYOUT = Layout(
    sheet="村类型",
    example="示例",
    ignored=("序号", "编号", "备注"),
    columns=(
        Column("township", "乡镇", aliases=("乡", "镇", "乡镇街道", "所在乡镇")),
        Column("village", "村", required=True, aliases=("村名", "行政村", "村社区", "村代码", "代码")),
        Column("kind", "类型", required=True, aliases=("村类型", "类别")),
        Column(
            "starts_on", "开始日期", required=True, aliases=("从哪一天起", "起始日期", "开始时间", "列入日期")
        ),
        Column("ends_on", "最后一天", aliases=("结束日期", "截止日期", "结束时间", "到哪一天", "退出日期")),
        Column("because", "依据", required=True, aliases=("文件", "文号", "依据文件")),
    ),
)
WITHOUT_HEADER = ("village", "kind", "starts_on", "because")


@dataclass(frozen=True, slots=True)
class Known:
    """A village of the county as it is today."""

    code: str
    name: str
    full_name: str
    township: str


@dataclass(frozen=True, slots=True)
class Line(CheckedLine[Wanted]):
    place: str
    kind: str


def text_of(data: bytes) -> str:
    """An Excel list as text that can be corrected on the page; a file that is no list is refused."""
    return as_text(open_table(open_workbook(data, LIMITS), LAYOUT))


def check(
    text: str, villages: Iterable[Known], words: Mapping[str, str], held: Iterable[tuple[str, Span]]
) -> Checked[Wanted]:
    """Everything that a list would do and everything that is wrong with it; refused when it is no list at all."""
    table = open_table(Pasted(text, LAYOUT, WITHOUT_HEADER, LIMITS), LAYOUT)
    return checked_lines(table, _Reading(_Villages(villages), words, Plan(held)).line)


class _Villages:
    def __init__(self, villages: Iterable[Known]) -> None:
        self._by_code: dict[str, Known] = {}
        self._by_name: dict[str, dict[str, Known]] = defaultdict(dict)
        for one in villages:
            self._by_code[one.code] = one
            for name in (one.name, one.full_name):
                for key in (name, one.township + name):
                    self._by_name[match_key(key)][one.code] = one

    def find(self, written: str, township: str) -> list[Known]:
        code = canonical_code(written)
        if code.isdecimal() and len(code) == VILLAGE:
            return [self._by_code[code]] if code in self._by_code else []
        found = list(self._by_name.get(match_key(township + written), {}).values())
        if township and not found:
            near = self._by_name.get(match_key(written), {}).values()
            found = [one for one in near if match_key(one.township) == match_key(township)]
        return found


class _Reading:
    """Line after line: what a line says, and what it would do after those before it."""

    def __init__(self, villages: _Villages, words: Mapping[str, str], plan: Plan) -> None:
        self._villages, self._words, self._plan = villages, words, plan
        synonyms = {code: word for code, word in words.items() if code != word}
        self._kinds = Choices({word: code for code, word in words.items()}, synonyms)

    def line(self, row: RowReader, problems: list[Problem]) -> Line:
        township, written = row.name("township"), row.text("village")
        village = self._village(row, written, township) if written else None
        kind = row.choice("kind", self._kinds)
        first, last, because = row.day("starts_on"), row.day("ends_on"), row.text("because")
        if first and last and last < first:
            row.error("ends_on", "day.order", _("最后一天早于开始日期。请核对。"))
        wanted = None
        if village and kind and first and not any(problem.is_error for problem in problems):
            wanted = Wanted(village.code, kind, first, because[:200], last)
        state = self._state(row, wanted) if wanted else None
        place = village.township + village.name if village else township + written
        return Line(row.number, wanted, state, tuple(problems), place, self._words.get(kind or "", ""))

    def _village(self, row: RowReader, written: str, township: str) -> Known | None:
        found = self._villages.find(written, township)
        if len(found) == 1:
            return found[0]
        if found:
            sentence = _("%(townships)s都有“%(village)s”。请在村名前写上乡镇，或填 12 位代码。")
            said = {"townships": listed(one.township for one in found), "village": written}
            row.error("village", "village.ambiguous", sentence % said)
        else:
            sentence = _("本县现在没有“%(village)s”。请核对村名，或填 12 位代码。")
            row.error("village", "village.unknown", sentence % {"village": township + written})
        return None

    def _state(self, row: RowReader, wanted: Wanted) -> State:
        state, span = self._plan.add(wanted)
        if state is State.CLASHES and span is not None:
            said = {"first": span.first.isoformat(), "last": _last(span.last)}
            sentence = _(
                "这个村同一类型已登记为 %(first)s 至%(last)s。请核对日期；原来登记有误的，请先作废。"
            )
            row.error("starts_on", "type.clashes", sentence % said)
        return state


def _last(day: date | None) -> str:
    return _("今") if day is None else f" {day.isoformat()}"
