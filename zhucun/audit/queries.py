"""Reading the trail."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from zhucun.audit.domain import COVERED, Break, first_break
from zhucun.audit.models import AuditEvent, AuditHead


def chain_heads() -> list[AuditHead]:
    """The end of every county's chain: what a witness outside should keep."""
    return list(AuditHead.objects.unscoped("verify every chain").order_by("county_code"))


def chain_rows(county: str) -> Iterator[dict[str, Any]]:
    """A county's events in order, in the plain form that their hashes cover."""
    events = AuditEvent.objects.in_county(county).order_by("seq").values(*COVERED, "hash")
    for row in events.iterator(chunk_size=2000):
        yield {
            **row,
            "at": row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
            "actor_id": str(row["actor_id"]) if row["actor_id"] else None,
            "subject_id": str(row["subject_id"]) if row["subject_id"] else None,
        }


def first_break_of(head: AuditHead, witness: dict[int, str]) -> Break | None:
    return first_break(chain_rows(head.county_code), head.seq, head.hash, witness)


def latest_events(county: str, limit: int = 200) -> list[AuditEvent]:
    return list(AuditEvent.objects.in_county(county).order_by("-seq")[:limit])
