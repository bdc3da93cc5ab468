"""Planted bugs: what a careless hand might have written at the door. Each must be found."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from unittest import mock

from zhucun.fieldwork import handlers as fieldwork
from zhucun.fieldwork.models import WorkRecord
from zhucun.kernel.ids import uuid7
from zhucun.sync import taking
from zhucun.sync.arriving import arrived
from zhucun.sync.models import Held, Receipt


@contextmanager
def no_idempotency() -> Iterator[None]:
    """Whatever arrives is done, as if for the first time."""

    def careless(raw):
        one = arrived(raw)
        rows = Receipt.objects.unscoped("a planted bug")
        if one.envelope is None or not rows.filter(id=one.envelope.id).exists():
            return one
        return replace(one, envelope=one.envelope.model_copy(update={"id": uuid7()}))

    with mock.patch("zhucun.sync.taking.arrived", careless):
        yield


@contextmanager
def last_write_wins() -> Iterator[None]:
    """A correction is put on whatever version holds, whatever its author saw."""
    real = fieldwork._base

    def base(sent, known):
        first = fieldwork._first(real(sent, known))
        rows = WorkRecord.objects.in_county(sent.county).select_related("posting__person", "household")
        return (
            rows.filter(id=first, is_current=True) | rows.filter(first_version=first, is_current=True)
        ).get()

    with mock.patch.object(fieldwork, "_base", base):
        yield


@contextmanager
def lost_receipt() -> Iterator[None]:
    """The receipts of some records are not written, however often they are sent."""
    write = taking.Batch.write

    def lost(receipt):
        # Every second one of a phone, always the same: what is asked for again and sent again would else come right.
        return (receipt.kind, receipt.answer) == ("record.write", "accepted") and receipt.seq % 2

    def most(batch):
        batch.fresh[:] = [receipt for receipt in batch.fresh if not lost(receipt)]
        write(batch)

    with mock.patch.object(taking.Batch, "write", most):
        yield


@contextmanager
def not_held() -> Iterator[None]:
    """What is refused is answered and forgotten."""
    with mock.patch.object(Held.objects, "bulk_create"):
        yield


BUGS: dict[str, tuple[Callable[[], AbstractContextManager[None]], str]] = {
    "no idempotency": (no_idempotency, "which nobody made"),
    "last write wins": (last_write_wins, "overwritten: .* saw"),
    "lost receipt": (lost_receipt, "has no receipt|was not accepted"),
    "refused and not held": (not_held, "is not held whole"),
}
