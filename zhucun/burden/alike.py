"""Whether a label of a form names what the system already holds, or what another request already asks.

Only the same words are refused; what is merely alike is pointed out, because a likeness may deceive.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from zhucun.burden.domain import Field
from zhucun.kernel.text import match_key
from zhucun.policy.held_figures import HeldFigure

ALIKE = 0.72
_ASIDE = re.compile(r"[（(].*?[)）]")
_BEFORE = ("本村", "全村", "本月", "本季度", "本年度", "今年", "目前", "现有", "共有", "累计", "开展")
_AFTER = ("情况", "数量", "总数", "人数", "户数", "次数", "件数", "条数", "个数", "天数", "数")


@dataclass(frozen=True, slots=True)
class Alike:
    """A field and what it resembles."""

    field: Field
    held: HeldFigure


def core(label: str) -> str:
    """What a label is about: without brackets, and without what forms put before and after it."""
    plain = match_key(_ASIDE.sub("", label))
    for word in _BEFORE:
        plain = plain.removeprefix(word)
    return plain


def same_figure(label: str, figures: Iterable[HeldFigure]) -> HeldFigure | None:
    """The figure that has just this name."""
    wanted = core(label)
    return next((one for one in figures if wanted in {core(name) for name in _names(one)}), None)


def alike_figures(fields: Iterable[Field], figures: Iterable[HeldFigure]) -> list[Alike]:
    """Fields that resemble a figure, each with the one it resembles most."""
    held, found = list(figures), []
    for one in fields:
        likeness, figure = max(
            ((_likeness(one.label, name), figure) for figure in held for name in _names(figure)),
            key=lambda pair: pair[0],
            default=(0.0, None),
        )
        if figure is not None and likeness >= ALIKE:
            found.append(Alike(one, figure))
    return found


def same_question(label: str, other: str) -> bool:
    return core(label) == core(other)


def _names(figure: HeldFigure) -> list[str]:
    return [str(figure.label), *figure.also]


def _likeness(label: str, name: str) -> float:
    first, second = _stem(core(label)), _stem(core(name))
    if min(len(first), len(second)) < 2:
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _stem(plain: str) -> str:
    word = next((word for word in _AFTER if plain.endswith(word) and len(plain) > len(word) + 1), "")
    return plain.removesuffix(word)
