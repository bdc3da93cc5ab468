"""The words of verdicts: merged over the layers, complete, and with no placeholder that nothing fills.

A sentence that could fail on the day it is shown is refused on the day it is written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from zhucun.engine.period import PeriodKind
from zhucun.engine.verdict import Answer, Reason, StepCode
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.model import PeriodText, ReasonText, StepText, Wording
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.base import ReasonWords, StepWords
from zhucun.policy.pack.shapes.duty import DutyChange, DutyShape
from zhucun.policy.pack.shapes.files import WordingFile
from zhucun.policy.pack.yaml12 import Path

Text = TypeVar("Text", StepText, ReasonText)
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
EVERYWHERE = frozenset({"unit", "this_period", "period", "explain_within"})
SOURCED = frozenset({"value", "since", "source"})
SUMS = frozenset({"done", "target", "short", "open", "possible", "excused", "reachable"})

# "minimum_part" is the minimum of a part of a period, where the value changes midway.
STEP_NAMES: Mapping[str, frozenset[str]] = {
    StepCode.APPLIES: frozenset({"value", "attribute"}),
    StepCode.MINIMUM: SOURCED,
    "minimum_part": SOURCED | {"first", "last", "days"},
    StepCode.SPLIT: frozenset({"value", "days"}),
    StepCode.CAP: SOURCED | {"before", "after", "counted_by", "make_up"},
    StepCode.PRO_RATA: SOURCED | {"before", "posted", "countable", "counted_by"},
    StepCode.EXCUSED: frozenset({"value", "before", "after", "lowered"}),
    StepCode.TARGET: frozenset({"value"}),
    StepCode.DONE: frozenset({"value"}),
    StepCode.OPEN: frozenset({"value"}),
    StepCode.POSSIBLE: frozenset({"value"}),
    StepCode.CONFIRMED: frozenset(),
    StepCode.UNCONFIRMED: frozenset(),
    StepCode.CALENDAR: frozenset({"value"}),
    StepCode.RESULT: frozenset({"value", "target", "short"}),
}
REASON_NAMES = SUMS
PERIOD_NAMES = frozenset({"year", "month", "first", "last"})
PHRASES: Mapping[str, frozenset[str]] = {
    "make_up": frozenset({"days"}),
    "pack_line": frozenset({"code", "version", "digest"}),
    "no_value": frozenset(),
    "unknown_attribute": frozenset(),
    "workdays": frozenset(),
    "days": frozenset(),
    "days_outside_holidays": frozenset(),
}


def wording_of(layers: Sequence[LayerFiles]) -> tuple[Wording, list[Problem]]:
    """National words with each lower layer's own laid over them."""
    wording = Wording({}, {}, {}, {}, {}, {}, {})
    problems: list[Problem] = []
    last: Read[WordingFile] | None = None
    for layer in layers:
        for read in layer.all_of(WordingFile):
            last = last or read
            problems += _faults(read, (), read.shape)
            wording = _over(wording, read.shape)
    return wording, problems + (_gaps(wording, last) if last else [_absent()])


def duty_wording(above: Wording, read: Read[DutyShape] | Read[DutyChange]) -> tuple[Wording, list[Problem]]:
    """The words of one duty: its own where it has any."""
    own = WordingFile(steps=read.shape.wording.steps, reasons=read.shape.wording.reasons)
    return _over(above, own), list(_faults(read, ("wording",), own))


def _over(above: Wording, below: WordingFile) -> Wording:
    return Wording(
        answers={**above.answers, **below.answers},
        steps=_texts(above.steps, below.steps, StepText),
        reasons=_texts(above.reasons, below.reasons, ReasonText),
        attributes={**above.attributes, **below.attributes},
        periods={
            **above.periods,
            **{kind: PeriodText(one.this, one.name) for kind, one in below.periods.items()},
        },
        units={**above.units, **below.units},
        phrases={**above.phrases, **below.phrases},
    )


def _texts(
    above: Mapping[str, Text], below: Mapping[str, StepWords] | Mapping[str, ReasonWords], kind: type[Text]
) -> dict[str, Text]:
    merged = dict(above)
    for code, words in below.items():
        before = merged.get(code, kind())
        said = words.model_dump(exclude_none=True)
        merged[code] = kind(**{name: said.get(name, getattr(before, name)) for name in kind.__slots__})
    return merged


def _faults(read: Read[Any], inside: Path, words: WordingFile) -> Iterable[Problem]:
    """Unknown codes and placeholders that nothing fills."""
    for code, step in words.steps.items():
        yield from _known(read, (*inside, "steps", code), STEP_NAMES)
        yield from _filled(
            read, (*inside, "steps", code), step, EVERYWHERE | STEP_NAMES.get(code, EVERYWHERE)
        )
    for code, reason in words.reasons.items():
        yield from _known(read, (*inside, "reasons", code), set(Reason))
        yield from _filled(read, (*inside, "reasons", code), reason, EVERYWHERE | REASON_NAMES)
    for kind, period in words.periods.items():
        yield from _known(read, (*inside, "periods", kind), set(PeriodKind))
        yield from _filled(read, (*inside, "periods", kind), period, PERIOD_NAMES)
    for phrase, text in words.phrases.items():
        yield from _known(read, (*inside, "phrases", phrase), PHRASES)
        yield from _faulty(read, (*inside, "phrases", phrase), text, PHRASES.get(phrase, frozenset()))
    for answer in words.answers:
        yield from _known(read, (*inside, "answers", answer), set(Answer))


def _known(read: Read[Any], inside: Path, known: Iterable[str]) -> Iterable[Problem]:
    if str(inside[-1]) not in set(known):
        allowed = "、".join(sorted(known))
        yield read.problem(inside, f"没有“{inside[-1]}”这个代码。", f"只能写：{allowed}。")


def _filled(read: Read[Any], inside: Path, words: Any, names: frozenset[str]) -> Iterable[Problem]:
    for name, text in words.model_dump(exclude_none=True).items():
        yield from _faulty(read, (*inside, name), text, names)


def _faulty(read: Read[Any], inside: Path, text: str, names: frozenset[str]) -> Iterable[Problem]:
    for name in PLACEHOLDER.findall(text):
        if name not in names:
            allowed = "、".join(f"%({one})s" for one in sorted(names)) or "（无）"
            yield read.problem(inside, f"这里填不出 %({name})s。", f"这里能用的有：{allowed}。")
    if "%" in PLACEHOLDER.sub("", text).replace("%%", ""):
        yield read.problem(inside, "百分号的写法不对。", "要填的数写成 %(名称)s；百分号本身写两个 %%。")


def _gaps(wording: Wording, read: Read[WordingFile]) -> list[Problem]:
    wanted: list[tuple[str, Iterable[str], Mapping[str, Any]]] = [
        ("answers", Answer, wording.answers),
        ("steps", STEP_NAMES, wording.steps),
        ("reasons", Reason, wording.reasons),
        ("periods", PeriodKind, wording.periods),
        ("phrases", PHRASES, wording.phrases),
    ]
    return [
        read.problem((part,), f"“{part}”里缺少“{code}”的文字。", "请补上；每个答案都要说得清楚。")
        for part, codes, given in wanted
        for code in codes
        if code not in given
    ]


def _absent() -> Problem:
    return Problem("national/wording.yaml", 1, 1, "缺少判断结果的文字。", "请补上这个文件。")
