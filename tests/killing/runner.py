"""A process that has Django ready and forks a child for each act, so that a kill costs a fork and not a start.

Reads one request a line, answers one line: {"do": …, "fault": …, "at": N, "hold": true, "here": true}. With `at` the
child kills itself at its N-th point; with `hold` it waits for one more line, so that a tracer can be attached to it;
`here` forks nothing: what is done once in this process is quick in every later child.
"""

import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stdout
from typing import Any, NoReturn
from unittest import mock

import django
import time_machine


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhucun.config.settings"
    django.setup()
    from tests.killing import acts  # everything is imported before the first fork

    for line in sys.stdin:
        request = json.loads(line)
        _tell({"status": 0, "answer": _do(request, acts)} if request.get("here") else _fork(request, acts))


def _fork(request: dict[str, Any], acts: Any) -> dict[str, Any]:
    """Do what is asked in a child, and say how it ended."""
    answers, telling = os.pipe()
    waiting, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(go)
        if request.get("hold"):
            os.read(waiting, 1)
        _live(request, acts, telling)
    os.close(telling)
    if request.get("hold"):
        _tell({"pid": child})
        sys.stdin.readline()
    os.close(go)
    os.close(waiting)
    with os.fdopen(answers) as told:
        answer = told.read()
    _pid, status = os.waitpid(child, 0)
    return {"status": status, "answer": json.loads(answer or "null")}


def _live(request: dict[str, Any], acts: Any, telling: int) -> NoReturn:
    """The child's life; what goes wrong in it goes to the standard error and makes its end a failure."""
    answer = _do(request, acts)
    with os.fdopen(telling, "w") as told:
        told.write(json.dumps(answer))
    os._exit(0)  # taking the interpreter down would cost more than the act


def _do(request: dict[str, Any], acts: Any) -> Any:
    from django.db import connection

    from tests.killing import looking

    if request["do"] == "sign_in":
        with closing(connection):
            return acts.sign_in()
    with (
        closing(connection),
        time_machine.travel(acts.NOW, tick=False),
        redirect_stdout(io.StringIO()),
        acts.FAULTS[request.get("fault", "")](),
    ):
        if request["do"] == "look":
            return looking.look()
        points = Points(request.get("at"))
        with points.counting(connection):
            acts.ACTS[request["do"]]()
    return {"points": points.passed}


class Points:
    """The moments of an act: before each statement, before each commit, after each commit."""

    def __init__(self, deadly: int | None) -> None:
        self.deadly, self.passed = deadly, 0

    def one(self) -> None:
        self.passed += 1
        if self.passed == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def counting(self, connection: Any) -> Iterator[None]:
        commit: Callable[[], None] = connection._commit

        def committed() -> None:
            self.one()
            commit()
            self.one()

        def watched(execute: Callable[..., Any], *given: Any) -> Any:
            self.one()
            return execute(*given)

        with mock.patch.object(connection, "_commit", committed), connection.execute_wrapper(watched):
            yield


def _tell(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
