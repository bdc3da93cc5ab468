"""A PostgreSQL of our own for the tests: made in a temporary folder, gone afterwards.

It listens on a Unix socket only and does not flush to disk: its data live as long as the tests.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from scripts.steps import Argv, Trouble, run, step

OLDEST = 15
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
PRIVATE = "-c listen_addresses='' -c max_connections=60"


@contextmanager
def server() -> Iterator[str]:
    """Start PostgreSQL, give its DATABASE_URL, stop it and remove its data whatever happens."""
    binaries = newest_binaries()
    folder = Path(tempfile.mkdtemp(prefix="zhucun-pg-"))
    try:
        with step("启动测试用 PostgreSQL", "PostgreSQL for the tests"):
            if os.geteuid() == 0:
                shutil.chown(folder, server_account())
            data = folder / "data"
            make: Argv = [binaries / "initdb", "-D", data, "-U", "zhucun", "-A", "trust", "-E", "UTF8"]
            run("initdb", as_server([*make, "--locale=C.UTF-8", "--no-sync"]))
            start: Argv = [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "server.log"]
            run("pg-start", as_server([*start, "-o", f"-k {folder} {FAST} {PRIVATE}", "start"]))
        yield f"postgres://zhucun@{quote(str(folder), safe='')}/postgres"
    finally:
        stop = as_server([binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"])
        subprocess.run(stop, capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def newest_binaries() -> Path:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    elsewhere = shutil.which("initdb")
    if not found and elsewhere:
        found = [Path(elsewhere).resolve().parent]
    best = max(found, key=version, default=None)
    if best is None or version(best) < OLDEST:
        raise Trouble(
            f"需要 PostgreSQL {OLDEST} 或更高版本。请运行 apt-get install postgresql 后重试。",
            f"PostgreSQL {OLDEST} or newer is needed. Run apt-get install postgresql and try again.",
        )
    return best


def version(binaries: Path) -> int:
    said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"\b(\d+)\.", said.stdout)
    return int(number[1]) if number else 0


def server_account() -> str:
    """PostgreSQL refuses to run as root; its Debian package brings an account."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Trouble(
        "PostgreSQL 不能以 root 运行，而这台机器没有 postgres 账号。请用普通用户运行。",
        "PostgreSQL does not run as root and there is no postgres account. Run as an ordinary user.",
    )


def as_server(argv: Argv) -> Argv:
    if os.geteuid() != 0:
        return argv
    return ["runuser", "-u", server_account(), "--", *argv]
