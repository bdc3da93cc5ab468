"""What one rule's page tells beside the rule itself: its values, sources, readings and examples."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from zhucun.engine.duty import Amount, Duty
from zhucun.kernel.lists import listed
from zhucun.policy.pack import Citation, Pack, Source
from zhucun.policy.pack.model import Case
from zhucun.policy.pages import sentence
from zhucun.policy.pages.picture import picture_of
from zhucun.policy.pages.told_facts import given_in_words

SEEN = {
    "original": gettext_lazy("已见原文"),
    "reprint": gettext_lazy("见于转载"),
    "report": gettext_lazy("见于报道或讲话，请对照原文核对"),
    "own": gettext_lazy("本系统的默认内容"),
}
READ = {
    "cap": gettext_lazy("封顶"),
    "pro_rata": gettext_lazy("折算"),
    "excused": gettext_lazy("抵减"),
    "counts": gettext_lazy("怎样计入"),
    "counts_on": gettext_lazy("哪些日子计入"),
    "who": gettext_lazy("适用对象"),
    "minimum": gettext_lazy("下限"),
    "maximum": gettext_lazy("上限"),
    "in_a_row": gettext_lazy("连续次数"),
    "period": gettext_lazy("周期"),
    "days": gettext_lazy("到期日"),
    "every": gettext_lazy("覆盖范围"),
    "of": gettext_lazy("认哪些记录"),
    "law": gettext_lazy("依法处理"),
}


MAY_BE = {
    "fixed": gettext_lazy("下级不能改。"),
    "raised": gettext_lazy("下级只能提高，不能降低。"),
    "lowered": gettext_lazy("下级只能降低，不能提高。"),
    "replaced": gettext_lazy("下级可以另定。"),
}


@dataclass(frozen=True)
class ValueRow:
    """One value of a rule with its days and its paper."""

    value: str
    since: date
    until: date | None
    adopted: date | None
    checked: date | None
    citation: Citation | None
    now: bool


@dataclass(frozen=True)
class ReadingRow:
    label: str
    says: str


@dataclass(frozen=True)
class SourceRow:
    """A paper with the articles a rule rests on, and how sure we are of their words."""

    source: Source
    seen: str
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Setting:
    """Which layer set a rule's number, and what may still be done to it."""

    by: str
    may_be: str
    file: str


@dataclass(frozen=True)
class Example:
    """An example: what is given, and what the answer is."""

    says: str
    given: tuple[str, ...]
    answer: str
    target: str


def told(pack: Pack, duty: Duty, today: date) -> dict[str, Any]:
    first, more = _examples(pack, duty)
    return {
        "parts": sentence.parts(pack, duty),
        "picture": picture_of(duty.threshold, today),
        "values": list(_values(pack, duty, today)),
        "readings": [ReadingRow(str(READ.get(one.of, one.of)), one.says) for one in duty.readings],
        "sources": _sources(pack, duty),
        "examples": first,
        "more_examples": more,
        "example_count": len(first) + len(more),
        "setting": _setting(pack, duty),
    }


def _examples(pack: Pack, duty: Duty) -> tuple[list[Example], list[Example]]:
    """One example of each answer, and the others."""
    examples = [_example(pack, duty, case) for case in pack.cases if case.duty == duty.id]
    first = list({one.answer: one for one in reversed(examples)}.values())[::-1]
    return first, [one for one in examples if one not in first]


def _setting(pack: Pack, duty: Duty) -> Setting | None:
    """Why the number is what it is: who set it, and what lower levels may do."""
    known = pack.set_by.get(duty.id)
    if known is None:
        return None
    layers = [layer for layer in pack.layers if layer.code == known.level]
    return Setting(
        by=listed(f"{layer.title}（{layer.kept_by}）" for layer in layers),
        may_be=str(MAY_BE[known.may_be]),
        file=known.file,
    )


def _values(pack: Pack, duty: Duty, today: date) -> Iterator[ValueRow]:
    now = duty.threshold.on(today).found
    for place, one in enumerate(duty.threshold.values):
        until = one.until
        if until is None and place + 1 < len(duty.threshold.values):
            until = date.fromordinal(duty.threshold.values[place + 1].since.toordinal() - 1)
        yield ValueRow(
            sentence.how_much(pack, duty, one.value, one.since),
            one.since,
            until,
            one.adopted,
            one.checked,
            pack.cite(one.source),
            one == now,
        )


def _sources(pack: Pack, duty: Duty) -> list[SourceRow]:
    """Every paper that a value or a consequence cites, each once, with the articles that are cited."""
    references = [*(one.source for one in duty.threshold.values), *(one.source for one in duty.on_breach)]
    cited = [found for found in map(pack.cite, dict.fromkeys(references)) if found]
    papers = {one.source.id: one.source for one in cited}
    return [
        SourceRow(
            paper,
            str(SEEN.get(paper.seen, paper.seen)),
            tuple(one.text for one in cited if one.source.id == paper.id),
        )
        for paper in papers.values()
    ]


def _example(pack: Pack, duty: Duty, case: Case) -> Example:
    target: Amount | None = case.target
    return Example(
        says=case.says,
        given=tuple(given_in_words(pack, duty, case.given)),
        answer=case.answer,
        target=sentence.how_much(pack, duty, target) if target is not None else "",
    )
