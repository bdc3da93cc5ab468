"""Which sheet of a workbook holds the households and which the members: told by their columns, not by their names."""

from dataclasses import dataclass, field

from zhucun.households.importing.layout import HOUSEHOLD_SHEET, MEMBER_SHEET
from zhucun.kernel.spreadsheet import Layout, Limits, Table, open_table, open_workbook
from zhucun.kernel.spreadsheet.columns import title_key
from zhucun.kernel.spreadsheet.grid import Grid
from zhucun.kernel.spreadsheet.limits import MEGABYTE
from zhucun.kernel.spreadsheet.workbook import SheetEntry

# 35,000 members in some 25 columns, three elements a cell.
LIMITS = Limits(
    packed_bytes=20 * MEGABYTE, unpacked_bytes=250 * MEGABYTE, elements=6_000_000, rows=50_000, sheets=5
)


@dataclass(slots=True)
class Alone:
    """One sheet, in the shape of a workbook."""

    only: Grid
    limits: Limits = LIMITS
    sheets: list[SheetEntry] = field(init=False)

    def __post_init__(self) -> None:
        self.sheets = [SheetEntry(self.only.sheet, "", visible=True)]

    def grid(self, _sheet: SheetEntry) -> Grid:
        return self.only


@dataclass(frozen=True, slots=True)
class Tables:
    households: Table | None
    members: Table | None


def tables_of(data: bytes) -> Tables:
    """The first sheet of each kind; a workbook with neither is refused in the words of the reader of tables."""
    workbook = open_workbook(data, LIMITS)
    grids = [workbook.grid(sheet) for sheet in workbook.sheets if sheet.visible][: LIMITS.sheets]
    members = next((grid for grid in grids if _has(grid, MEMBER_SHEET, "relation", "name")), None)
    households = next(
        (grid for grid in grids if grid is not members and _has(grid, HOUSEHOLD_SHEET, "head_name")), None
    )
    if members is None and households is None:
        open_table(workbook, MEMBER_SHEET)  # says which titles were looked for
    return Tables(
        None if households is None else open_table(Alone(households), HOUSEHOLD_SHEET),
        None if members is None else open_table(Alone(members), MEMBER_SHEET),
    )


def _has(grid: Grid, layout: Layout, *keys: str) -> bool:
    wanted = [layout.by_key[key].titles() for key in keys]
    rows = (row for row in grid.rows if row.number <= LIMITS.header_within)
    for row in rows:
        titles = {title_key(cell.text) for cell in row.cells.values()}
        if len(titles & layout.by_title.keys()) > len(keys) and all(titles & one for one in wanted):
            return True
    return False
