"""One word for one thing: identifiers keep to docs/glossary.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.project import PACKAGE, ROOT, files_ending, name, tree

ROW = re.compile(r"^\| ([^|]+) \| `([a-z_]+)`[^|]* \| ([^|]+) \| ([^|]+) \|([^|]*)\|$", re.MULTILINE)
OF_DJANGO = {"DEFAULT_EXCEPTION_REPORTER"}  # the name of a setting is not ours to choose
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")


def refused() -> dict[str, str]:
    """Word that must not be used → the one that is."""
    return {bad.strip(): row[1] for row in ROW.findall(GLOSSARY) for bad in row[4].split(",") if bad.strip()}


def identifiers(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def snake(identifier: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", identifier).lower()


def test_every_term_has_one_row_with_a_sentence_and_a_source() -> None:
    rows = ROW.findall(GLOSSARY)
    terms = [row[0].strip() for row in rows]

    assert len(rows) == len(re.findall(r"^\| [^|]+ \| `", GLOSSARY, re.MULTILINE))
    assert len(terms) == len(set(terms))
    assert all(row[2].strip() and row[3].strip() for row in rows)


def test_no_identifier_uses_a_word_that_the_glossary_refuses() -> None:
    words = refused()
    pattern = re.compile(rf"(?:^|_)({'|'.join(map(re.escape, words))})s?(?:_|$)")

    strays = [
        f"{name(path)}:{line} {identifier} → {words[hit[1]]}"
        for path in files_ending(".py")
        if PACKAGE in path.parents
        for line, identifier in identifiers(path)
        if identifier not in OF_DJANGO and (hit := pattern.search(snake(identifier)))
    ]

    assert not strays
