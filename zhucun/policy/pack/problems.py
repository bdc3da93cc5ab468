"""What is wrong with a pack, said so that the clerk who wrote it can put it right.

A pack with any problem is not used at all: half a rule is worse than none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_TOLD = 200  # in one message; who has mended these asks again


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One sentence on what is wrong at a place, one on what to do; line and column count from 1."""

    file: str
    line: int
    column: int
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行第 {self.column} 列：{self.what}{self.do}"


class PackError(Exception):
    """制度包有误，没有启用。"""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        lines = "\n".join(f"- {problem}" for problem in self.problems[:MOST_TOLD])
        lines += "\n- ……" if len(self.problems) > MOST_TOLD else ""
        super().__init__(f"制度包有 {len(self.problems)} 处需要改正，改正前不启用：\n{lines}")
