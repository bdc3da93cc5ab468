"""The part of the manual on papers: what it shows works as it stands, and it names every key, source and name."""

from zhucun.policy.pack.paper_cases import missing_paper_cases, run_paper_cases
from zhucun.policy.pack.paper_sources import PAPER_SOURCES
from zhucun.policy.pack.shapes.document import PaperCasesFile, PaperShape
from zhucun.policy.pack.tests.build import Bench
from zhucun.policy.pack.tests.test_manual import EXAMPLE, MANUAL
from zhucun.policy.pack.tests.test_manual_flows import named_in

PART = MANUAL.partition("## 十六、文书")[2]


def test_the_paper_in_the_manual_works_as_it_stands(bench: Bench) -> None:
    for name, text in EXAMPLE.findall(MANUAL):
        bench.write(name, text)

    pack = bench.load("990001")

    results = [one for one in run_paper_cases(pack) if one.case.paper == "visits-of-the-month"]
    assert [str(one) for one in results if not one.passed] == []
    assert len(results) == 1
    assert [one for one in missing_paper_cases(pack) if "visits-of-the-month" in one] == []


def test_every_key_of_a_paper_is_in_the_manual() -> None:
    keys = {name for shape in (PaperShape, PaperCasesFile) for name in named_in(shape)}

    assert sorted(name for name in keys if name not in PART) == []


def test_every_source_and_every_name_of_it_is_in_the_manual() -> None:
    for name, source in PAPER_SOURCES.items():
        row = next(line for line in PART.splitlines() if line.startswith(f"| `{name}` |"))
        names = [*source.fields.items(), *source.rows.items()]
        told = [source.title, *source.of, *(f"`{one}` {word}" for one, word in names)]
        assert [one for one in told if one not in row] == []
