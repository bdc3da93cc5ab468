"""The words of verdicts: merged over the layers, complete, and with no placeholder that nothing fills.

A sentence that could fail on the day it is shown is refused on the day it is written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from zhucun.engine.duty import Bound, CountedBy, Form
from zhucun.engine.period import PeriodKind
from zhucun.engine.verdict import Answer, DueState, GapState, Reason, StepCode
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.model import PeriodText, ReasonText, StepText, Wording
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.base import OwnWords, ReasonWords, StepWords
from zhucun.policy.pack.shapes.duty import DutyChange, DutyShape
from zhucun.policy.pack.shapes.files import WordingFile
from zhucun.policy.pack.yaml12 import Path

Text = TypeVar("Text", StepText, ReasonText)
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
EVERYWHERE = frozenset({"unit", "member_unit", "this_period", "period", "explain_within"})
SOURCED = frozenset({"value", "since", "source"})
STRETCH = frozenset({"first", "last"})
SUMS = frozenset(
    {"done", "target", "short", "over", "open", "possible", "ahead", "excused", "reachable", "asked"}
)
VALUE = frozenset({"value"})

# "minimum_part" is the minimum of a part of a period, where the value changes midway.
STEP_NAMES: Mapping[str, frozenset[str]] = {
    StepCode.APPLIES: VALUE | {"attribute"},
    StepCode.QUANTITY: VALUE | {"name"},
    StepCode.ARITHMETIC: VALUE | {"expression", "numbers", "exact"},
    StepCode.MINIMUM: SOURCED,
    "minimum_part": SOURCED | STRETCH | {"days"},
    StepCode.MAXIMUM: SOURCED,
    "maximum_part": SOURCED | STRETCH | {"days"},
    StepCode.IN_A_ROW: SOURCED,
    "in_a_row_part": SOURCED | STRETCH | {"days"},
    StepCode.SPLIT: VALUE | {"days"},
    StepCode.CAP: SOURCED | {"before", "after", "counted_by", "make_up"},
    StepCode.PRO_RATA: SOURCED | {"before", "posted", "countable", "counted_by"},
    StepCode.EXCUSED: VALUE | {"before", "after", "lowered"},
    StepCode.TARGET: VALUE,
    StepCode.LIMIT: VALUE,
    StepCode.DONE: VALUE,
    StepCode.OPEN: VALUE | STRETCH,
    StepCode.POSSIBLE: VALUE,
    StepCode.UNKNOWN: VALUE | STRETCH,
    StepCode.GRACE: VALUE,
    StepCode.DUE_DAY: VALUE | {"day", "state", "asked", "late_until"},
    StepCode.GAP: VALUE | STRETCH | {"workdays", "state"},
    StepCode.MISSED_MEMBERS: VALUE,
    StepCode.ROW: VALUE | STRETCH,
    StepCode.CONFIRMED: frozenset(),
    StepCode.UNCONFIRMED: frozenset(),
    StepCode.CALENDAR: VALUE,
    StepCode.RESULT: VALUE | {"target", "short", "over", "left"},
    StepCode.BREACH: SOURCED | {"at", "says"},
}
REASON_NAMES = SUMS | {"missing", "giver", "days"}
PERIOD_NAMES = frozenset({"year", "month", "first", "last"})
NOTHING: frozenset[str] = frozenset()
PHRASES: Mapping[str, frozenset[str]] = {
    "make_up": frozenset({"days"}),
    "ahead": frozenset({"possible", "unit"}),
    "ahead_unlimited": NOTHING,
    "pack_line": frozenset({"code", "version", "digest"}),
    **dict.fromkeys(("no_value", "no_limit", "unknown_attribute", "unknown_quantity"), NOTHING),
    **dict.fromkeys(("some_fact", "some_days", "giver"), NOTHING),
    **{kind.value: NOTHING for kind in CountedBy},
    **{f"due_{state}": NOTHING for state in DueState},
    **{f"gap_{state}": NOTHING for state in GapState},
}
FORMS = frozenset([*Form, *(f"{form}_{Bound.AT_MOST}" for form in (Form.TALLY, Form.STANDING))])


def wording_of(layers: Sequence[LayerFiles]) -> tuple[Wording, list[Problem]]:
    """National words with each lower layer's own laid over them."""
    wording = Wording({}, {}, {}, {}, {}, {}, {}, {}, {}, {})
    problems: list[Problem] = []
    last: Read[WordingFile] | None = None
    for layer in layers:
        for read in layer.all_of(WordingFile):
            last = last or read
            problems += _faults(read, (), read.shape)
            wording = _over(wording, read.shape)
    return wording, problems + (_gaps(wording, last) if last else [_absent()])


def form_wording(above: Wording, form: Form, bound: Bound) -> Wording:
    """The words of a form: everybody's, then its own, then those for a limit if it sets one."""
    words = above
    for name in (form.value, f"{form}_{bound}"):
        for own in above.forms.get(name, ()):
            words = _over(words, WordingFile(steps=own.steps, reasons=own.reasons))
    return words


def duty_wording(above: Wording, read: Read[DutyShape] | Read[DutyChange]) -> tuple[Wording, list[Problem]]:
    """The words of one duty: its own where it has any."""
    own = WordingFile(steps=read.shape.wording.steps, reasons=read.shape.wording.reasons)
    return _over(above, own), list(_faults(read, ("wording",), own))


def _over(above: Wording, below: WordingFile) -> Wording:
    forms = {name: (*above.forms.get(name, ()), own) for name, own in below.forms.items()}
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
        quantities={**above.quantities, **below.quantities},
        givers={**above.givers, **below.givers},
        forms={**above.forms, **forms},
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
    yield from _own_faults(read, inside, words)
    for form, own in words.forms.items():
        yield from _known(read, (*inside, "forms", form), FORMS)
        yield from _own_faults(read, (*inside, "forms", form), own)
    for kind, period in words.periods.items():
        yield from _known(read, (*inside, "periods", kind), set(PeriodKind))
        yield from _filled(read, (*inside, "periods", kind), period, PERIOD_NAMES)
    for phrase, text in words.phrases.items():
        yield from _known(read, (*inside, "phrases", phrase), PHRASES)
        yield from _faulty(read, (*inside, "phrases", phrase), text, PHRASES.get(phrase, frozenset()))
    for answer in words.answers:
        yield from _known(read, (*inside, "answers", answer), set(Answer))


def _own_faults(read: Read[Any], inside: Path, words: WordingFile | OwnWords) -> Iterable[Problem]:
    for code, step in words.steps.items():
        names = EVERYWHERE | STEP_NAMES.get(code, EVERYWHERE)
        yield from _known(read, (*inside, "steps", code), STEP_NAMES)
        yield from _filled(read, (*inside, "steps", code), step, names)
    for code, reason in words.reasons.items():
        yield from _known(read, (*inside, "reasons", code), set(Reason))
        yield from _filled(read, (*inside, "reasons", code), reason, EVERYWHERE | REASON_NAMES)


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
