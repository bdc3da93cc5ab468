"""A home for measuring: database, keys and files of its own. What is anybody's is never touched.

Whatever is measured runs in a process whose ZHUCUN_HOME and DATABASE_URL point there. On PostgreSQL the scratch
database is made on the server of DATABASE_URL, under a name that says what it is, and removed with the home.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

MARK = "scratch.json"
DATABASE = "zhucun.sqlite3"


class NotScratch(Exception):
    """A folder holds a database that was not made for measuring."""


@dataclass(frozen=True)
class Scratch:
    """One folder, and the server whose databases may be used beside it, if any."""

    home: Path
    server: str | None = None

    @property
    def name(self) -> str:
        """The database's name on a server."""
        return "zhucun_scratch_" + hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:12]

    @property
    def url(self) -> str | None:
        return urlsplit(self.server)._replace(path=f"/{self.name}").geturl() if self.server else None

    @property
    def packs(self) -> Path:
        return self.home / "packs"

    @property
    def is_marked(self) -> bool:
        return (self.home / MARK).exists()

    def open(self) -> None:
        """Make the folder and, on a server, an empty database."""
        if (self.home / DATABASE).exists() and not self.is_marked:
            raise NotScratch(self.home)
        self.home.mkdir(parents=True, exist_ok=True)
        if self.server and not self.is_marked:
            self._on_server(
                f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)', f'CREATE DATABASE "{self.name}"'
            )

    def close(self) -> None:
        """Remove the database from its server; the folder is the caller's."""
        if self.server:
            self._on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _on_server(self, *statements: str) -> None:
        import psycopg  # needed only with a server

        with psycopg.connect(self.server or "", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    @contextmanager
    def environment(self) -> Iterator[None]:
        """What processes started in this block see."""
        wanted = {
            "ZHUCUN_HOME": str(self.home),
            "ZHUCUN_PACKS": str(self.packs),
            "ZHUCUN_KEY_FILE": None,
            "DATABASE_URL": self.url,
        }
        before = {name: os.environ.get(name) for name in wanted}
        _set(wanted)
        try:
            yield
        finally:
            _set(before)


def _set(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
