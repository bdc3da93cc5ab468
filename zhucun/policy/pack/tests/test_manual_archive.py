"""The part of the manual on archives: what it shows works as it stands, and it names every key."""

from zhucun.policy.pack.archive_cases import run_archive_cases
from zhucun.policy.pack.shapes.archive import ArchiveCasesFile, ArchiveFile
from zhucun.policy.pack.tests.build import Bench
from zhucun.policy.pack.tests.test_manual import EXAMPLE, MANUAL
from zhucun.policy.pack.tests.test_manual_flows import named_in

PART = MANUAL.partition("## 十八、档案清单")[2]


def test_the_checklist_in_the_manual_works_as_it_stands(bench: Bench) -> None:
    for name, text in EXAMPLE.findall(MANUAL):
        bench.write(name, text)

    pack = bench.load("990001")

    results = run_archive_cases(pack)
    assert [str(one) for one in results if not one.passed] == []
    assert len(results) == 1
    assert pack.archive is not None and next(item.id for item in pack.archive.items) == "visits"


def test_every_key_of_a_checklist_is_in_the_manual() -> None:
    keys = {name for shape in (ArchiveFile, ArchiveCasesFile) for name in named_in(shape)}

    assert sorted(name for name in keys if name not in PART) == []
