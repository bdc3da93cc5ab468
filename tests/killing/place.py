"""The home whose acts are killed: remembered once as it was built, put back before each act."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

from tests.project import ROOT
from zhucun.config.bench.scratch import DATABASE, Scratch
from zhucun.demo.bench_county import lay_out_pack

LEFTOVERS = ("-wal", "-shm", "-journal")
GONE = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"


class Place:
    """A scratch home with its runner."""

    def __init__(self, folder: Path) -> None:
        self.scratch = Scratch(folder / "home", os.environ.get("DATABASE_URL"))
        self.kept = folder / "kept"
        self.sessions: dict[str, str] = {}
        self.scratch.open()
        lay_out_pack(self.scratch.packs)
        with self.environment():
            self.runner = subprocess.Popen(
                [sys.executable, "-m", "tests.killing.runner"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )

    @property
    def home(self) -> Path:
        return self.scratch.home

    @contextmanager
    def environment(self) -> Iterator[None]:
        with self.scratch.environment():
            yield

    def close(self) -> None:
        self.runner.communicate(timeout=60)
        if self.scratch.server:
            self.scratch._on_server(f'DROP DATABASE IF EXISTS "{self._template}" WITH (FORCE)')
        self.scratch.close()

    # --- asking the runner

    def ask(self, **request: Any) -> dict[str, Any]:
        self.say(request)
        return self.answer()

    def say(self, request: dict[str, Any]) -> None:
        assert self.runner.stdin
        self.runner.stdin.write(json.dumps(request) + "\n")
        self.runner.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.runner.stdout
        found: dict[str, Any] = json.loads(self.runner.stdout.readline())
        assert not os.WEXITSTATUS(found.get("status", 0)), "the act failed by itself; its traceback is above"
        return found

    def look(self, **more: Any) -> dict[str, Any]:
        """What is held, once everybody who was killed is gone from the server."""
        self._settle()
        found: dict[str, Any] = self.ask(do="look", **more)["answer"]
        return found

    # --- putting back

    @property
    def _template(self) -> str:
        return f"{self.scratch.name}_kept"

    def remember(self) -> None:
        shutil.copytree(self.home, self.kept)
        if self.scratch.server:
            self._copy(self.scratch.name, self._template)

    def put_back(self) -> None:
        shutil.rmtree(self.home / "files", ignore_errors=True)
        if (self.kept / "files").exists():
            shutil.copytree(self.kept / "files", self.home / "files")
        if self.scratch.server:
            self._copy(self._template, self.scratch.name)
            return
        for leftover in LEFTOVERS:
            (self.home / (DATABASE + leftover)).unlink(missing_ok=True)
        shutil.copy2(self.kept / DATABASE, self.home / DATABASE)

    def _copy(self, source: str, target: str) -> None:
        self.scratch._on_server(
            f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)',
            f'CREATE DATABASE "{target}" TEMPLATE "{source}"',
        )

    def _settle(self) -> None:
        if not self.scratch.server:
            return
        import psycopg  # needed only with a server

        with psycopg.connect(self.scratch.server, autocommit=True) as connection:
            while connection.execute(GONE, [self.scratch.name]).fetchone() != (0,):
                Event().wait(0.01)
