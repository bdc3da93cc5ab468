"""Duties that read other duties: the other exists, is asked of the same subjects, and none waits for itself."""

from collections.abc import Iterator, Mapping

from zhucun.engine.duty import StreakDuty
from zhucun.policy.pack.numbers import Declared
from zhucun.policy.pack.problems import Problem


def lint_circles(duties: Mapping[str, Declared]) -> Iterator[Problem]:
    for declared in duties.values():
        name = _reads(declared)
        if name is None:
            continue
        other = duties.get(name)
        if other is None:
            named = "、".join(one for one in duties if one != declared.duty.id) or "（没有）"
            yield declared.read.problem(("of_duty",), f"没有“{name}”这项要求。", f"可以写：{named}。")
        elif other.duty.subject is not declared.duty.subject:
            what = f"“{other.duty.title}”对 {other.duty.subject}，这里对 {declared.duty.subject}。"
            yield declared.read.problem(("subject",), what, f"请写 subject: {other.duty.subject}。")
        elif (way := _way_back(declared.duty.id, duties)) is not None:
            what = f"要求之间绕成了圈：{' → '.join(way)}。"
            yield declared.read.problem(("of_duty",), what, "请让其中一项直接看记录，不看别的要求。")


def _reads(declared: Declared) -> str | None:
    return declared.duty.of_duty if isinstance(declared.duty, StreakDuty) else None


def _way_back(start: str, duties: Mapping[str, Declared]) -> list[str] | None:
    """The way from a duty over those it reads back to itself."""
    way = [start]
    while (name := _reads(duties[way[-1]])) is not None and name in duties:
        if name == start:
            return [*way, start]
        if name in way:
            return None
        way.append(name)
    return None
