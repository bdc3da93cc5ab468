"""From folders to shaped files: one `LayerFiles` for each folder that applies to a county."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from zhucun.policy.pack.checks import checked
from zhucun.policy.pack.folder import Folder, Found, Unreadable
from zhucun.policy.pack.problems import MOST_TOLD, PackError, Problem
from zhucun.policy.pack.shapes.archive import ArchiveCasesFile, ArchiveFile
from zhucun.policy.pack.shapes.cases import CasesFile, ValuesCasesFile
from zhucun.policy.pack.shapes.document import PaperCasesFile, PaperShape
from zhucun.policy.pack.shapes.duty import DUTY_SHAPES, DutyChange, FormAlone
from zhucun.policy.pack.shapes.files import (
    CalendarFile,
    PackFile,
    RolesFile,
    SourcesFile,
    ValuesFile,
    VocabulariesFile,
    WordingFile,
)
from zhucun.policy.pack.shapes.flow import FlowCasesFile, FlowShape
from zhucun.policy.pack.shapes.forms import FormShape
from zhucun.policy.pack.shapes.ledger import LedgerShape
from zhucun.policy.pack.shapes.retention import RetentionCasesFile, RetentionFile
from zhucun.policy.pack.shapes.warning import WarningCasesFile, WarningShape
from zhucun.policy.pack.yaml12 import Document, parse
from zhucun.policy.pack.yaml12 import Path as Inside

Shaped = TypeVar("Shaped", bound=BaseModel)
TEMPLATE = "template"  # a sample pack lies on the nation's alone
MOST_PARTS = 100_000  # lists, mappings and values of one layer together
SET_HERE = "changes"  # the folder of what a county set in the interface, as `pack export` writes it
SINGLE: dict[str, type[BaseModel]] = {
    "pack.yaml": PackFile,
    "sources.yaml": SourcesFile,
    "roles.yaml": RolesFile,
    "wording.yaml": WordingFile,
    "vocabularies.yaml": VocabulariesFile,
    "values.yaml": ValuesFile,
    "values.cases.yaml": ValuesCasesFile,
    "archive.yaml": ArchiveFile,
    "archive.cases.yaml": ArchiveCasesFile,
    "retention.yaml": RetentionFile,
    "retention.cases.yaml": RetentionCasesFile,
}
FOLDERS: dict[str, type[BaseModel]] = {
    "calendars": CalendarFile,
    "documents": PaperShape,
    "flows": FlowShape,
    "forms": FormShape,
    "ledgers": LedgerShape,
    "warnings": WarningShape,
}
# The examples beside them, in the same folders.
EXAMPLES: dict[str, type[BaseModel]] = {
    "documents": PaperCasesFile,
    "duties": CasesFile,
    "flows": FlowCasesFile,
    "warnings": WarningCasesFile,
}


@dataclass(frozen=True)
class Read(Generic[Shaped]):
    """A file that has its shape, kept with its positions."""

    shape: Shaped
    document: Document

    def problem(self, inside: Inside, what: str, do: str) -> Problem:
        return self.document.problem(inside, what, do)


@dataclass
class LayerFiles:
    """Everything one folder declares."""

    code: str
    files: list[Read[BaseModel]] = field(default_factory=list)
    set_here: bool = False  # in the interface, on the same level as the county's own files

    def all_of(self, shape: type[Shaped]) -> Iterator[Read[Shaped]]:
        for read in self.files:
            if isinstance(read.shape, shape):
                yield Read(read.shape, read.document)

    def one(self, shape: type[Shaped]) -> Read[Shaped] | None:
        return next(self.all_of(shape), None)


def layer_folders(roots: Sequence[Path], county_code: str) -> list[tuple[Path, str, Path]]:
    """The folders that apply to a county, from the nation down, each with the root it was found under first."""
    chain = [("national", "national")]
    if county_code != TEMPLATE:
        if not re.fullmatch(r"[0-9]{6}", county_code):
            raise ValueError(f"a county has a code of six digits, not {county_code!r}")
        chain += [
            (county_code[:2], f"provinces/{county_code[:2]}"),
            (county_code[:4], f"cities/{county_code[:4]}"),
            (county_code, f"counties/{county_code}"),
            (county_code, f"{SET_HERE}/{county_code}"),
        ]
    found = []
    for code, name in chain:
        held = [root for root in roots if os.path.lexists(root / name)]
        found += [(root, code, root / name) for root in held[:1]]
    return found


def read_layer(root: Path, code: str, folder: Path) -> tuple[LayerFiles, list[Problem]]:
    """Every file of a folder, and what is wrong with those that cannot be used."""
    set_here = folder.parent == root / SET_HERE
    layer, inside, parts = LayerFiles(code, set_here=set_here), Folder(root, folder), 0
    problems = inside.problems
    for found in inside.files():
        read, faults = _read(inside, found)
        problems += faults
        if read is not None:
            layer.files.append(read)
            parts += len(read.document.places)
        if enough := _enough(parts, len(problems)):
            problems.append(Problem(found.name, 1, 1, *enough))
            break
    problems += _identity(layer, f"{folder.relative_to(root).as_posix()}/pack.yaml", problems)
    return layer, problems


def _enough(parts: int, problems: int) -> tuple[str, str] | None:
    if parts > MOST_PARTS:
        return f"读到这里，制度包已经超过 {MOST_PARTS} 项。", "请移走不属于制度包的内容。"
    if problems > MOST_TOLD:
        return f"错误超过 {MOST_TOLD} 处，后面的没有再看。", "请先改正前面的，再检查一遍。"
    return None


def _read(inside: Folder, found: Found) -> tuple[Read[BaseModel] | None, list[Problem]]:
    try:
        document = parse(inside.text(found), found.name)
    except Unreadable as refused:
        return None, [refused.problem]
    except PackError as error:
        return None, list(error.problems)
    shape = _shape_of(found.within, document)
    if shape is None:
        what = "不认识的文件。"
        return None, [Problem(found.name, 1, 1, what, "请查看制度包说明，放到对应的文件夹或改名。")]
    shaped, problems = checked(document, shape)
    return (Read(shaped, document) if shaped is not None else None), problems


def _shape_of(within: str, document: Document) -> type[BaseModel] | None:
    folder, _, file = within.rpartition("/")
    if not folder:
        return SINGLE.get(file)
    if not file.endswith(".yaml"):
        return None
    if folder in EXAMPLES and file.endswith(".cases.yaml"):
        return EXAMPLES[folder]
    if folder == "duties" and isinstance(document.data, dict):
        if "changes" in document.data:
            return DutyChange
        return DUTY_SHAPES.get(str(document.data.get("form")), FormAlone)
    return FOLDERS.get(folder)


def _identity(layer: LayerFiles, name: str, problems: list[Problem]) -> list[Problem]:
    pack = layer.one(PackFile)
    if pack is None:
        told = any(name.startswith(problem.file) for problem in problems)  # the file, or a folder it lies in
        return [] if told else [Problem(name, 1, 1, "缺少 pack.yaml。", "请写明代码、名称、版本。")]
    if pack.shape.code != layer.code:
        what = f"代码“{pack.shape.code}”和文件夹“{layer.code}”不一致。"
        return [pack.problem(("code",), what, f'请改成 "{layer.code}"。')]
    return []
