"""Reading a stranger's Excel file safely, and saying everything that is wrong with it.

    workbook = open_workbook(data)            # refuses what is no harmless .xlsx
    table = open_table(workbook, layout)      # finds header, columns and data rows
    row = RowReader(table, table.rows[0], problems)
    row.name("name"), row.day("starts_on")    # clean values; what is wrong lands in `problems`

Nothing is guessed silently: what is repaired is noted, what cannot be read is an error with its place.
"""

from zhucun.kernel.spreadsheet.annotated import PROBLEMS_TITLE, annotated_copy
from zhucun.kernel.spreadsheet.checked import Change, Checked, CheckedLine, State, checked_lines
from zhucun.kernel.spreadsheet.columns import Choices, Column, Layout
from zhucun.kernel.spreadsheet.limits import DEFAULT, Limits
from zhucun.kernel.spreadsheet.pasted import Pasted, as_text
from zhucun.kernel.spreadsheet.problems import Problem, Severity
from zhucun.kernel.spreadsheet.reader import RowReader
from zhucun.kernel.spreadsheet.refusals import SpreadsheetRefused
from zhucun.kernel.spreadsheet.table import Table, open_table
from zhucun.kernel.spreadsheet.workbook import Workbook, open_workbook

__all__ = [
    "DEFAULT",
    "PROBLEMS_TITLE",
    "Change",
    "Checked",
    "CheckedLine",
    "Choices",
    "Column",
    "Layout",
    "Limits",
    "Pasted",
    "Problem",
    "RowReader",
    "Severity",
    "SpreadsheetRefused",
    "State",
    "Table",
    "Workbook",
    "annotated_copy",
    "as_text",
    "checked_lines",
    "open_table",
    "open_workbook",
]
