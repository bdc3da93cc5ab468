"""Running the examples beside the retention table, and saying which are still missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from zhucun.policy.pack.files import LayerFiles
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.retention import is_due, term_of
from zhucun.policy.pack.retention_model import RetentionCase, RetentionKind, Then, last_day_due
from zhucun.policy.pack.shapes.retention import RetentionCasesFile

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RetentionResult:
    case: RetentionCase
    due: bool

    @property
    def passed(self) -> bool:
        return self.due == self.case.due

    def __str__(self) -> str:
        case, words = self.case, {True: "到期", False: "没有到期"}
        where = f"{case.file} 第 {case.line} 行“{case.says}”"
        return f"{where}：应当{words[case.due]}，结果{words[self.due]}。"


def retention_cases_of(layers: Iterable[LayerFiles]) -> Iterator[RetentionCase]:
    for layer in layers:
        for read in layer.all_of(RetentionCasesFile):
            for index, shape in enumerate(read.shape.cases):
                yield RetentionCase(
                    file=read.document.file,
                    line=read.document.places[("cases", index)][0],
                    mechanisms=tuple(shape.mechanisms),
                    says=shape.says,
                    kind=shape.kind,
                    happened=shape.happened,
                    on=shape.on,
                    due=shape.due,
                )


def run_retention_cases(pack: Pack) -> list[RetentionResult]:
    return [run_retention_case(pack, case) for case in pack.retention_cases]


def run_retention_case(pack: Pack, case: RetentionCase) -> RetentionResult:
    return RetentionResult(case, is_due(pack, pack.retention[case.kind], case.happened, case.on))


def missing_retention_cases(pack: Pack) -> list[str]:
    """A sentence for every term whose examples do not show its last day and the first on which it is over."""
    ended = (kind for kind in pack.retention.values() if kind.then is not Then.KEEP)
    return [sentence for kind in ended for sentence in _missing(pack, kind)]


def _missing(pack: Pack, kind: RetentionKind) -> Iterator[str]:
    shown = set()
    for case in pack.retention_cases:
        months = term_of(pack, kind, case.on)
        if case.kind == kind.id and months is not None:
            shown.add(case.happened - last_day_due(case.on, months))
    for away, words in ((timedelta(), "刚好到期"), (ONE_DAY, "差一天")):
        if away not in shown:
            yield f"保存期限“{kind.title}”（{kind.id}）没有“{words}”的例子。"
