"""A watch over statements: which of them touch facts without naming a county.

Used by tests and by `zhucun bench`; what it lets pass on SQLite stays on one shard on a sharded PostgreSQL.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection

from zhucun.kernel.county import CountyModel

_STATEMENT = re.compile(r"^\s*(SELECT|UPDATE|DELETE|INSERT)", re.IGNORECASE)


@dataclass
class Watch:
    """What ran: all statements, and those on facts that named no county."""

    statements: list[str] = field(default_factory=list)
    unpinned: list[str] = field(default_factory=list)


def fact_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, CountyModel))


@contextmanager
def watching() -> Iterator[Watch]:
    """Record every statement of the block."""
    watch, tables = Watch(), fact_tables()

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if _STATEMENT.match(sql):
            watch.statements.append(sql)
            touched = [table for table in tables if f'"{table}"' in sql]
            if touched and not all(_names_county(sql, table) for table in touched):
                watch.unpinned.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield watch


def _names_county(sql: str, table: str) -> bool:
    if sql.lstrip()[:6].upper() == "INSERT":
        return '"county_code"' in sql
    pinned = rf'(?:"{table}"|[TUV]\d+)\."county_code" (?:=|IN)|= \(?"?{table}"?\."county_code"'
    return re.search(pinned, sql) is not None
