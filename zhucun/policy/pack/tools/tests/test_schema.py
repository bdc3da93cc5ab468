"""The schemas say what the shapes say: every shipped file keeps its schema, and a mistake breaks it."""

from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pytest

from zhucun.policy.pack.load import PACKS
from zhucun.policy.pack.tools.schema import TITLES, kinds, readme, schemas
from zhucun.policy.pack.tools.tests.schema_check import faults
from zhucun.policy.pack.yaml12 import parse

FILES = sorted(path for path in PACKS.rglob("*.yaml"))


def kind_of(path: Path) -> str:
    """The first kind whose place fits; the examples beside rules are named before the rules."""
    layers = [folder for folder in path.parents if (folder / "pack.yaml").is_file()]
    within = path.relative_to(layers[0]).as_posix()
    return next(kind for kind, (where, _) in kinds().items() if fnmatch(within, where))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKS).as_posix())
def test_every_shipped_file_keeps_its_schema(path: Path) -> None:
    data = parse(path.read_text("utf-8"), path.name).data

    assert faults(schemas()[f"{kind_of(path)}.schema.json"], data) == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("pack", {"code": "35", "title": "甲", "version": 1, "published": date(2026, 1, 1)}),
        (
            "pack",
            {"code": 350428, "title": "甲", "version": 1, "published": date(2026, 1, 1), "kept_by": "乙"},
        ),
        ("pack", {"code": "35", "title": "甲", "version": 0, "published": date(2026, 1, 1), "kept_by": "乙"}),
        ("values", {"values": {}, "extra": {}}),
        ("values", {"values": {"a": {"title": "甲", "unit": "day", "may_be": "any", "values": []}}}),
        ("duty", {"id": "a", "form": "tally"}),
        ("duty", {"changes": "a", "minimum": {"values": []}}),
        ("calendar", {"year": 1999, "source": "a#b", "holidays": []}),
    ],
)
def test_a_mistake_breaks_the_schema(kind: str, data: object) -> None:
    assert faults(schemas()[f"{kind}.schema.json"], data)


def test_every_kind_of_file_has_a_schema_a_title_and_a_line_for_the_editor() -> None:
    said = readme()

    assert set(kinds()) == set(TITLES)
    assert {f"{kind}.schema.json" for kind in kinds()} == set(schemas())
    assert all(f"schema/{kind}.schema.json`" in said for kind in kinds())
    assert all(one["title"] == TITLES[name.removesuffix(".schema.json")] for name, one in schemas().items())
