"""The measures of GB/T 9704-2012 in Word's units (twips: a twentieth of a point).

Everything that places ink takes its number from here; no other file in the package holds a measure of the page.
"""

from typing import Final


def mm(length: float) -> int:
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    return round(length * 20)


PAGE_WIDTH: Final = mm(210)
PAGE_HEIGHT: Final = mm(297)
TOP: Final = mm(37)  # 天头
LEFT: Final = mm(28)  # 订口
RIGHT: Final = mm(26)
BOTTOM: Final = mm(35)
WIDTH: Final = PAGE_WIDTH - LEFT - RIGHT  # 版心 156 mm
HEIGHT: Final = PAGE_HEIGHT - TOP - BOTTOM  # 版心 225 mm

LINES: Final = 22
CHARACTERS: Final = 28

# 28 characters of 16 pt are 158 mm and do not fit in 156: each is drawn a quarter point closer. The line is an
# exact height and not a grid, because Word, WPS and LibreOffice snap to a grid in three different ways.
LINE: Final = pt(28.95)
TIGHTEN: Final = -5
CHARACTER: Final = pt(16) + TIGHTEN

# Sizes by their Chinese names, in half-points as Word counts them.
SIZE_2: Final = 44
SIZE_3: Final = 32
SIZE_4: Final = 28
SIZE_5: Final = 21

TITLE_LINE: Final = pt(35)
TITLE_CHARACTERS: Final = 20  # of 22 pt in 156 mm

TABLE_LINE_4: Final = pt(20)
TABLE_LINE_5: Final = pt(15)
GAP_LINE: Final = pt(6)
IMPRINT_LINE: Final = pt(21)
IMPRINT_ABOVE: Final = pt(2)
IMPRINT_BELOW: Final = LINE - IMPRINT_LINE - IMPRINT_ABOVE
ANCHOR_LINE: Final = pt(1)

MARK_TOP: Final = mm(35)  # 发文机关标志上边缘至版心上边缘
ORDER_MARK_TOP: Final = mm(20)  # 命令（令）的发文机关标志上边缘至版心上边缘 (10.2)
MARK_LARGEST: Final = 48  # points; a county's mark stays below the 62 pt of the highest organs
MARK_SMALLEST: Final = 30
MARK_NARROWEST: Final = 66  # per cent of a character's width
RED: Final = "FF0000"
RED_LINE: Final = 16  # eighths of a point
RED_LINE_BELOW: Final = 4  # millimetres under the 发文字号

THICK: Final = 8  # 0.35 mm in eighths of a point
THIN: Final = 6  # 0.25 mm
FOLIO_BELOW: Final = mm(7)  # 一字线上距版心下边缘
FOLIO_LINE: Final = pt(17)
FOLIO_EDGE: Final = mm(25.2)  # foot of that line to the edge of the sheet: its dash is 7 mm below 版心
DRAFT_EDGE: Final = mm(11)  # head of the draft's mark to the edge of the sheet

# 信函 (10.1)
LETTER_MARK_TOP: Final = mm(30)  # to the edge of the sheet
LETTER_LINE: Final = mm(170)
LETTER_FOOT: Final = mm(20)  # lower double line to the edge of the sheet
RED_THICK: Final = 18  # eighths of a point
RED_THIN: Final = 6
DOUBLE_GAP: Final = pt(2)
