"""Papers: every name in braces is something that a source gives of this subject, in this period; examples that fit."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from zhucun.policy.pack.files import LayerFiles
from zhucun.policy.pack.paper_model import Each, PackPaper, PaperForm, Table, Wording, wordings_of
from zhucun.policy.pack.paper_sources import NONE, PAPER_SOURCES, PaperSource
from zhucun.policy.pack.papers import DeclaredPaper
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.document import PaperCasesFile
from zhucun.policy.pack.yaml12 import Path

# A notice on a board names no child, no illness and no number of anybody (政府信息公开条例, 个人信息保护法).
NOT_FOR_A_BOARD = frozenset({"household", "records", "visits"})
SAID_BY_OFFICE = frozenset({PaperForm.PAPER, PaperForm.LETTER, PaperForm.MINUTES, PaperForm.ORDER})
_SHAPE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")


def lint_paper(declared: DeclaredPaper) -> Iterator[Problem]:
    paper, read = declared.paper, declared.read
    for inside, wrong in _wrong(paper):
        yield read.problem(inside, *wrong)
    if paper.form in SAID_BY_OFFICE and not (paper.mark and paper.issuer):
        what = "公文要有 mark（发文机关标志）和 issuer（署名）。"
        yield read.problem(("form",), what, "请补上；不是公文的写 form: material。")
    if paper.public:
        for name in sorted(paper.sources & NOT_FOR_A_BOARD):
            what = f"公示的文书不能用“{PAPER_SOURCES[name].title}”（{name}），里面有个人的情况。"
            yield read.problem(("public",), what, "请去掉这一部分，或者删去 public。")


def _wrong(paper: PackPaper) -> Iterator[tuple[Path, tuple[str, str]]]:
    yield from _texts(paper, [(("heads",), paper.heads)], {})
    named = (("mark", paper.mark), ("issuer", paper.issuer))
    yield from _texts(paper, [((key,), text) for key, text in named if text], {})
    yield from _texts(paper, [(("recipients", at), text) for at, text in enumerate(paper.recipients)], {})
    for at, part in enumerate(paper.parts):
        inside: Path = ("parts", at)
        rows: Mapping[str, str] = {}
        if isinstance(part, Each | Table):
            source = PAPER_SOURCES.get(part.source)
            if refused := _not_there(part.source, source, paper) or _without_rows(part.source, source):
                yield inside, refused
                continue
            rows = source.rows if source else {}
        texts = [
            text for text in wordings_of(part) if not isinstance(part, Each | Table) or text != part.none
        ]
        yield from _texts(paper, [(inside, text) for text in texts], rows)
        if isinstance(part, Each | Table):
            yield from _texts(paper, [(inside, part.none)], {})


def _texts(
    paper: PackPaper, texts: Iterable[tuple[Path, Wording]], rows: Mapping[str, str]
) -> Iterator[tuple[Path, tuple[str, str]]]:
    for inside, text in texts:
        if any(brace in piece for piece in text.pieces[::2] for brace in "{}"):
            yield inside, ("花括号没有成对。", "名称写成 {来源.名称}，文字里不用花括号。")
        for name in text.names:
            if refused := _name(name, paper, rows):
                yield inside, refused


def _name(name: str, paper: PackPaper, rows: Mapping[str, str]) -> tuple[str, str] | None:
    if not _SHAPE.fullmatch(name):
        return f"“{{{name}}}”不是名称。", "花括号里只写 来源.名称，例如 {person.name}；不能写算式和条件。"
    source_name, dot, field = name.partition(".")
    if not dot:
        return None if name in rows else _unknown(name, rows, "这里的每一行")
    source = PAPER_SOURCES.get(source_name)
    if refused := _not_there(source_name, source, paper):
        return refused
    fields = source.fields if source else {}
    return None if field in fields else _unknown(field, fields, f"来源“{source_name}”")


def _not_there(name: str, source: PaperSource | None, paper: PackPaper) -> tuple[str, str] | None:
    if source is None:
        return _unknown(name, {key: one.title for key, one in PAPER_SOURCES.items()}, "文书的来源")
    if paper.subject not in source.of:
        there = sorted(key for key, one in PAPER_SOURCES.items() if paper.subject in one.of)
        return f"写给“{paper.subject}”的文书没有“{name}”。", f"可以用：{'、'.join(there)}。"
    if source.timed and paper.period == NONE:
        return f"“{name}”要有时段。", "请把 period 写成 month 或者 year，或者不用它。"
    return None


def _without_rows(name: str, source: PaperSource | None) -> tuple[str, str] | None:
    if source and not source.rows:
        return f"来源“{name}”没有一行一行的内容。", "请用 {来源.名称} 写在 say 里。"
    return None


def _unknown(name: str, known: Mapping[str, str], where: str) -> tuple[str, str]:
    close = get_close_matches(name, known, n=1)
    listed = "、".join(f"{key}（{title}）" for key, title in known.items()) or "（没有）"
    return f"{where}没有“{name}”。", f"是不是“{close[0]}”？" if close else f"可以写：{listed}。"


def lint_paper_cases(layers: Iterable[LayerFiles], papers: Mapping[str, DeclaredPaper]) -> Iterator[Problem]:
    for layer in layers:
        for read in layer.all_of(PaperCasesFile):
            if read.shape.paper not in papers:
                what = f"没有“{read.shape.paper}”这份文书。"
                yield read.problem(("paper",), what, "请核对 documents 里的 id。")
