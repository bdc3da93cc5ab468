"""Phones on the line to a served door: real connections, several at once, each answer with what it took.

What must stay true: a time counts from when a phone wanted to speak, not from when a line was free for it.
"""

import gzip
import http.client
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Barrier, Event
from typing import Any, NamedTuple

from zhucun.config.bench.sampling import OK, NotMeasured
from zhucun.config.bench.served import HOST, PATIENCE

NOT_NOW, PACKED = 503, b"\x1f\x8b"
HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}


class Asking(NamedTuple):
    """What a phone is about to say, and when it wants to: seconds from the beginning; None for as soon as it can."""

    authorization: str
    address: str
    body: bytes
    due: float | None = None


class Reply(NamedTuple):
    """An answer of the door: the milliseconds it took and the bytes that came over the line."""

    told: Mapping[str, Any]
    ms: float
    size: int
    busy: int  # how often the door said before that it could not


@dataclass
class Line:
    """A connection that is kept, as a browser keeps one."""

    kept: http.client.HTTPConnection

    def ask(self, asking: Asking, since: float | None = None) -> Reply:
        started = time.perf_counter() if since is None else since
        busy = 0
        while (came := self._said(asking)) is None:
            busy += 1
        spent = (time.perf_counter() - started) * 1000
        plain = gzip.decompress(came) if came.startswith(PACKED) else came
        return Reply(json.loads(plain), spent, len(came), busy)

    def _said(self, asking: Asking) -> bytes | None:
        """The bytes of an answer; None where the door cannot now, which a phone takes as a word to try again."""
        headers = {**HEADERS, "Authorization": asking.authorization}
        self.kept.request("POST", f"/api/field/{asking.address}", asking.body, headers)
        answer = self.kept.getresponse()
        came = answer.read()
        if answer.status not in (OK, NOT_NOW):
            raise NotMeasured(asking.address, answer.status)
        return came if answer.status == OK else None


@contextmanager
def line(port: int) -> Iterator[Line]:
    with closing(http.client.HTTPConnection(HOST, port, timeout=PATIENCE)) as kept:
        yield Line(kept)


def one_by_one(port: int, askings: Iterable[Asking]) -> list[Reply]:
    with line(port) as held:
        return [held.ask(one) for one in askings]


def at_once(port: int, lines: int, askings: Sequence[Asking], seconds: float | None = None) -> list[Reply]:
    """Everything that is to be said over so many lines, or what can be said in some seconds."""
    began, waiting = time.perf_counter(), iter(askings)  # one for all lines: each takes the next

    def speak(_line: int) -> list[Reply]:
        with line(port) as held:
            return list(_spoken(held, waiting, began, seconds))

    return _together(speak, lines)


def _spoken(held: Line, waiting: Iterator[Asking], began: float, seconds: float | None) -> Iterator[Reply]:
    for one in waiting:
        if seconds is not None and time.perf_counter() - began > seconds:
            return
        since = None if one.due is None else began + one.due
        if since is not None:
            Event().wait(max(0.0, since - time.perf_counter()))
        yield held.ask(one, since)


def twice(port: int, askings: Sequence[Asking]) -> list[Reply]:
    """Each said twice at the same moment, over two lines: all that the one heard, then all that the other heard."""
    ready = Barrier(2)

    def speak(_line: int) -> list[Reply]:
        heard = []
        with line(port) as held:
            for one in askings:
                ready.wait(PATIENCE)
                heard.append(held.ask(one))
        return heard

    return _together(speak, 2)


def _together(speak: Callable[[int], list[Reply]], lines: int) -> list[Reply]:
    with ThreadPoolExecutor(lines) as pool:
        return [reply for heard in pool.map(speak, range(lines)) for reply in heard]
