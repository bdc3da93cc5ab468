"""Where a case lies, by what it is about, and where the holders of a role sit, by the role's scope."""

from collections.abc import Mapping

from zhucun.engine.flow.definition import DIGITS, Level
from zhucun.policy.pack.shapes.flow import LevelName

LIES_AT: Mapping[str, LevelName] = {
    "village": "village",
    "posting": "village",
    "household": "village",
    "township": "township",
    "county": "county",
    "unit": "county",
}
LEVEL_TITLES: Mapping[LevelName, str] = {"village": "村", "township": "乡镇", "county": "县"}
LEVEL_OF_SCOPE: Mapping[str, LevelName] = {"village": "village", "township": "township", "county": "county"}


def digits_of(level: LevelName) -> int:
    return DIGITS[Level(level)]
