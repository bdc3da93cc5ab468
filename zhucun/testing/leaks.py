"""Looking for planted numbers in whatever leaves the product: pages, files, cookies, rows, log lines.

A finding is told by the name of what was planted, never by its value: the run of a test is read by others too.
"""

import io
import logging
import zipfile
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote_plus

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from zhucun.kernel.reports import HidingFormatter

_BETWEEN_DIGITS = dict.fromkeys(map(ord, " \t\r\n-·.,()\u200b"))


class Numbers(dict[str, str]):
    """The name of a number → the number; printed, it tells its names alone."""

    def __repr__(self) -> str:
        return f"<{', '.join(self)}>"

    def __or__(self, other: Mapping[str, str]) -> "Numbers":  # type: ignore[override]
        return Numbers({**self, **other})


def found_in(text: str, planted: Mapping[str, str]) -> list[str]:
    """The names of the numbers that stand in a text, however they are spaced, widened or escaped."""
    plain = normalize("NFKC", unquote_plus(text) if "%" in text else text)
    pressed = plain.translate(_BETWEEN_DIGITS)
    return [name for name, number in planted.items() if number in pressed]


def readable(body: bytes) -> str:
    """The text of an answer or a file: of a Word or Excel file and of an archive that of its parts."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(name + readable(parts.read(name)) for name in parts.namelist())
    return body.decode(errors="replace")


def text_of(answer: Any) -> str:
    """All that an answer carries: its body, its headers, its cookies, of a cookie what is packed in it besides."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cookies = [morsel.value for morsel in answer.cookies.values()]
    return "\n".join([readable(body), str(answer.headers), *cookies, *map(_unpacked, cookies)])


def _unpacked(cookie: str) -> str:
    try:
        return b64decode(cookie.split(":")[0] + "==", altchars=b"-_").decode(errors="replace")
    except ValueError:
        return ""


@contextmanager
def logged(*, templates: bool = False) -> Iterator[list[str]]:
    """Every line that any logger writes meanwhile, at every level, as the product would write it.

    A template's own at the lowest level tell each variable that is not there, with all that are: slow, so only if asked.
    """
    lines: list[str] = []
    keeper = _Keeper(lines)
    keeper.setFormatter(HidingFormatter())
    root = logging.getLogger()
    names = [name for name, one in root.manager.loggerDict.items() if isinstance(one, logging.Logger)]
    loggers = [root, *map(logging.getLogger, names)]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
        one.addHandler(keeper)
    if not templates:
        logging.getLogger("django.template").setLevel(logging.INFO)
    try:
        yield lines
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.removeHandler(keeper)
            one.setLevel(level)


class _Keeper(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def columns() -> Iterator[tuple[str, str]]:
    """Every value of every table as text, by table and column; of a session what is packed in it."""
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", _text(value)) for name, value in zip(names, row, strict=True))
    for packed in Session.objects.values_list("session_data", flat=True):
        yield "session", str(SessionStore().decode(packed))


def leaking_columns(planted: Mapping[str, str]) -> set[str]:
    """Where in the database a planted number stands in clear."""
    return {f"{place}: {name}" for place, text in columns() for name in found_in(text, planted)}


def database_file() -> bytes:
    """The database as its file is, free pages included; of a server's nothing."""
    connection.ensure_connection()
    kept = connection.connection
    return bytes(kept.serialize()) if connection.vendor == "sqlite" else b""


def in_bytes(data: bytes, planted: Mapping[str, str]) -> list[str]:
    return [name for name, number in planted.items() if number.encode() in data]


def _text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    return str(value)
