"""Pictures that come in pieces: a file beside the database for each, until it is whole and is what its name says.

A piece is on disk before it is told to be there. What is whole and is not what its name says is forgotten.
"""

import fcntl
import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from zhucun.sync.models import Device
from zhucun.sync.refusals import PictureTooLarge

PIECE = 256 * 1024
MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE


def has(device: Device, digest: str) -> int:
    """How many bytes there are."""
    part = _part(device, digest)
    return part.stat().st_size if part.exists() else 0


def add(device: Device, digest: str, at: int, piece: bytes) -> int:
    """Add a piece where the last one ended; gives how much there is. One that begins elsewhere changes nothing."""
    if at + len(piece) > LARGEST:
        raise PictureTooLarge(most=LARGEST // MEGABYTE)
    part = _part(device, digest)
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("ab") as out:
        fcntl.lockf(out, fcntl.LOCK_EX)
        return _written(out, at, piece)


def _written(out: BinaryIO, at: int, piece: bytes) -> int:
    size = os.fstat(out.fileno()).st_size
    if at != size:
        return size
    out.write(piece)
    out.flush()
    os.fsync(out.fileno())
    return size + len(piece)


def whole(device: Device, digest: str) -> bytes | None:
    """Everything, once it is what its name says."""
    part = _part(device, digest)
    content = part.read_bytes() if part.exists() else b""
    return content if hashlib.sha256(content).hexdigest() == digest else None


def forget(device: Device, digest: str) -> None:
    _part(device, digest).unlink(missing_ok=True)


def parts_of(county: str) -> list[Path]:
    """Everything in a county that is not whole yet, by whatever phone; named as the picture is."""
    return sorted(path for path in _home(county).glob("*/*") if path.is_file())


def _part(device: Device, digest: str) -> Path:
    return _home(device.county_code) / str(device.id) / digest


def _home(county: str) -> Path:
    return Path(settings.ZHUCUN_HOME) / "files" / "pieces" / county
