"""The checklist of a village's archive: of the lowest layer that writes one, whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhucun.policy.pack.archive_model import Archive, Fill, Filled, Group, Item
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.archive import ArchiveFile, FillShape, ItemShape
from zhucun.policy.pack.yaml12 import Path


@dataclass(frozen=True)
class DeclaredArchive:
    """A checklist with the file that says it."""

    archive: Archive
    read: Read[ArchiveFile]


def archive_of(layers: Sequence[LayerFiles]) -> tuple[DeclaredArchive | None, list[Problem]]:
    """A lower layer may replace the checklist where the one above says so."""
    found: DeclaredArchive | None = None
    problems: list[Problem] = []
    for layer in layers:
        read = layer.one(ArchiveFile)
        if read is None:
            continue
        if found is not None and found.read.shape.may_be == "fixed":
            what = "档案清单由上级统一规定，不能改。"
            problems.append(read.problem(("may_be",), what, "请删去这个文件。"))
            continue
        found = DeclaredArchive(_archive(read.shape), read)
    return found, problems


def _archive(shape: ArchiveFile) -> Archive:
    groups = tuple(
        Group(group.id, group.title, tuple(_item(one) for one in group.items)) for group in shape.groups
    )
    return Archive(shape.because, tuple(shape.mechanisms), groups)


def _item(shape: ItemShape) -> Item:
    return Item(
        id=shape.id,
        title=shape.title,
        provider=shape.provider,
        by=shape.by,
        fills=tuple(_fills(shape.fills)) if shape.fills else (),
        upload=shape.upload,
        note=shape.note or "",
    )


def _fills(shape: FillShape) -> Iterator[Fill]:
    for what in Filled:
        if ids := getattr(shape, what):
            kinds = shape.kinds if what is Filled.FORMS else ()
            yield Fill(what, tuple(ids), frozenset(kinds))


def lint_archive(declared: DeclaredArchive | None, known: Known, papers: frozenset[str]) -> Iterator[Problem]:
    """Every item can be filled by something that there is, and has a provider who exists; ids are used once."""
    if declared is None:
        return
    seen: set[str] = set()
    there = {Filled.FORMS: set(known.forms), Filled.FLOWS: set(known.flows), Filled.PAPERS: set(papers)}
    for at, group in enumerate(declared.read.shape.groups):
        for place, item in enumerate(group.items):
            inside: Path = ("groups", at, "items", place)
            for wrong in _item_faults(item, known, there, seen):
                yield declared.read.problem(inside, *wrong)
            seen.add(item.id)


def _item_faults(
    item: ItemShape, known: Known, there: dict[Filled, set[str]], seen: set[str]
) -> Iterator[tuple[str, str]]:
    if item.id in seen:
        yield f"“{item.id}”写了两次。", "请换一个代码。"
    if item.provider not in known.roles:
        yield f"没有“{item.provider}”这个角色。", "请写 roles.yaml 里的角色代码：谁负责提供。"
    said = [what for what in Filled if item.fills is not None and getattr(item.fills, what)]
    if not said and not item.upload:
        yield "没有说清靠什么归档。", "fills 下写 forms、flows 或者 papers；要上传的写 upload: true。"
    if item.fills is not None:
        yield from _kind_faults(item.fills, known)
    for what in said:
        for id in getattr(item.fills, what):
            if id not in there[what]:
                yield f"{what} 里没有“{id}”。", f"可以写：{'、'.join(sorted(there[what]))}。"


def _kind_faults(fills: FillShape, known: Known) -> Iterator[tuple[str, str]]:
    forms = [known.forms[id] for id in fills.forms if id in known.forms]
    options = {option.code for form in forms for field in form.fields for option in field.options}
    for kind in fills.kinds:
        if kind not in options:
            yield f"这些表单里没有“{kind}”这个选项。", f"可以写：{'、'.join(sorted(options)) or '（没有）'}。"
