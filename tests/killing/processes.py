"""Real processes on the place: a command, and the site with its workers, each in a process group of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread

from tests.killing.place import Place
from tests.project import ROOT

HOST, PATIENCE = "127.0.0.1", 60
CSRF = "k" * 32


def start(place: Place, *words: str) -> "subprocess.Popen[bytes]":
    with place.environment():
        return subprocess.Popen(
            [sys.executable, "-m", "zhucun", *words],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def kill(process: "subprocess.Popen[bytes]") -> None:
    """kill -9 of a process and of everything it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


@dataclass(frozen=True)
class Site:
    """A running site; `main` is the process that was started."""

    main: "subprocess.Popen[bytes]"
    port: int

    def ask(self, method: str, path: str, session: str) -> int:
        """The status of an answer."""
        headers = {"Cookie": f"session={session}; csrf={CSRF}", "X-CSRFToken": CSRF}
        with closing(http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)) as line:
            line.request(method, path, headers=headers)
            return line.getresponse().status

    def post_and_kill(self, path: str, session: str, after: float) -> None:
        """Send an act, and so much later kill the site, whether it has answered or not."""

        def post() -> None:
            with suppress(OSError, http.client.HTTPException):
                self.ask("POST", path, session)

        posting = Thread(target=post)
        posting.start()
        Event().wait(after)
        kill(self.main)
        posting.join(PATIENCE)


@contextmanager
def site(place: Place, *words: str) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    main = start(place, "serve", "--port", str(port), *words)
    try:
        while not answers(port):
            assert main.poll() is None, "the site did not start"
            Event().wait(0.05)
        yield Site(main, port)
    finally:
        kill(main)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
