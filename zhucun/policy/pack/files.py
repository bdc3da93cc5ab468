"""From folders to shaped files: one `LayerFiles` for each folder that applies to a county."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from zhucun.policy.pack.checks import checked
from zhucun.policy.pack.problems import PackError, Problem
from zhucun.policy.pack.shapes.duty import DUTY_SHAPES, CasesFile, DutyChange, TallyShape
from zhucun.policy.pack.shapes.files import (
    CalendarFile,
    PackFile,
    RolesFile,
    SourcesFile,
    ValuesFile,
    VocabulariesFile,
    WordingFile,
)
from zhucun.policy.pack.shapes.forms import FormShape
from zhucun.policy.pack.yaml12 import Document, parse
from zhucun.policy.pack.yaml12 import Path as Inside

Shaped = TypeVar("Shaped", bound=BaseModel)
SINGLE: dict[str, type[BaseModel]] = {
    "pack.yaml": PackFile,
    "sources.yaml": SourcesFile,
    "roles.yaml": RolesFile,
    "wording.yaml": WordingFile,
    "vocabularies.yaml": VocabulariesFile,
    "values.yaml": ValuesFile,
}
FOLDERS: dict[str, type[BaseModel]] = {
    "calendars": CalendarFile,
    "forms": FormShape,
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

    def all_of(self, shape: type[Shaped]) -> Iterator[Read[Shaped]]:
        for read in self.files:
            if isinstance(read.shape, shape):
                yield Read(read.shape, read.document)

    def one(self, shape: type[Shaped]) -> Read[Shaped] | None:
        return next(self.all_of(shape), None)


def layer_folders(roots: Sequence[Path], county_code: str) -> list[tuple[Path, str, Path]]:
    """The folders that apply to a county, from the nation down, each with the root it was found under first."""
    chain = [
        ("national", "national"),
        (county_code[:2], f"provinces/{county_code[:2]}"),
        (county_code[:4], f"cities/{county_code[:4]}"),
        (county_code, f"counties/{county_code}"),
    ]
    found = []
    for code, name in chain:
        held = [root for root in roots if (root / name).is_dir()]
        found += [(root, code, root / name) for root in held[:1]]
    return found


def read_layer(root: Path, code: str, folder: Path) -> tuple[LayerFiles, list[Problem]]:
    """Every file of a folder, and what is wrong with those that cannot be used."""
    layer, problems = LayerFiles(code), []
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.suffix == ".md":
            continue
        name = path.relative_to(root).as_posix()
        read, found = _read(path, name, path.relative_to(folder).as_posix())
        problems += found
        if read is not None:
            layer.files.append(read)
    problems += _identity(layer, f"{folder.relative_to(root).as_posix()}/pack.yaml", problems)
    return layer, problems


def _read(path: Path, name: str, within: str) -> tuple[Read[BaseModel] | None, list[Problem]]:
    try:
        document = parse(path.read_text(encoding="utf-8-sig"), name)
    except UnicodeDecodeError:
        return None, [Problem(name, 1, 1, "文件不是 UTF-8 编码。", "请用 UTF-8 重新保存。")]
    except PackError as error:
        return None, list(error.problems)
    shape = _shape_of(within, document)
    if shape is None:
        return None, [Problem(name, 1, 1, "不认识的文件。", "请查看制度包说明，放到对应的文件夹或改名。")]
    found, problems = checked(document, shape)
    return (Read(found, document) if found is not None else None), problems


def _shape_of(within: str, document: Document) -> type[BaseModel] | None:
    folder, _, file = within.rpartition("/")
    if not folder:
        return SINGLE.get(file)
    if not file.endswith(".yaml"):
        return None
    if folder == "duties" and file.endswith(".cases.yaml"):
        return CasesFile
    if folder == "duties" and isinstance(document.data, dict):
        if "changes" in document.data:
            return DutyChange
        # A form nobody knows is reported by the first of the shapes, which names those there are.
        return DUTY_SHAPES.get(str(document.data.get("form")), TallyShape)
    return FOLDERS.get(folder)


def _identity(layer: LayerFiles, name: str, problems: list[Problem]) -> list[Problem]:
    pack = layer.one(PackFile)
    if pack is None:
        told = any(problem.file == name for problem in problems)
        return [] if told else [Problem(name, 1, 1, "缺少 pack.yaml。", "请写明代码、名称、版本。")]
    if pack.shape.code != layer.code:
        what = f"代码“{pack.shape.code}”和文件夹“{layer.code}”不一致。"
        return [pack.problem(("code",), what, f'请改成 "{layer.code}"。')]
    return []
