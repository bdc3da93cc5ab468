"""A new county's folder, copied from a template or from another county. What is there already is never touched."""

import re
from collections.abc import Iterator
from pathlib import Path

from zhucun.policy.pack.folder import Folder, Unreadable
from zhucun.policy.pack.load import PACKS
from zhucun.policy.pack.tools.chosen import is_code

FROM = re.compile(r"(templates/[a-z0-9-]{1,60}|counties/[0-9]{6})")
LONGEST_TITLE = 60


class CannotBegin(Exception):
    """A sentence on why no folder was made, and what to do."""


def begin(county: str, template: str, title: str, into: Path, published: str) -> list[Path]:
    """Make `into/counties/COUNTY` from a template of ours; the files written. Raises `CannotBegin`."""
    source, target = _source(template), into / "counties" / county
    if not is_code(county):
        raise CannotBegin(f"“{county}”不是六位县代码。请写六位数字。")
    if not title.strip() or not title.isprintable() or len(title) > LONGEST_TITLE:
        raise CannotBegin(
            f"名称不能空着，也不能超过 {LONGEST_TITLE} 个字。请用 --title 写明，例如“青山县驻村制度包”。"
        )
    if target.exists() or target.is_symlink():
        raise CannotBegin(f"{target} 已经有了，没有改动。请换一个位置，或者先把它移走。")
    written = []
    for place, text in _copied(source, county, title, published):
        path = target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def choices() -> list[str]:
    """What can be copied."""
    return [
        f"{kind}/{folder.name}"
        for kind in ("templates", "counties")
        for folder in sorted((PACKS / kind).glob("*"))
        if (folder / "pack.yaml").is_file()
    ]


def _source(template: str) -> Path:
    """Only folders of ours: the pattern leaves no way out of them."""
    if not FROM.fullmatch(template) or template not in choices():
        raise CannotBegin(f"没有“{template}”可以照抄。可以用的有：{'、'.join(choices())}。")
    return PACKS / template


def _copied(source: Path, county: str, title: str, published: str) -> Iterator[tuple[str, str]]:
    """Read whole before anything is written."""
    held = Folder(source, source)
    try:
        texts = [(found.within, held.text(found)) for found in held.files()]
    except Unreadable as refused:
        raise CannotBegin(str(refused.problem)) from refused
    if held.problems:
        raise CannotBegin("\n".join(map(str, held.problems)))
    for within, text in texts:
        yield within, _renamed(text, county, title, published) if within == "pack.yaml" else text


def _renamed(text: str, county: str, title: str, published: str) -> str:
    """The county's own paper: its code and name, first version, published today."""
    own = {"code": f'"{county}"', "title": _quoted(title), "version": "1", "published": published}
    lines = [line.partition(":") for line in text.splitlines()]
    return "".join(
        f"{name}: {own[name]}\n" if colon and name in own else f"{name}{colon}{rest}\n"
        for name, colon, rest in lines
    )


def _quoted(title: str) -> str:
    """As a YAML text in which nothing has a meaning of its own."""
    return "'" + title.strip().replace("'", "''") + "'"
