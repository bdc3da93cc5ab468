"""The set-up of `make run`: from a fresh clone to a site that can be served, quickly the next time."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scripts import database, environment, frontend
from scripts.steps import LOGS, Trouble, main, say

HOST = "127.0.0.1"


def set_up_to_serve() -> int:
    refuse_taken(wanted_port())
    return set_up(database.made_if_missing)


def set_up_alone() -> int:
    return set_up(database.ready)


def set_up(prepare: Callable[[], None]) -> int:
    started = time.perf_counter()
    say("驻村 · Zhucun")
    with one_at_a_time():
        environment.ready()
        frontend.ready()
        database.static_ready()
        prepare()
    say(f"准备完成 · ready in {time.perf_counter() - started:.1f} s")
    return 0


@contextmanager
def one_at_a_time() -> Iterator[None]:
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("· 另一个安装正在进行，等它完成 · waiting for another set-up to finish")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def wanted_port() -> int:
    asked = os.environ.get("PORT") or "8000"
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked) < 65536):
        raise Trouble(
            f"PORT={asked} 不是端口号。请用 1 到 65535 之间的数，例如 PORT=8001 make run。",
            f"PORT={asked} is not a port. Use a number from 1 to 65535, for example PORT=8001 make run.",
        )
    return int(asked)


def refuse_taken(port: int) -> None:
    """Before minutes of installing, not after them."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            why, other = os.strerror(error.errno or 0), free_port()
            raise Trouble(
                f"不能使用端口 {port}（{why}）。请停掉占用它的程序，或换一个：PORT={other} make run。",
                f"Port {port} cannot be used ({why}). Stop its user or take another: PORT={other} make run.",
            ) from error


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(set_up_alone if "setup" in sys.argv else set_up_to_serve))
