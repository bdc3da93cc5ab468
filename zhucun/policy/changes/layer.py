"""Approved changes of a county as the files a clerk would have written.

The files are the layer: they are what is loaded, what the digest covers and what an export writes.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

HEAD = "# 在系统“制度”里定的数，由两人先后办理，系统照下面的内容执行。\n"
ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    issuer: str
    number: str
    dated: str
    article: str
    seen: str


@dataclass(frozen=True, slots=True)
class SetValue:
    """A number in force from a day on: `under` is the threshold's name in the duty, empty for a value."""

    serial: int
    what: str
    under: str
    value: str
    since: date
    until: date | None
    adopted: date | None
    checked: date
    paper: Paper
    by: str
    approver: str

    @property
    def source(self) -> str:
        return f"set-{self.serial}"


def files_of(county: str, title: str, version: int, changes: Sequence[SetValue], on: date) -> dict[str, str]:
    """File name → YAML. Without changes there are no files, and the county's own hold alone."""
    if not changes:
        return {}
    newest = max(changes, key=lambda change: change.serial)
    kept_by = f"{newest.by}、{newest.approver}" if newest.approver else newest.by
    files = {
        "pack.yaml": HEAD + _pack(county, title, version, on, kept_by),
        "sources.yaml": HEAD + "sources:\n" + "".join(map(_source, sorted(changes, key=_by_serial))),
    }
    for duty in sorted({change.what for change in changes if change.under}):
        files[f"duties/{duty}.yaml"] = HEAD + _duty(
            [one for one in changes if one.under and one.what == duty]
        )
    values = [change for change in changes if not change.under]
    if values:
        files["values.yaml"] = HEAD + "changes:\n" + "".join(_values(values))
    return files


def digest_of_files(files: dict[str, str]) -> str:
    return sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()


def _by_serial(change: SetValue) -> int:
    return change.serial


def _text(words: str) -> str:
    """Quoted so that nothing in it can be taken for YAML."""
    return json.dumps(words, ensure_ascii=False)


def _pack(county: str, title: str, version: int, on: date, kept_by: str) -> str:
    return (
        f'code: "{county}"\n'
        f"title: {_text(title)}\n"
        f"version: {version}\n"
        f"published: {on.isoformat()}\n"
        f"kept_by: {_text(kept_by)}\n"
    )


def _source(change: SetValue) -> str:
    paper = change.paper
    number = f"    number: {_text(paper.number)}\n" if paper.number else ""
    note = f"提出：{change.by}；同意：{change.approver}" if change.approver else f"提出：{change.by}"
    return (
        f"  - id: {change.source}\n"
        f"    title: {_text(paper.title)}\n"
        f"    issuer: {_text(paper.issuer)}\n"
        f"{number}"
        f"    dated: {_text(paper.dated)}\n"
        f"    seen: {paper.seen}\n"
        f"    note: {_text(note)}\n"
        "    articles:\n"
        f"      - {{id: {ARTICLE}, text: {_text(paper.article)}}}\n"
    )


def _duty(changes: Sequence[SetValue]) -> str:
    lines = "".join(_dated(change, "    ") for change in _in_order(changes))
    return f"changes: {changes[0].what}\n{changes[0].under}:\n  values:\n{lines}"


def _values(changes: Sequence[SetValue]) -> Iterator[str]:
    for key in sorted({change.what for change in changes}):
        of_key = _in_order(change for change in changes if change.what == key)
        yield f"  {key}:\n" + "".join(_dated(change, "    ") for change in of_key)


def _in_order(changes: Iterable[SetValue]) -> list[SetValue]:
    return sorted(changes, key=lambda change: change.since)


def _dated(change: SetValue, indent: str) -> str:
    value = change.value if change.value.isdecimal() else _text(change.value)
    lines = [
        f"- from: {change.since.isoformat()}",
        f"  value: {value}",
        f'  source: "{change.source}#{ARTICLE}"',
        f"  checked: {change.checked.isoformat()}",
    ]
    for name, day in (("until", change.until), ("adopted", change.adopted)):
        if day is not None:
            lines.append(f"  {name}: {day.isoformat()}")
    return "".join(f"{indent}{line}\n" for line in lines)
