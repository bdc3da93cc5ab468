"""A document as blocks, and the two ways it is written: one self-contained HTML page, and Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Heading:
    """`anchor` makes it a line of the table of contents."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


TOP = 2  # the level of the parts of a document
Block = Heading | Text | Items | Table

STYLE = """
:root{--paper:#fbfaf7;--card:#fff;--ink:#1f2328;--ink-2:#57606a;--line:#e4e1d8;--wash:#f3f1ea;--link:#1b5e8c;
--sans:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
--serif:"Songti SC","SimSun","Noto Serif CJK SC",serif}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.7 var(--sans)}
main{max-width:860px;margin:0 auto;padding:40px 24px}
h1,h2,h3{font-family:var(--serif);line-height:1.4}
h1{font-size:26px}
h2{font-size:20px;margin-top:40px;border-bottom:1px solid var(--line);padding-bottom:8px}
h3{font-size:18px;margin:32px 0 8px}
h4{font-size:14px;color:var(--ink-2);margin:16px 0 4px}
p{margin:8px 0}
p.strong{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:8px 16px}
ul{margin:4px 0;padding-left:24px}
table{border-collapse:collapse;width:100%;background:var(--card);margin:8px 0;font-size:14px}
th,td{border:1px solid var(--line);padding:4px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:var(--wash);font-weight:600}
th:first-child,td:first-child{white-space:nowrap}
nav ul{list-style:none;padding:0}
nav .under{padding-left:24px}
nav a{color:var(--link)}
@media print{body{background:#fff;font-size:11pt}main{max-width:none;padding:0}h2{break-before:page}
h3,h4{break-after:avoid}tr,li{break-inside:avoid}nav a{color:inherit;text-decoration:none}@page{margin:20mm}}
"""


def html(title: str, blocks: Sequence[Block]) -> str:
    """One page that needs nothing else: no script, no picture, no other file."""
    body = "\n".join(_html(block) for block in blocks)
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{_contents(blocks)}\n{body}\n</main>\n</body>\n</html>\n"
    )


def markdown(title: str, blocks: Sequence[Block]) -> str:
    return "\n\n".join([f"# {_plain(title)}", *(_markdown(block) for block in blocks)]) + "\n"


def _contents(blocks: Iterable[Block]) -> str:
    lines = [
        f'<li{" class=under" if block.level > TOP else ""}><a href="#{escape(block.anchor)}">{escape(block.text)}</a></li>'
        for block in blocks
        if isinstance(block, Heading) and block.anchor
    ]
    return f'<nav aria-label="目录"><ul>{"".join(lines)}</ul></nav>'


def _html(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            mark = f' id="{escape(anchor)}"' if anchor else ""
            return f"<h{level}{mark}>{escape(text)}</h{level}>"
        case Text(text, strong):
            return f"<p{' class=strong' if strong else ''}>{escape(text)}</p>"
        case Items(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case Table(head, rows):
            lines = "".join(_row(row, "td") for row in rows)
            return f"<table><thead>{_row(head, 'th')}</thead><tbody>{lines}</tbody></table>"


def _row(cells: Iterable[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _markdown(block: Block) -> str:
    match block:
        case Heading(level, text, _):
            return f"{'#' * level} {_plain(text)}"
        case Text(text, strong):
            return f"**{_plain(text)}**" if strong else _plain(text)
        case Items(items):
            return "\n".join(f"- {_plain(item)}" for item in items)
        case Table(head, rows):
            return "\n".join(_cells(row) for row in (head, ("---",) * len(head), *rows))


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_escaped(cells))} |"


def _escaped(cells: Iterable[str]) -> Iterator[str]:
    return (cell if cell == "---" else _plain(cell).replace("|", "\\|") for cell in cells)


def _plain(text: str) -> str:
    """Words from a pack stay words: on one line, and no sign of theirs makes a link, a picture or a tag."""
    said = " ".join(text.split())
    for sign in "\\`*_[]<>":
        said = said.replace(sign, f"\\{sign}")
    return said
