"""One row read column by column: each answer is a clean value, and every problem is noted as it is met.

A reader never raises for what a person typed. It answers None (or "") and notes an error, so that one pass
tells everything that is wrong with a row. What it can repair without guessing it repairs, and says so.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhucun.kernel.lists import listed
from zhucun.kernel.spreadsheet.columns import Choices, Column
from zhucun.kernel.spreadsheet.days import read_day
from zhucun.kernel.spreadsheet.grid import Cell, Kind, Row
from zhucun.kernel.spreadsheet.problems import Problem, Severity
from zhucun.kernel.spreadsheet.table import Table
from zhucun.kernel.text import canonical_code, canonical_name, match_key

T = TypeVar("T")

# Excel keeps 15 digits of a number; whatever stood behind them is gone.
_EXACT_DIGITS = 15
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}")
_NOTHING = {"无", "暂无", "不详", "空", "/", "\\", "-", "--", "N/A", "NA"}


class RowReader:
    def __init__(self, table: Table, row: Row, problems: list[Problem]) -> None:
        self.number = row.number
        self._table = table
        self._row = row
        self._problems = problems
        self._columns = table.layout.by_key

    def name(self, key: str) -> str:
        """The name of somebody or something: a number cannot be one."""
        cell = self._cell(key)
        if cell is None:
            return ""
        if cell.kind is not Kind.TEXT:
            self.error(key, "cell.not_text", _("这里应填文字。请核对后重新填写。"))
            return ""
        return self._tidied(key, cell, canonical_name(cell.text))

    def text(self, key: str) -> str:
        """A short text that may also look like a number, such as a batch called 2024."""
        cell = self._cell(key)
        if cell is None:
            return ""
        if cell.kind is Kind.DATE:
            sentence = _("这里的内容被 Excel 改成了日期。请把该列设为“文本”后重新填写。")
            self.error(key, "cell.became_date", sentence)
            return ""
        return self._tidied(key, cell, canonical_name(cell.text))

    def code(self, key: str, read: Callable[[str], T]) -> T | None:
        """A number or code as `read` makes of it; what `read` refuses is noted in its words."""
        cell = self._cell(key)
        if cell is None:
            return None
        text = canonical_code(cell.text)
        if self._lost_digits(cell, text):
            sentence = _("%(title)s被存成数字，已丢失末位。请把该列设为“文本”后重新填写。")
            self.error(key, "cell.lost_digits", sentence % {"title": self._columns[key].title})
            return None
        try:
            value = read(text)
        except ValidationError as problem:
            self.error(key, str(problem.code), str(problem.message))
            return None
        self._tidied(key, cell, text)
        return value

    def day(self, key: str, *, open_words: Iterable[str] = ()) -> date | None:
        """A date; one of `open_words` (such as 至今) stands for no date yet."""
        cell = self._cell(key)
        if cell is None or match_key(cell.text) in map(match_key, open_words):
            return None
        if cell.day:
            return cell.day
        try:
            found = read_day(cell.text)
        except ValidationError as problem:
            self.error(key, str(problem.code), str(problem.message))
            return None
        if found.guessed:
            sentence = _("这里没有设为日期格式，按 %(day)s 读取。") % {"day": found.day.isoformat()}
            self.notice(key, "day.from_number", sentence)
        return found.day

    def choice(self, key: str, choices: Choices[T]) -> T | None:
        cell = self._cell(key)
        if cell is None:
            return None
        value = choices.find(cell.text)
        if value is None:
            sentence = _("“%(value)s”不在可选范围内。请填：%(options)s。")
            said = {"value": cell.text.strip(), "options": listed(choices.options)}
            self.error(key, "choice.unknown", sentence % said)
        return value

    def error(self, key: str, code: str, sentence: str) -> None:
        self._note(key, code, sentence, Severity.ERROR)

    def notice(self, key: str, code: str, sentence: str) -> None:
        self._note(key, code, sentence, Severity.NOTICE)

    def _cell(self, key: str) -> Cell | None:
        """The filled and readable cell of a column; why there is none has then been noted."""
        column = self._columns[key]
        at = self._table.columns.get(key)
        if at is None:
            return None  # the missing column was noted once for the whole sheet
        cell = self._row.cells.get(at)
        if cell is not None and cell.is_formula:
            sentence = _("这一格是公式，导入只认填好的内容。请复制后“选择性粘贴”为数值。")
            self.error(key, "cell.formula", sentence)
            return None
        if cell is not None and cell.kind in (Kind.ERROR, Kind.BOOLEAN):
            sentence = _("这一格的内容是 %(value)s。请改填实际内容。") % {"value": cell.text}
            self.error(key, "cell.error_value", sentence)
            return None
        return self._unless_blank(column, cell)

    def _unless_blank(self, column: Column, cell: Cell | None) -> Cell | None:
        text = canonical_code(cell.text) if cell else ""
        if cell is not None and text and text not in _NOTHING:
            return cell
        if column.required:
            self.error(column.key, "cell.blank", _("请填写%(title)s。") % {"title": column.title})
        return None

    def _tidied(self, key: str, cell: Cell, value: str) -> str:
        if cell.kind is Kind.TEXT and value != cell.text and value != cell.text.upper():
            sentence = _("已自动整理为“%(value)s”（去掉多余空格和看不见的字符，全角改为半角）。")
            self.notice(key, "cell.tidied", sentence % {"value": self._columns[key].mask(value)})
        return value

    def _lost_digits(self, cell: Cell, text: str) -> bool:
        stored_as_number = cell.kind is Kind.NUMBER and len(text.lstrip("-")) > _EXACT_DIGITS
        return stored_as_number or bool(_SCIENTIFIC.fullmatch(text))

    def _note(self, key: str, code: str, sentence: str, severity: Severity) -> None:
        self._problems.append(self._table.problem(self._row, key, code, sentence, severity))
