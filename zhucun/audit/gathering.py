"""Many lines of one transaction written at once: the chain is the same as if each had been written by itself.

The one thing that must stay true: a line stands in the chain exactly when what it tells of is in the database. The
end of the chain is held from the first line to the last, so nobody else's line can come between.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC
from typing import Any

from django.db import transaction

from zhucun.audit.domain import row_hash
from zhucun.audit.models import AuditEvent, AuditHead
from zhucun.kernel import clock

AT_ONCE = 500
_gathering: ContextVar["Gathered | None"] = ContextVar("audit_gathering", default=None)


class Gathered:
    """The lines of a county that wait for the end of their transaction."""

    def __init__(self, county: str, seq: int, hash_: str) -> None:
        self.county = county
        self.events: list[AuditEvent] = []
        self._begins = seq, hash_

    @property
    def seq(self) -> int:
        """The number of the last line."""
        return self._begins[0] + len(self.events)

    def add(self, line: dict[str, Any]) -> AuditEvent:
        before = self.events[-1].hash if self.events else self._begins[1]
        event = next_event(self.county, self.seq, before, line)
        self.events.append(event)
        return event

    @contextmanager
    def or_nothing(self) -> Iterator[None]:
        """Forget the lines of a block that fails, as its savepoint forgets what they tell of."""
        standing = len(self.events)
        try:
            yield
        except BaseException:
            del self.events[standing:]
            raise

    def write(self) -> None:
        if self.events:
            AuditEvent.objects.bulk_create(self.events, batch_size=AT_ONCE)
            move_head(self.county, self.events[-1])


@contextmanager
def gathering(county: str) -> Iterator[Gathered]:
    """Gather the county's lines of a block and write them at its end; the block is one transaction."""
    with transaction.atomic():
        head = lock_head(county)
        gathered = Gathered(county, head.seq, head.hash)
        outer = _gathering.set(gathered)
        try:
            yield gathered
        finally:
            _gathering.reset(outer)
        gathered.write()


def gathered_of(county: str) -> Gathered | None:
    found = _gathering.get()
    return found if found is not None and found.county == county else None


def next_event(county: str, seq: int, before: str, line: dict[str, Any]) -> AuditEvent:
    """The line that follows the one with this number and hash."""
    at = clock.now()
    row = {
        "county_code": county,
        "seq": seq + 1,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        **line,
        "previous": before,
    }
    row["hash"] = row_hash(row)
    return AuditEvent(**{**row, "at": at})


def lock_head(county: str) -> AuditHead:
    """The end of a county's chain, held until the transaction ends."""
    heads = AuditHead.objects.in_county(county).select_for_update()
    head = heads.first()
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(county_code=county)], ignore_conflicts=True)
        head = heads.get()
    return head


def move_head(county: str, last: AuditEvent) -> None:
    AuditHead.objects.in_county(county).update(seq=last.seq, hash=last.hash)
