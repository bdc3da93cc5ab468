"""The database as the checker reads it."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import connection

from zhucun.attendance.models import PresenceEntry
from zhucun.audit.models import AuditEvent
from zhucun.audit.queries import first_break_of, head_of
from zhucun.cases.models import Case
from zhucun.fieldwork.models import Picture, WorkRecord
from zhucun.sync.models import Held, Receipt
from zhucun.testing.field.history import Shelf


def shelf_of(county: str) -> Shelf:
    told = ("id", "digest", "answer", "code", "trail", "kind")
    rows = Receipt.objects.in_county(county).values_list(*told)
    return Shelf(
        receipts={str(id): dict(zip(("hash", *told[2:]), row, strict=True)) for id, *row in rows},
        held={
            str(one.id): {"hash": _hash(one.envelope), "code": one.code}
            for one in Held.objects.in_county(county)
        },
        versions=dict([*_versions(WorkRecord, county), *_versions(PresenceEntry, county)]),
        cases={str(id): seq for id, seq in Case.objects.in_county(county).values_list("id", "seq")},
        lines=dict(AuditEvent.objects.in_county(county).values_list("seq", "act")),
        faults=list(_faults(county)),
        pictures=list(Picture.objects.in_county(county).values_list("digest", flat=True)),
    )


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _versions(model: Any, county: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for id, supersedes, current, voided in model.objects.in_county(county).values_list(
        "id", "supersedes_id", "is_current", "voided"
    ):
        act = "voided" if voided else "corrected" if supersedes else "written"
        yield (
            str(id),
            {
                "supersedes": str(supersedes) if supersedes else None,
                "current": current,
                "act": f"fieldwork.record_{act}" if model is WorkRecord else "",
            },
        )


def _faults(county: str) -> Iterator[str]:
    broken = first_break_of(head_of(county), {})
    if broken:
        yield f"trail: {broken}"
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        found = cursor.execute("PRAGMA integrity_check").fetchall()
        yield from (f"integrity: {line}" for (line,) in found if line != "ok")
        yield from (f"foreign key: {row}" for row in cursor.execute("PRAGMA foreign_key_check").fetchall())
