"""Copies of what the door keeps, to which it can be put back: savepoints of a transaction, or files of SQLite."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, connections, transaction

LEFTOVERS = ("-wal", "-shm", "-journal")


class Copies(Protocol):
    def make(self) -> Any: ...

    def put_back(self, copy: Any) -> None: ...


class Savepoints:
    """Within the transaction that a test takes back in the end."""

    def make(self) -> Any:
        return transaction.savepoint()

    def put_back(self, copy: Any) -> None:
        transaction.savepoint_rollback(copy)


class Files:
    """A database in a file; nobody else has it open while it is put back."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.copy = database.with_suffix(".copy")

    def make(self, name: Path | None = None) -> Path:
        place = name or self.copy
        place.unlink(missing_ok=True)
        connection.ensure_connection()
        with closing(sqlite3.connect(place)) as copy:
            connection.connection.backup(copy)
        return place

    def put_back(self, copy: Path) -> None:
        connections.close_all()
        for leftover in LEFTOVERS:
            Path(f"{self.database}{leftover}").unlink(missing_ok=True)
        shutil.copyfile(copy, self.database)
