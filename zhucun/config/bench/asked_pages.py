"""A page asked for through the whole stack, as a browser would ask for it, and read to its end."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from zhucun.config.bench.county import Bench
from zhucun.config.bench.sampling import OK, Limit, NotMeasured, Work


def page(
    bench: Bench, key: str, title: str, part: str, address: str, rows: int, limits: Sequence[Limit]
) -> Work:
    return Work(key, title, partial(read, partial(bench.client(part).get, address)), rows, limits)


def read(ask: Callable[[], Any]) -> bytes:
    """Ask for a page and read it to its end."""
    response = ask()
    if response.status_code != OK:
        raise NotMeasured(response.request["PATH_INFO"], response.status_code)
    return bytes(response.getvalue())
