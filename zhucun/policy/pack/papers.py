"""Papers of all layers, from the nation down."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.paper_model import (
    Column,
    Each,
    Heading,
    PackPaper,
    PaperForm,
    Part,
    Say,
    Table,
    Wording,
)
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.document import PaperShape, PartShape

KINDS = ("heading", "say", "each", "table")


@dataclass(frozen=True)
class DeclaredPaper:
    """A paper with the file that says it."""

    paper: PackPaper
    read: Read[PaperShape]


def papers_of(layers: Sequence[LayerFiles]) -> tuple[dict[str, DeclaredPaper], list[Problem]]:
    """A lower layer may replace a paper whole where the one above says so."""
    papers: dict[str, DeclaredPaper] = {}
    level: dict[str, LayerFiles] = {}
    problems: list[Problem] = []
    for layer in layers:
        for read in layer.all_of(PaperShape):
            id = read.shape.id
            found = _refused(read, papers.get(id), same_layer=level.get(id) is layer) or _faults(read)
            problems += found
            if not found:
                papers[id], level[id] = DeclaredPaper(_paper(read.shape), read), layer
    return papers, problems


def _refused(read: Read[PaperShape], known: DeclaredPaper | None, *, same_layer: bool) -> list[Problem]:
    if known is None:
        return []
    if same_layer:
        what = f"“{read.shape.id}”在 {known.read.document.file} 里已经写过。"
        return [read.problem(("id",), what, "请换一个代码，或者只留一个文件。")]
    if known.paper.may_be == "fixed":
        what = f"文书“{known.paper.title}”由上级统一规定，不能改。"
        return [read.problem(("id",), what, "请换一个代码另写一份，或者删去这个文件。")]
    return []


def _faults(read: Read[PaperShape]) -> list[Problem]:
    return [problem for at, part in enumerate(read.shape.parts) for problem in _part_faults(read, at, part)]


def _part_faults(read: Read[PaperShape], at: int, part: PartShape) -> list[Problem]:
    """A part is one thing: a heading, a paragraph, a paragraph for each row, or a table."""
    said = {name for name in KINDS if getattr(part, name) is not None}
    inside = ("parts", at)
    if said not in ({"heading"}, {"say"}, {"each", "say"}, {"table"}):
        what = "这一部分没有说清是什么。"
        do = "请只写一种：heading（标题）、say（一段话）、each 加 say（每行一段）、table（表格）。"
        return [read.problem(inside, what, do)]
    if (part.none is None) is bool(said & {"each", "table"}):
        what = "没有写一行也没有时说什么。" if part.none is None else "none 只用在 each 和 table 里。"
        return [read.problem(inside, what, "请写 none，例如“本月没有记录。”；一段话和标题不写 none。")]
    if bool(part.columns) is not ("table" in said):
        what = "表格要有 columns（各列），别的部分不写。"
        return [read.problem(inside, what, "请照已有的文书写。")]
    if (part.level is not None and "heading" not in said) or (part.caption and "table" not in said):
        what = "level 只用在标题里，caption 只用在表格里。"
        return [read.problem(inside, what, "请删去，或者移到对的部分。")]
    return []


def _paper(shape: PaperShape) -> PackPaper:
    return PackPaper(
        id=shape.id,
        title=shape.title,
        subject=shape.for_,
        period=shape.period,
        form=PaperForm(shape.form),
        heads=Wording(shape.heads),
        mark=Wording(shape.mark) if shape.mark else None,
        issuer=Wording(shape.issuer) if shape.issuer else None,
        recipients=tuple(map(Wording, shape.recipients)),
        public=shape.public,
        says=shape.says,
        source=shape.because,
        may_be=shape.may_be,
        mechanisms=tuple(shape.mechanisms),
        parts=tuple(map(_part, shape.parts)),
    )


def _part(shape: PartShape) -> Part:
    none = Wording(shape.none or "")
    if shape.heading is not None:
        return Heading(Wording(shape.heading), shape.level or 1)
    if shape.table is not None:
        columns = tuple(Column(one.title, Wording(one.shows), one.width) for one in shape.columns)
        return Table(shape.table, columns, none, shape.caption or "")
    text = Wording(shape.say or "")
    return Each(shape.each, text, none) if shape.each is not None else Say(text)
