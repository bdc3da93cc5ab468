"""The real door with harm done to it: a write that fails, a disk that is full, a process that is killed at any moment.

`Inside` is the door in this process; `Forked` is one in a process of its own, which dies and is there again.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, NoReturn, Protocol

from django.db import OperationalError, connection, connections
from django.test import Client

from zhucun.kernel import clock
from zhucun.testing.field.clocks import Hands
from zhucun.testing.field.phones import Reply

JSON, BYTES = "application/json", "application/octet-stream"
FAILURES = ("write_fails", "disk_full")
KILLS = ("killed", "shot")
WRITING = ("INSERT", "UPDATE", "DELETE")


class Fell(Exception):
    """The door was brought down; whether it had done what was asked, nobody was told."""


class Harm(NamedTuple):
    """What happens, and at which statement of the request; of a shot, after how many seconds."""

    what: str
    at: float


class Door(Protocol):
    killable: bool

    def ask(self, path: str, said: Any, authorization: str, harm: Harm | None = None) -> Reply: ...

    def stop(self) -> None: ...

    def start(self) -> None: ...


class Inside:
    killable = False

    def __init__(self, *, raises: bool = True) -> None:
        self.client = Client(raise_request_exception=raises)

    def ask(self, path: str, said: Any, authorization: str, harm: Harm | None = None) -> Reply:
        return _asked(self.client, path, said, authorization, harm)

    def stop(self) -> None:
        """Nobody is at the door."""

    def start(self) -> None:
        """It is open again."""


class Forked:
    """One child after the other; `hands` is the clock that both see."""

    killable = True

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.pid = 0
        self.line: Connection
        self.start()

    def start(self) -> None:
        connections.close_all()  # two processes must not share what is open
        self.line, far = Pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self.line.close()
            _serve(far, self.hands)
        far.close()

    def stop(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.line.close()

    def ask(self, path: str, said: Any, authorization: str, harm: Harm | None = None) -> Reply:
        self.line.send((clock.now(), path, said, authorization, harm))
        if harm and harm.what == "shot" and not self.line.poll(harm.at):
            self._again()
        try:
            status, type_, body = self.line.recv()
        except (EOFError, ConnectionResetError):
            self._again()
        return Reply(status, type_, body)

    def _again(self) -> NoReturn:
        self.stop()
        self.start()
        raise Fell


def _serve(line: Connection, hands: Hands) -> NoReturn:
    """The life of a child: until somebody kills it."""
    client = Client(raise_request_exception=False)
    while True:
        try:
            hands.at, *asked = line.recv()
        except EOFError:  # whoever asked is gone
            os._exit(0)
        line.send(tuple(_asked(client, *asked)))


def _asked(client: Client, path: str, said: Any, authorization: str, harm: Harm | None) -> Reply:
    headers = {"Authorization": authorization}
    send = client.put if isinstance(said, bytes) else client.post
    kind = BYTES if isinstance(said, bytes) else JSON
    with _harmed(harm):
        answer = send(f"/api/field/{path}", said, content_type=kind, headers=headers)
    if (
        harm and harm.what == "killed"
    ):  # it had less to do than was thought: killed with the answer in its hand
        os.kill(os.getpid(), signal.SIGKILL)
    return Reply(answer.status_code, answer.headers["Content-Type"], answer.content)


@contextmanager
def _harmed(harm: Harm | None) -> Iterator[None]:
    if harm is None or harm.what == "shot":
        yield
        return
    with connection.execute_wrapper(_Counting(harm)):
        yield


class _Counting:
    """Statements of a request as they come, until the one at which it happens."""

    def __init__(self, harm: Harm) -> None:
        self.harm, self.count = harm, 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if self.harm.what == "killed":
            self.count += 1
            if self.count == self.harm.at:
                os.kill(os.getpid(), signal.SIGKILL)
        elif sql.startswith(WRITING):
            self.count += 1
            if self.count == self.harm.at or (self.harm.what == "disk_full" and self.count > self.harm.at):
                raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)
