"""The English catalogue: extracted from the sources, merged, compiled.

Like Django's makemessages, but it also finds the sentences of refusals, which are docstrings, and it writes the
same bytes for the same sources, so that a test can tell whether the catalogue is complete and in step.
"""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

from scripts.steps import ROOT, main, say

PACKAGE = ROOT / "zhucun"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "npgettext:1c,2,3",
    "pgettext:1c,2",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
)
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def extracted() -> polib.POFile:
    """Every sentence of the sources that is to be translated."""
    with tempfile.TemporaryDirectory(prefix="zhucun-words-") as folder:
        inputs = [write(Path(folder), number, text) for number, text in enumerate(sources())]
        template = Path(folder) / "words.pot"
        known = [f"--keyword={keyword}" for keyword in KEYWORDS]
        extract = ["xgettext", "--from-code=UTF-8", "--language=Python", "--no-location", "--no-wrap", *known]
        subprocess.run([*extract, "--output", template, *inputs], check=True, capture_output=True)
        return polib.pofile(str(template))


def sources() -> list[str]:
    python = [path for path in sorted(PACKAGE.rglob("*.py")) if "tests" not in path.parts]
    templates = sorted(PACKAGE.rglob("*.html"))
    texts = [path.read_text("utf-8") for path in python]
    return [*texts, refusals(texts), *(templatize(path.read_text("utf-8")) for path in templates)]


def write(folder: Path, number: int, text: str) -> Path:
    path = folder / f"{number:04}.py"
    path.write_text(text, "utf-8")
    return path


def refusals(texts: list[str]) -> str:
    """The docstrings and next steps of all refusals, written as calls that xgettext reads."""
    classes = [node for text in texts for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
    names, before = {"Refusal"}, 0
    while len(names) > before:
        before = len(names)
        names |= {
            c.name for c in classes if names & {base.id for base in c.bases if isinstance(base, ast.Name)}
        }
    words = [word for c in classes if c.name in names for word in words_of(c)]
    return "\n".join(f"gettext({word!r})" for word in words)


def words_of(refusal: ast.ClassDef) -> list[str]:
    steps = [
        node.value.value
        for node in refusal.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and "next_step" in ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
        and isinstance(node.value, ast.Constant)
    ]
    sentence = inspect.cleandoc(ast.get_docstring(refusal, clean=False) or "")
    return [word for word in (sentence, *steps) if isinstance(word, str) and word]


def merged(words: polib.POFile, kept: polib.POFile) -> polib.POFile:
    """The sentences of today with the translations of before, in an order that does not depend on files."""
    before = {(entry.msgctxt or "", entry.msgid): entry for entry in kept}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = HEADER
    for entry in sorted(words, key=lambda entry: (entry.msgid, entry.msgctxt or "")):
        old = before.get((entry.msgctxt or "", entry.msgid))
        if old:
            entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural or entry.msgstr_plural
        catalogue.append(entry)
    return catalogue


def untranslated(catalogue: polib.POFile) -> list[str]:
    return [
        entry.msgid
        for entry in catalogue
        if not (all(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr)
    ]


def update() -> int:
    settings.configure()  # templatize asks for one; no other part of Django is used
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    kept = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    catalogue = merged(extracted(), kept)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(COMPILED))
    missing = untranslated(catalogue)
    say(
        f"{len(catalogue)} 句，未译 {len(missing)} 句 · {len(catalogue)} sentences, {len(missing)} not translated"
    )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(update))
