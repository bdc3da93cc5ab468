"""Looking a home over after a kill: is the database whole, the trail unbroken, every paper there, and what is held."""

import hashlib
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models

from zhucun.documents import store
from zhucun.documents.models import Paper

# Chance, the clock and secrets differ between two runs of one act; everything else must not.
DIFFERING = (models.UUIDField, models.DateTimeField, models.BinaryField, models.ForeignKey)
HASHES = {"hash", "previous"}
ID = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)  # chance too, where a decision's steps name what they saw


def look() -> dict[str, Any]:
    return {"faults": [*damage(), *broken_chain(), *broken_papers()], "rows": rows()}


def damage() -> Iterator[str]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        found = cursor.execute("PRAGMA integrity_check").fetchall()
        yield from (f"integrity: {line}" for (line,) in found if line != "ok")
        yield from (f"foreign key: {row}" for row in cursor.execute("PRAGMA foreign_key_check").fetchall())


def broken_chain() -> Iterator[str]:
    try:
        call_command("audit_verify", stdout=StringIO())
    except CommandError as broken:
        yield f"audit: {broken}"


def broken_papers() -> Iterator[str]:
    for paper in Paper.objects.unscoped("look over every paper"):
        try:
            content = store.read(paper.digest)
        except OSError as broken:
            yield f"paper: {broken}"
        else:
            if len(content) != paper.size:
                yield f"paper: {paper.size} bytes expected, {len(content)} found"


def rows() -> dict[str, list[Any]]:
    """Every table: how many rows, and what they say as far as two runs of one act would say it alike."""
    return {
        model._meta.label: _told(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in {"contenttypes", "auth", "sessions", "usersessions"}
    }


def _told(model: type[models.Model]) -> list[Any]:
    names = [
        field.attname
        for field in model._meta.local_concrete_fields
        if not isinstance(field, DIFFERING) and field.name not in HASHES
    ]
    rows = model._base_manager.order_by().values_list(*names)
    lines = sorted(ID.sub("", repr(row)) for row in rows)
    return [len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()]
