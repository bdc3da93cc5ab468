"""kill -9 at chosen moments of an act: afterwards it is as if it had been done, or as if nobody had begun."""

import os
import random
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.killing import tracer
from tests.killing.place import Place

pytestmark = [pytest.mark.kill, pytest.mark.slow]
ACTS = ("import", "register", "confirm", "notice", "night", "push")
STATEMENTS, WRITES = 10, 6  # points tried for each act: the first, the last, and chance in between
KILLED = signal.SIGKILL
Rows = dict[str, list[Any]]


@dataclass(frozen=True)
class Whole:
    """An act that nobody disturbed."""

    before: Rows
    after: Rows
    points: int


@pytest.fixture(scope="module")
def wholes(place: Place) -> dict[str, Whole]:
    return {act: undisturbed(place, act) for act in ACTS}


def undisturbed(place: Place, act: str) -> Whole:
    place.put_back()
    before = place.look(here=True)["rows"]
    points = place.ask(do=act, here=True)["answer"]["points"]
    after = place.look(here=True)["rows"]
    assert before != after
    return Whole(before, after, points)


def problem(place: Place, act: str, whole: Whole) -> str:
    """What is wrong after a kill; nothing, when the home is whole and the act can be done, if it was not."""
    found = place.look()
    if not found["faults"] and found["rows"] == whole.before:
        place.ask(do=act)
        found = place.look()
    if found["faults"]:
        return "; ".join(found["faults"])
    differing = {table for table, rows in found["rows"].items() if rows != whole.after[table]}
    return f"neither before nor after: {sorted(differing)}" if differing else ""


def spread(points: list[Any], count: int, chance: random.Random) -> list[Any]:
    """The first, the last, and some in between."""
    inner = points[1:-1]
    return [points[0], *chance.sample(inner, min(count - 2, len(inner))), points[-1]]


@pytest.mark.fault(row=10)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_killed_before_a_statement_or_beside_a_commit_is_whole_or_not_there(
    place: Place, wholes: dict[str, Whole], act: str, chance: random.Random
) -> None:
    whole = wholes[act]

    problems = {}
    for at in spread(list(range(1, whole.points + 1)), STATEMENTS, chance):
        place.put_back()
        assert place.ask(do=act, at=at)["status"] == KILLED
        problems[at] = problem(place, act, whole)

    assert not any(problems.values()), problems


@pytest.mark.fault(row=10)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_killed_inside_a_write_is_whole_or_not_there(
    place: Place, wholes: dict[str, Whole], act: str, chance: random.Random, tmp_path: Path
) -> None:
    place.put_back()
    points = tracer.points_of(place, tmp_path / "calls", do=act)

    problems = {}
    for point in spread(points, WRITES, chance):
        place.put_back()
        assert tracer.kill_at(place, tmp_path / "calls", point, do=act)["status"] == KILLED
        problems[point] = problem(place, act, wholes[act])

    assert not any(problems.values()), problems


@pytest.mark.fault(row=11)
@pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="how PostgreSQL bears a failing disk is its own affair"
)
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_a_batch_of_which_a_write_fails_is_whole_or_not_there(
    place: Place, wholes: dict[str, Whole], error: str, chance: random.Random, tmp_path: Path
) -> None:
    place.put_back()
    points = tracer.points_of(place, tmp_path / "calls", do="push")
    onto_disk = [point for point in points if point[0] in {"pwrite64", "fdatasync", "ftruncate"}]

    problems, undone = {}, 0
    for point in spread(onto_disk, WRITES, chance):
        place.put_back()
        tracer.fail_at(place, tmp_path / "calls", point, error, do="push")
        undone += place.look()["rows"] == wholes["push"].before
        problems[point] = problem(place, "push", wholes["push"])

    assert undone
    assert not any(problems.values()), problems


@pytest.mark.proves(row=(10, 11))
@pytest.mark.parametrize(
    ("act", "fault", "says"),
    [
        ("import", "two_transactions", "neither before nor after"),
        ("confirm", "two_transactions", "neither before nor after"),
        ("notice", "row_before_file", "paper: "),
    ],
)
def test_a_planted_fault_is_noticed_at_some_statement(
    place: Place, wholes: dict[str, Whole], act: str, fault: str, says: str
) -> None:
    noticed = (torn(place, wholes[act], act, fault, at) for at in range(wholes[act].points, 0, -1))

    assert any(says in problem for problem in noticed)


def torn(place: Place, whole: Whole, act: str, fault: str, at: int) -> str:
    place.put_back()
    place.ask(do=act, fault=fault, at=at)
    return problem(place, act, whole)


def test_a_paper_written_in_its_place_is_noticed_at_some_write(
    place: Place, wholes: dict[str, Whole], tmp_path: Path
) -> None:
    def killed(point: tracer.Point) -> str:
        place.put_back()
        tracer.kill_at(place, tmp_path / "calls", point, do="notice", fault="file_in_place")
        return problem(place, "notice", wholes["notice"])

    assert any("has changed on disk" in killed(("write", number)) for number in range(1, 4))
