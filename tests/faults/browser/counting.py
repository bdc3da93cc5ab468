"""What really goes over the line: every byte of every answer, whoever in the browser asked for it."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from socket import SHUT_WR, create_connection, socket
from threading import Thread

HOST = "127.0.0.1"


@dataclass
class Line:
    port: int
    down: int = 0


@contextmanager
def counted(upstream: int) -> Iterator[Line]:
    class Carry(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with create_connection((HOST, upstream)) as door, suppress(OSError):
                Thread(target=pass_on, args=(self.request, door), daemon=True).start()
                pass_on(door, self.request, line)

    with socketserver.ThreadingTCPServer((HOST, 0), Carry) as server:
        server.daemon_threads, server.block_on_close = True, False
        line = Line(server.server_address[1])
        Thread(target=server.serve_forever, daemon=True).start()
        yield line
        server.shutdown()


def pass_on(source: socket, target: socket, line: Line | None = None) -> None:
    """Until one of them has no more to say."""
    with suppress(OSError):
        while said := source.recv(65_536):
            if line:
                line.down += len(said)
            target.sendall(said)
        target.shutdown(SHUT_WR)
