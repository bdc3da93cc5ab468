"""Pictures at the door: from where they stopped, checked, and never in the way of their record."""

from datetime import datetime

from zhucun.fieldwork.queries import picture_named
from zhucun.fieldwork.refusals import NoPicture
from zhucun.fieldwork.services_pictures import add_picture
from zhucun.sync import pieces
from zhucun.sync.messages import Piece
from zhucun.sync.models import Device


def standing(device: Device, digest: str) -> Piece:
    held = picture_named(device.county_code, digest)
    return _whole(held.size) if held else Piece(has=pieces.has(device, digest), whole=False)


def receive(device: Device, digest: str, at: int, piece: bytes, of: int | None, now: datetime) -> Piece:
    """Take a piece. `of` is how much it is in all: what has that much and is not what its name says is begun again."""
    held = picture_named(device.county_code, digest)
    if held is not None:
        return _whole(held.size)
    there = pieces.add(device, digest, at, piece)
    content = pieces.whole(device, digest)
    if content is not None:
        return _kept(device, digest, content, now)
    if of is not None and there >= of:
        pieces.forget(device, digest)
        there = 0
    return Piece(has=there, whole=False)


def _kept(device: Device, digest: str, content: bytes, now: datetime) -> Piece:
    try:
        add_picture(by=device.user, county=device.county_code, digest=digest, content=content, at=now)
    except NoPicture:
        pieces.forget(device, digest)
        raise
    pieces.forget(device, digest)
    return _whole(len(content))


def _whole(size: int) -> Piece:
    return Piece(has=size, whole=True)
