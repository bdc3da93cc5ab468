"""What a phone leaves at the door: a row of each of its tables, with the mark in whatever people may read."""

from datetime import datetime, timedelta
from typing import Any

from zhucun.accounts.models import User
from zhucun.fieldwork.models import Picture, RecordPicture, WorkRecord
from zhucun.kernel.ids import uuid7
from zhucun.sync.choices import Answer
from zhucun.sync.models import Attempt, Copy, Device, FormsKept, Held, Receipt


def plant_phone(county: str, user: User, village_code: str, mark: str, at: datetime) -> dict[str, Any]:
    """Somebody's phone, an envelope of it that was refused, and what the door keeps beside."""
    device = Device.objects.create(
        county_code=county,
        user=user,
        name=f"{mark}的手机",
        secret_hash="0" * 64,
        recovery="恢复",
        app="1.0.0",
        enrolled_at=at,
        signed_in_until=at + timedelta(days=30),
        last_contact=at,
        made=1,
    )
    told: dict[str, Any] = {
        "county_code": county,
        "device": device,
        "kind": "record.write",
        "says": f"{mark}没有收下。",
    }
    held = Held.objects.create(
        **told,
        user=user,
        place_code=village_code,
        envelope=f'{{"mark":"{mark}"}}',
        code="fieldwork.day_ahead",
        held_at=at,
    )
    Receipt.objects.create(
        **told, id=held.id, seq=1, digest="0" * 64, made_at=at, received_at=at, trail=1, answer=Answer.REFUSED
    )
    Attempt.objects.create(county_code=county, id=uuid7(), times=1)
    forms = FormsKept(county_code=county, digest="0" * 64, forms={"forms": [], "flows": []}, kept_at=at)
    FormsKept.objects.bulk_create([forms], ignore_conflicts=True)
    Copy.objects.create(county_code=county, made_at=at, trail=0, digest="0" * 64)
    name = held.id.hex * 2
    Picture.objects.create(
        county_code=county, digest=name, kept=name, media_type="image/png", size=1, added_at=at, added_by=user
    )
    record = WorkRecord.objects.in_county(county).filter(recorded_by=user)[:1].get()
    RecordPicture.objects.create(county_code=county, record=record, digest=name)
    return {"device": device, "held": held}
