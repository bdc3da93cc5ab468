"""Running the examples beside papers: with these facts these lines are in the paper."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from zhucun.policy.pack.files import LayerFiles
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.paper_filling import Fact, Facts, fill
from zhucun.policy.pack.paper_model import PaperCase
from zhucun.policy.pack.shapes.document import PaperCasesFile


@dataclass(frozen=True, slots=True)
class PaperResult:
    case: PaperCase
    missing: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.missing

    def __str__(self) -> str:
        where = f"{self.case.file} 第 {self.case.line} 行“{self.case.says}”"
        return f"{where}：文书里没有“{'”“'.join(self.missing)}”。"


def paper_cases_of(layers: Iterable[LayerFiles]) -> Iterator[PaperCase]:
    for layer in layers:
        for read in layer.all_of(PaperCasesFile):
            for index, shape in enumerate(read.shape.cases):
                yield PaperCase(
                    file=read.document.file,
                    line=read.document.places[("cases", index)][0],
                    paper=read.shape.paper,
                    mechanisms=tuple(read.shape.mechanisms),
                    says=shape.says,
                    given=shape.given,
                    rows={name: tuple(rows) for name, rows in shape.rows.items()},
                    reads=tuple(shape.reads),
                )


def run_paper_cases(pack: Pack) -> list[PaperResult]:
    return [run_paper_case(pack, case) for case in pack.paper_cases]


def run_paper_case(pack: Pack, case: PaperCase) -> PaperResult:
    rows = {
        name: [{key: Fact(_words(value)) for key, value in row.items()} for row in found]
        for name, found in case.rows.items()
    }
    facts = Facts({name: Fact(_words(value)) for name, value in case.given.items()}, rows)
    lines = set(fill(pack.papers[case.paper], facts).lines())
    return PaperResult(case, tuple(line for line in case.reads if line not in lines))


def missing_paper_cases(pack: Pack) -> list[str]:
    """A sentence for every paper without an example."""
    shown = {case.paper for case in pack.paper_cases}
    return [f"文书“{one.title}”（{one.id}）没有例子。" for one in pack.papers.values() if one.id not in shown]


def _words(value: object) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)
