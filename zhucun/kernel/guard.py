"""A watch over statements: which of them touch facts without naming a county.

Used by tests and by `zhucun bench`; what it lets pass on SQLite stays on one shard on a sharded PostgreSQL.
Naming a county means comparing it with a value; two facts compared with each other name none.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection

from zhucun.kernel.county import CountyModel

_STATEMENT = re.compile(r"[\s(]*(SELECT|UPDATE|DELETE|INSERT|WITH)", re.IGNORECASE)
_NO_ALIAS = (
    "INNER|LEFT|RIGHT|FULL|CROSS|JOIN|ON|USING|WHERE|SET|GROUP|ORDER|HAVING|LIMIT|UNION|FOR|RETURNING|VALUES"
)
_SOURCE = re.compile(
    rf'\b(FROM|JOIN|UPDATE|INTO)\s+"?(\w+)"?(?!\w)(?:\s+(?:AS\s+)?(?!(?:{_NO_ALIAS})\b)"?([A-Za-z]\w*)"?)?',
    re.IGNORECASE,
)
_COUNTY = r'(?:"?(\w+)"?\.)?"?county_code"?'
_COMPARED = re.compile(rf"{_COUNTY}\s*(?:=|\bIN\b)\s*\(*(?:{_COUNTY}|(%s|%\(\w+\)s|'))", re.IGNORECASE)


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
            if unpinned(sql, tables):
                watch.unpinned.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield watch


def unpinned(sql: str, tables: frozenset[str]) -> set[str]:
    """The names under which fact tables stand in a statement without being held to a county."""
    read: set[str] = set()
    written: set[str] = set()
    for word, table, alias in _SOURCE.findall(sql):
        if table in tables:
            (written if word.upper() == "INTO" else read).add(alias or table)
    if written and re.search(r"\([^)]*\bcounty_code\b[^)]*\)", sql):
        written.clear()  # the row itself says its county
    return written | (read - _pinned(sql, read))


def _pinned(sql: str, names: set[str]) -> set[str]:
    held: set[str] = set()
    alike = []
    if sql.lstrip()[:6].upper() == "UPDATE":
        sql = sql.partition("WHERE")[2]  # giving a row a county is not asking for one
    only = next(iter(names)) if len(names) == 1 else ""
    for left, right, value in _COMPARED.findall(sql):
        if value:
            held.add(left or only)
        else:
            alike.append({left, right})
    for _ in alike:  # a county passes along every comparison, in whatever order they stand
        for pair in alike:
            if pair & held:
                held |= pair
    return held
