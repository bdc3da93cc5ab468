"""The app's sentences: each has its English, and none in English is left over."""

import re

from tests.project import ROOT

FIELD = ROOT / "frontend" / "field"
SAID = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')
LISTED = re.compile(r'"([^"]*[一-鿿][^"]*)"')  # names in tables, which are said by `t(name)`
ENGLISH = re.compile(r'^  "((?:[^"\\]|\\.)*)": "((?:[^"\\]|\\.)*)",$', re.MULTILINE)


def written() -> dict[str, str]:
    files = [file for file in FIELD.rglob("*.ts*") if file.name != "en.ts"]
    return {file.name: file.read_text() for file in files}


def english() -> dict[str, str]:
    return dict(ENGLISH.findall((FIELD / "en.ts").read_text()))


def test_every_sentence_has_its_english():
    said = {text for words in written().values() for text in SAID.findall(words)}

    assert len(said) > 100
    assert said - set(english()) == set()


def test_no_english_is_left_over():
    listed = {text for words in written().values() for text in LISTED.findall(words)}

    assert set(english()) - listed == set()


def test_what_is_filled_in_is_the_same_in_both():
    for chinese, text in english().items():
        assert set(re.findall(r"\{\w+\}", chinese)) == set(re.findall(r"\{\w+\}", text)), chinese
