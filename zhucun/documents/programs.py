"""Other programs: started alone, waited for, ended with everything they started.

A program gets its arguments as a list and never a shell, and of the server's environment only the way to programs.
"""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path


class StillRunning(Exception):
    """The program did not end in its time and was ended."""


def run(
    command: Sequence[str], *, folder: Path, seconds: float, environment: Mapping[str, str] | None = None
) -> str:
    """What the program said; whether it did its work is for the caller to see."""
    return asyncio.run(_run(command, folder, seconds, environment or {}))


async def _run(command: Sequence[str], folder: Path, seconds: float, environment: Mapping[str, str]) -> str:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    finished = False
    try:
        said, _ = await asyncio.wait_for(process.communicate(), seconds)
        finished = True
    except TimeoutError:
        raise StillRunning from None
    finally:
        if not finished:
            await _end(process)
    return said.decode(errors="replace")


async def _end(process: asyncio.subprocess.Process) -> None:
    """The whole group: the starter may be gone while its child hangs."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.communicate()
