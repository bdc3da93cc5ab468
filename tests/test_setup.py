"""The set-up: skips what is fresh, leaves nothing half-made, and says what is wrong in a sentence."""

import os
import socket
import sqlite3
import stat
import subprocess
from pathlib import Path

import pytest

from scripts import database, environment, run, stamps, steps
from tests.project import ROOT


def test_a_stamp_follows_content_and_not_time(tmp_path: Path) -> None:
    source = tmp_path / "lock.txt"
    source.write_text("one")
    before = stamps.digest([source])

    os.utime(source, (0, 0))
    untouched = stamps.digest([source])
    source.write_text("two")

    assert untouched == before
    assert stamps.digest([source]) != before


def test_a_stamp_counts_only_when_it_is_of_this_content(tmp_path: Path) -> None:
    stamp = tmp_path / "new" / ".stamp"

    absent = stamps.is_fresh(stamp, "abc")
    stamps.put(stamp, "abc")

    assert not absent
    assert stamps.is_fresh(stamp, "abc")
    assert not stamps.is_fresh(stamp, "abd")


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("npm error code ENOSPC", "The disk is full"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        (
            "THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "does not match its locked hash",
        ),
        ("npm error code EAI_AGAIN", "registry cannot be reached"),
        ("Temporary failure in name resolution", "registry cannot be reached"),
        ("The virtual environment was not created because ensurepip is not available", "python3-venv"),
        ("error: [Errno 13] Permission denied: 'x'", "Permission denied"),
    ],
)
def test_what_a_tool_prints_becomes_a_sentence(output: str, says: str) -> None:
    trouble = steps.failure("uv", output)

    assert says in trouble.english
    assert "var/log/uv.log" in trouble.chinese
    assert trouble.chinese.count("。") >= 1


def test_an_unknown_failure_shows_its_last_lines() -> None:
    trouble = steps.failure("npm-build", "\n".join(f"line {n}" for n in range(50)))

    assert trouble.english.endswith("line 49")
    assert "line 10\n" not in trouble.english


def test_trouble_is_two_sentences_and_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    def fails() -> int:
        raise steps.Trouble("磁盘已满。", "The disk is full.")

    code = steps.main(fails)

    assert code == 1
    assert capsys.readouterr().err == "磁盘已满。\nThe disk is full.\n"


def test_a_port_in_use_is_refused_with_a_free_one() -> None:
    with socket.socket() as other:
        other.bind((run.HOST, 0))
        other.listen()

        with pytest.raises(steps.Trouble) as refused:
            run.refuse_taken(other.getsockname()[1])

    assert "PORT=" in refused.value.chinese
    assert "make run" in refused.value.english


@pytest.mark.parametrize("asked", ["abc", "0", "65536", "-1", "８０００"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setenv("PORT", asked)

    with pytest.raises(steps.Trouble, match=asked):
        run.wanted_port()


def test_an_old_python_is_refused_with_the_version_needed(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.8.18" && exit 0\nexit 1\n')
    old.chmod(old.stat().st_mode | stat.S_IXUSR)

    done = subprocess.run(
        [ROOT / "scripts" / "with-python", "scripts.run"],
        env={**os.environ, "PYTHON": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "需要 Python 3.11 或更高版本，这台机器上是：Python 3.8.18" in done.stderr


def test_scripts_of_a_new_environment_name_the_place_where_it_is_used(tmp_path: Path) -> None:
    made, used = tmp_path / ".venv.new", tmp_path / ".venv"
    (made / "bin").mkdir(parents=True)
    (made / "bin" / "granian").write_text(f"#!{made}/bin/python\n")
    (made / "bin" / "python").symlink_to("/nowhere/python3")

    environment.move_paths(made, used)

    assert (made / "bin" / "granian").read_text() == f"#!{used}/bin/python\n"
    assert (made / "bin" / "python").is_symlink()


def test_a_database_is_new_until_it_has_a_table(tmp_path: Path) -> None:
    file = tmp_path / "zhucun.sqlite3"
    absent = database.is_new(file)
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 1")
    empty = database.is_new(file)
    connection.execute("CREATE TABLE place (code TEXT)")
    connection.close()

    assert absent
    assert empty
    assert not database.is_new(file)


def test_a_new_database_moves_in_last_and_keeps_keys_that_were_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "HOME", tmp_path)
    monkeypatch.setattr(database, "DATABASE", tmp_path / "zhucun.sqlite3")
    draft = tmp_path / "new"
    (draft / "files").mkdir(parents=True)
    (draft / "files" / "notice.docx").write_text("paper")
    (draft / "keys.json").write_text("copied")
    (draft / "secret.txt").write_text("made")
    (draft / "demo-signins.txt").write_text("new")
    (tmp_path / "demo-signins.txt").write_text("of a database that is gone")
    (tmp_path / "keys.json").write_text("kept")
    with sqlite3.connect(draft / "zhucun.sqlite3") as connection:
        connection.execute("CREATE TABLE place (code TEXT)")
    connection.close()

    database.move_in(draft)

    assert not database.is_new(tmp_path / "zhucun.sqlite3")
    assert (tmp_path / "keys.json").read_text() == "kept"
    assert (tmp_path / "secret.txt").read_text() == "made"
    assert (tmp_path / "demo-signins.txt").read_text() == "new"
    assert (tmp_path / "files" / "notice.docx").read_text() == "paper"
