"""Where a long title breaks: at words, into a trapezium or a lozenge (7.3.1).

A writer who knows better puts the line ends in; they are kept.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from math import ceil

from zhucun.documents.gb9704.geometry import TITLE_CHARACTERS

# Words of official titles; a break inside one costs more than any shape.
_WORDS = (files(__package__) / "data" / "title_words.txt").read_text(encoding="utf-8").split()
_UNIT = re.compile(
    r"《[^》]{1,16}》|“[^”]{1,12}”|（[^）]{1,12}）"
    r"|第[一二三四五六七八九十0-9]+(?:季度|批|次|轮|届|期|书记)?"
    r"|[0-9A-Za-z.%\-]+(?:年度|年|月|日|号|个|名|次)?"
    rf"|{'|'.join(_WORDS)}|.",
    re.DOTALL,
)
_NEVER_FIRST = tuple("的地得了等及和与、，。：；》”）·")
_NEVER_LAST = ("关于", "和", "与", "及", "对", "《", "“", "（")
_GOOD_FIRST = ("关于", "印发", "《")


def lines(title: str, most: int = TITLE_CHARACTERS) -> list[str]:
    """The title in as few lines as hold it; at most 20 characters of 22 pt stand in one."""
    if "\n" in title:
        return [line.strip() for line in title.split("\n") if line.strip()]
    if width(title) <= most:
        return [title]
    units = _units(title)
    for count in range(ceil(width(title) / most), len(units) + 1):
        layouts = [_fit(units, shape, most) for shape in _shapes(width(title) / count, count)]
        fitting = [layout for layout in layouts if layout]
        if fitting:
            return list(min(fitting)[1])
    return [title]


def width(text: str) -> float:
    """Characters, a half one for digits and Latin letters."""
    return sum(0.5 if char < "\u0100" else 1 for char in text)


def _units(title: str) -> list[str]:
    units: list[str] = []
    for unit in _UNIT.findall(title):
        if units and (unit.startswith(_NEVER_FIRST) or units[-1].endswith(_NEVER_LAST)):
            units[-1] += unit
        else:
            units.append(unit)
    return units


def _shapes(mean: float, count: int) -> list[list[float]]:
    """Widths wanted from the first line to the last: trapezium, trapezium upside down, lozenge."""
    middle = (count - 1) / 2
    widening = [mean + 2 * (place - middle) for place in range(count)]
    lozenge = [mean + 2 - 4 * abs(place - middle) / max(middle, 1) for place in range(count)]
    return [widening, widening[::-1], lozenge]


def _fit(units: list[str], wanted: list[float], most: int) -> tuple[float, tuple[str, ...]] | None:
    """The cheapest way to fill the wanted lines with the units, by how many units are used up."""
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for target in wanted:
        longer: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, done) in best.items():
            for end, line in _lines_from(units, start, most):
                total = cost + (width(line) - target) ** 2 + _break(units[end - 1 : end + 1])
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, (*done, line))
        best = longer
    return best.get(len(units))


def _lines_from(units: list[str], start: int, most: int) -> Iterator[tuple[int, str]]:
    line = ""
    for end in range(start, len(units)):
        line += units[end]
        if width(line) > most:
            return
        yield end + 1, line


def _break(beside: list[str]) -> float:
    """Two single characters may be one word that the list does not know; the end of the title costs nothing."""
    if len(beside) < 2:
        return 0
    before, after = beside
    if after.startswith(_GOOD_FIRST):
        return -12
    return 25 if len(before) == len(after) == 1 else 0
