"""Which packs a tool looks at: a county by its code, a folder laid out like ours, or the folder of one county alone."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhucun.policy.pack.folder import Folder, Unreadable
from zhucun.policy.pack.load import (
    PACKS,
    TEMPLATES,
    load_from,
    load_pack,
    load_template,
    own_packs,
    packed_counties,
    templates,
)
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.problems import PackError, Problem
from zhucun.policy.pack.yaml12 import parse

COUNTY_DIGITS = 6
NATION_ALONE = "000000"


def is_code(text: str) -> bool:
    return len(text) == COUNTY_DIGITS and text.isascii() and text.isdigit()


def packs_in(said: str) -> dict[str, Pack]:
    """The packs that a code or a folder stands for, by county; raises `PackError`."""
    if is_code(said):
        return {said: load_pack(said)}
    kind, _, name = said.partition("/")
    if kind == TEMPLATES and name in templates():
        return {said: load_template(PACKS, name)}
    folder = Path(said)
    if (folder / "pack.yaml").is_file():
        return dict([_one_county(folder)])
    if not any((folder / name).is_dir() for name in ("national", "counties")):
        what, do = "这里没有制度包。", "请写六位县代码、一个县的文件夹，或者放着 counties 的文件夹。"
        raise PackError([Problem(said, 1, 1, what, do)])
    return {county: load_under(folder, county) for county in packed_counties(folder) or (NATION_ALONE,)}


def load_under(root: Path, county: str) -> Pack:
    """A county's pack from a folder of packs; what that folder leaves out is taken from ours."""
    return load_from(root, county) if (root / "national").is_dir() else load_from(PACKS, county, own=root)


def every_pack() -> Iterator[tuple[str, Pack]]:
    """All that are shipped or kept by the counties themselves: the nation alone, the counties, the templates."""
    yield NATION_ALONE, load_pack(NATION_ALONE)
    own = own_packs()
    for county in sorted({*packed_counties(PACKS), *(packed_counties(own) if own else ())}):
        yield county, load_pack(county)
    for name in templates():
        yield f"{TEMPLATES}/{name}", load_template(PACKS, name)


def _one_county(folder: Path) -> tuple[str, Pack]:
    code = _code_in(folder)
    with _laid_out(folder, code) as root:
        return code, load_from(PACKS, code, own=root)


def _code_in(folder: Path) -> str:
    held = Folder(folder, folder)
    paper = next((found for found in held.files() if found.within == "pack.yaml"), None)
    try:
        data = parse(held.text(paper), "pack.yaml").data if paper else None
    except Unreadable as refused:
        raise PackError([refused.problem]) from refused
    code = data.get("code") if isinstance(data, dict) else None
    if not isinstance(code, str) or not is_code(code):
        what = "代码不是六位县代码。"
        raise PackError([Problem("pack.yaml", 1, 1, what, '请写成 code: "350428" 这样。')])
    return code


@contextmanager
def _laid_out(folder: Path, code: str) -> Iterator[Path]:
    """The folder as the county's own, wherever it lies and whatever it is called."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        held = Folder(folder, folder)
        for found in held.files():
            place = root / "counties" / code / found.within
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(held.text(found), encoding="utf-8")
        if held.problems:
            raise PackError(held.problems)
        yield root
