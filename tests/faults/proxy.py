"""A line that fails: an asyncio proxy between phones and the server, its faults drawn from a seed.

One request on a connection, so that each meets its own fault. `calm` lets everything through.
"""

import asyncio
import random
from collections import Counter
from contextlib import suppress
from threading import Thread
from types import TracebackType

FAULTS = {
    "cut_up": 8,  # the request stops half-way
    "drop_resp": 8,  # the answer never comes
    "cut_down": 6,  # the answer stops half-way
    "dup": 8,  # the request arrives twice at once
    "hold": 6,  # nobody answers, and the request arrives later, after others
    "status": 4,  # a proxy's page instead
    "html200": 4,  # a portal that says all is well
    "delay": 6,
}
FINE = 50
HOST = "127.0.0.1"
END = b"\r\n\r\n"
SLOW, LATE = 0.3, 2.0
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Proxy(Thread):
    """`port` is where phones knock; what they say goes on to `upstream`."""

    def __init__(self, upstream: int, seed: int) -> None:
        super().__init__(daemon=True)
        self.upstream, self.chance = upstream, random.Random(seed)
        self.counts: Counter[str] = Counter()
        self.calm = False
        self.loop = asyncio.new_event_loop()
        self.tasks: set[asyncio.Task[bytes]] = set()
        self.server = self.loop.run_until_complete(asyncio.start_server(self._met, HOST, 0))
        self.port: int = self.server.sockets[0].getsockname()[1]

    def run(self) -> None:
        self.loop.run_forever()

    def __enter__(self) -> "Proxy":
        self.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(30)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.join(30)
        self.loop.close()

    async def settle(self) -> None:
        """Until everything that was held up has arrived."""
        while self.tasks:
            await asyncio.gather(*self.tasks, return_exceptions=True)

    def settled(self) -> None:
        asyncio.run_coroutine_threadsafe(self.settle(), self.loop).result(60)

    async def _close(self) -> None:
        await self.settle()
        self.server.close()
        await self.server.wait_closed()

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
            request = await _message(reader)
            fault = "fine" if self.calm else self._fault()
            self.counts[fault] += 1
            await self._answer(fault, request, writer)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    def _fault(self) -> str:
        return self.chance.choices([*FAULTS, "fine"], [*FAULTS.values(), FINE])[0]

    async def _answer(self, fault: str, request: bytes, writer: asyncio.StreamWriter) -> None:
        match fault:
            case "cut_up":
                await self._pass(request[: self.chance.randrange(len(request))])
            case "drop_resp":
                await self._pass(request)
            case "cut_down":
                answer = await self._pass(request)
                writer.write(answer[: self.chance.randrange(len(answer) + 1)])
            case "dup":
                answers = await asyncio.gather(self._pass(request), self._pass(request))
                writer.write(self.chance.choice(answers))
            case "hold":
                task = self.loop.create_task(self._later(request))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
            case "status":
                writer.write(_page(self.chance.choice(["502 Bad Gateway", "503 Service Unavailable"])))
            case "html200":
                writer.write(_page("200 OK"))
            case _:
                if fault == "delay":
                    await asyncio.sleep(self.chance.uniform(0, SLOW))
                writer.write(await self._pass(request))
        await writer.drain()

    async def _later(self, request: bytes) -> bytes:
        await asyncio.sleep(self.chance.uniform(0, LATE))
        return await self._pass(request)

    async def _pass(self, request: bytes) -> bytes:
        """Hand on what there is of a request; gives the answer, or nothing where the server is gone."""
        try:
            reader, writer = await asyncio.open_connection(HOST, self.upstream)
        except OSError:
            return b""
        try:
            writer.write(request)
            if len(request) < _length(request):
                return b""
            return await _message(reader)
        except (OSError, asyncio.IncompleteReadError):
            return b""
        finally:
            writer.close()


async def _message(reader: asyncio.StreamReader) -> bytes:
    """One request or answer, head and body, as its bytes."""
    head = await reader.readuntil(END)
    return head + await reader.readexactly(_length(head) - len(head))


def _length(message: bytes) -> int:
    """How long a whole message is; longer than anything while its head is not complete."""
    head, end, _body = message.partition(END)
    if not end:
        return len(message) + 1
    sizes = [
        line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
    ]
    return len(head) + len(END) + (int(sizes[0]) if sizes else 0)


def _page(status: str) -> bytes:
    body = b"<html>one moment please</html>"
    return (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    )
