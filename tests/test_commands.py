"""The command `zhucun`: two plain words, a list in Chinese, and a sentence when there is no such command."""

import re

import pytest
from django.core.management import get_commands, load_command_class

from zhucun.__main__ import main, resolve

OURS = sorted(name for name, app in get_commands().items() if str(app).startswith("zhucun."))


def test_two_words_name_one_management_command() -> None:
    assert resolve(["import", "roster", "a.xlsx", "--dry"], {"import_roster"}) == (
        "import_roster",
        ["a.xlsx", "--dry"],
    )


def test_one_word_names_a_command_of_its_own() -> None:
    assert resolve(["serve", "--port", "8001"], {"serve"}) == ("serve", ["--port", "8001"])


def test_a_command_of_django_is_reached_by_its_name() -> None:
    assert resolve(["migrate", "--plan"], set()) == ("migrate", ["--plan"])


@pytest.mark.parametrize("words", [[], ["help"], ["--help"]])
def test_without_a_command_all_of_ours_are_listed(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(words)

    shown = capsys.readouterr().out
    assert code == 0
    assert all(re.search(rf"^  {name.replace('_', ' ')}  +\S", shown, re.MULTILINE) for name in OURS)


@pytest.mark.parametrize("command", OURS)
def test_every_command_says_in_chinese_what_it_does(command: str) -> None:
    said = load_command_class(get_commands()[command], command).help

    assert re.search(r"[\u4e00-\u9fff]", said)
    assert "\n" not in said.strip()


def test_a_mistyped_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["audti", "verify"])

    assert code == 2
    assert "没有“audti verify”这条命令。相近的命令：audit verify" in capsys.readouterr().err


def test_half_a_command_is_answered_with_its_whole(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["audit"])

    assert code == 2
    assert "audit verify" in capsys.readouterr().err


def test_a_wrong_option_is_a_sentence_and_not_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["serve", "--port", "high"])

    assert code == 1
    assert "--port" in capsys.readouterr().err


def test_packs_are_checked_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "lint"]) == 0

    assert "没有错误，例子全部相符" in capsys.readouterr().out
