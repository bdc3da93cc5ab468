"""Phones that were last on the line a week ago, each of another person in another village, and what became of their work."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from zhucun.config.bench.county import Size, ready
from zhucun.config.bench.phones import Enrolled, enrolled
from zhucun.config.bench.sync_outbox import WEEK, FieldPhone, Outbox
from zhucun.fieldwork.models import WorkRecord
from zhucun.kernel import clock
from zhucun.sync.models import Receipt
from zhucun.sync.pulling import pull


def a_week_ago(size: Size, most: int) -> list[FieldPhone]:
    """Phones with what they were given then."""
    bench = ready(size)
    return [_phone(one, Outbox(str(one.posting.id), bench.on)) for one in enrolled(bench, most)]


def _phone(one: Enrolled, outbox: Outbox) -> FieldPhone:
    parts, _gone = pull(one.device, {}, clock.now() - timedelta(days=WEEK))
    villages = [part for name, part in parts.items() if name.startswith("households/")]
    homes = [home["id"] for part in villages for home in part["households"]]
    return FieldPhone(one.says, outbox, homes, {name: part["digest"] for name, part in parts.items()})


def kept_of(size: Size, ids: Collection[str]) -> tuple[int, int]:
    """How many receipts and how many records there are of some envelopes."""
    county, wanted = ready(size).county, {UUID(id) for id in ids}
    receipts = Receipt.objects.in_county(county).values_list("id", flat=True)
    records = WorkRecord.objects.in_county(county).values_list("id", flat=True)
    return len(wanted & set(receipts)), len(wanted & set(records))
