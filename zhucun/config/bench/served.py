"""One page through the real server on the loopback: what a reader waits for, connection, threads and all."""

import http.client
import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from zhucun.config.bench import worker
from zhucun.config.bench.machine import Meter
from zhucun.config.bench.sampling import OK, WARM_UP, Limit, NotMeasured, spread

HOST, PATIENCE = "127.0.0.1", 60.0
START = 240.0  # seconds: several processes start on a machine that may be busy
LIMIT = Limit("wall_ms.p95", 100)


def measure_served(page: str, cookie: str, runs: int) -> dict[str, Any]:
    """The wall time of a page, one request after the other on one connection. The scratch environment is in force."""
    with server() as site, closing(http.client.HTTPConnection(HOST, site.port, timeout=PATIENCE)) as line:
        for _ in range(WARM_UP * 5):  # every thread has its own connection to the database
            ask(line, page, cookie)
        meter = Meter.now()
        times = [ask(line, page, cookie) for _ in range(runs * 2)]
        others = meter.others_share()
    return {
        "key": "served",
        "title": "在岗月页，经真实服务器",
        "runs": len(times),
        "wall_ms": spread(times),
        "others_cpu": others,
        "limits": [LIMIT._asdict()],
    }


def ask(line: http.client.HTTPConnection, page: str, cookie: str) -> float:
    started = time.perf_counter()
    line.request("GET", page, headers={"Cookie": cookie})
    response = line.getresponse()
    response.read()
    if response.status != OK:
        raise NotMeasured(page, response.status)
    return (time.perf_counter() - started) * 1000


class Site(NamedTuple):
    port: int
    pid: int


@contextmanager
def server(workers: int = 1) -> Iterator[Site]:
    """`zhucun serve` on a free port, gone afterwards."""
    port = free_port()
    site = multiprocessing.get_context("spawn").Process(target=worker.serve, args=(port, workers))
    site.start()
    try:
        wait_for(port, site)
        yield Site(port, site.pid or 0)
    finally:
        site.terminate()
        site.join(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, site: BaseProcess) -> None:
    """Until somebody answers at the port."""
    end = time.monotonic() + START
    while True:
        try:
            socket.create_connection((HOST, port), timeout=PATIENCE).close()
        except OSError:
            if time.monotonic() > end or not site.is_alive():
                raise
            site.join(0.05)
        else:
            return
