"""English: the catalogue holds every sentence of the sources, translated, and the compiled file is in step."""

import re

import polib
import pytest

from scripts import messages

pytestmark = pytest.mark.slow
NAMED = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(messages.CATALOGUE))


def test_the_catalogue_holds_the_sentences_of_today(catalogue: polib.POFile) -> None:
    today = {(entry.msgctxt, entry.msgid) for entry in messages.extracted()}
    kept = {(entry.msgctxt, entry.msgid) for entry in catalogue}

    assert not today - kept, "run `make messages` and translate these"
    assert not kept - today, "run `make messages`: these are no longer used"


def test_every_sentence_has_its_english(catalogue: polib.POFile) -> None:
    assert not messages.untranslated(catalogue)
    assert not [entry.msgid for entry in catalogue if entry.fuzzy]


def test_no_english_sentence_still_holds_chinese(catalogue: polib.POFile) -> None:
    proper_names = {"简体中文"}
    chinese = [
        entry.msgid
        for entry in catalogue
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if re.search(r"[\u4e00-\u9fff]", text) and entry.msgid not in proper_names
    ]

    assert not chinese


def test_a_translation_fills_in_the_same_values(catalogue: polib.POFile) -> None:
    different = [
        entry.msgid
        for entry in catalogue
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if text and not set(NAMED.findall(text)) <= set(NAMED.findall(entry.msgid + entry.msgid_plural))
    ]

    assert not different


def test_the_compiled_catalogue_is_in_step(catalogue: polib.POFile) -> None:
    assert messages.COMPILED.read_bytes() == catalogue.to_binary()
