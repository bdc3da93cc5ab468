"""Running the examples beside the checklist of the archive."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhucun.policy.pack.archive_model import Archive, ArchiveCase, Entry, Filled
from zhucun.policy.pack.files import LayerFiles
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.shapes.archive import ArchiveCasesFile, EntryShape


@dataclass(frozen=True, slots=True)
class ArchiveResult:
    case: ArchiveCase
    wrong: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.wrong

    def __str__(self) -> str:
        return f"{self.case.file} 第 {self.case.line} 行“{self.case.says}”：{'；'.join(self.wrong)}。"


def archive_cases_of(layers: Iterable[LayerFiles]) -> Iterator[ArchiveCase]:
    for layer in layers:
        for read in layer.all_of(ArchiveCasesFile):
            for index, shape in enumerate(read.shape.cases):
                yield ArchiveCase(
                    file=read.document.file,
                    line=read.document.places[("cases", index)][0],
                    mechanisms=tuple(read.shape.mechanisms),
                    says=shape.says,
                    there=tuple(map(_entry, shape.there)),
                    filled=tuple(shape.filled),
                    missing=tuple(shape.missing),
                )


def _entry(shape: EntryShape) -> Entry:
    if shape.brought:
        return Entry(brought=shape.brought)
    said = {Filled.FORMS: shape.form, Filled.FLOWS: shape.flow, Filled.PAPERS: shape.paper}
    by, id = next(((by, id) for by, id in said.items() if id), (None, ""))
    return Entry(by, id or "", frozenset(shape.kinds))


def run_archive_cases(pack: Pack) -> list[ArchiveResult]:
    return [run_archive_case(pack, case) for case in pack.archive_cases]


def run_archive_case(pack: Pack, case: ArchiveCase) -> ArchiveResult:
    if pack.archive is None:
        return ArchiveResult(case, ("没有档案清单",))
    there = filled_items(pack.archive, case.there)
    known = {item.id for item in pack.archive.items}
    wrong = [f"没有“{id}”这一项" for id in (*case.filled, *case.missing) if id not in known]
    wrong += [f"“{id}”应当有，结果没有" for id in case.filled if id in known and id not in there]
    wrong += [f"“{id}”应当缺，结果有" for id in case.missing if id in there]
    return ArchiveResult(case, tuple(wrong))


def filled_items(archive: Archive, entries: Iterable[Entry]) -> frozenset[str]:
    """The items of which something is there."""
    there = list(entries)
    return frozenset(item.id for item in archive.items if any(item.takes(one) for one in there))
