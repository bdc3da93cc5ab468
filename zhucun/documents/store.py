"""Where files lie: named by their hash, complete or not there at all.

A file is written beside its place, flushed to disk and renamed, and only then named by a row. A kill at any
moment leaves the old state or the new one; at worst a file that no row names.
"""

import hashlib
import os
from pathlib import Path

from django.conf import settings

from zhucun.kernel.files import flush_folder
from zhucun.kernel.ids import uuid7


def _place(digest: str) -> Path:
    return Path(settings.ZHUCUN_HOME) / "files" / "papers" / digest[:2] / digest


def keep(content: bytes) -> str:
    """Store a file; gives its SHA-256. The same content is stored once."""
    digest = hashlib.sha256(content).hexdigest()
    place = _place(digest)
    if place.exists():
        return digest
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{uuid7()}.draft")
    with draft.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(place)
    flush_folder(place.parent)
    return digest


def read(digest: str) -> bytes:
    """A stored file, its hash checked on the way out."""
    content = _place(digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise OSError(f"stored file {digest} has changed on disk")
    return content


def drop(digest: str) -> None:
    """Remove a file that no row names any more; whoever calls has made sure of that, inside the county's queue."""
    place = _place(digest)
    place.unlink(missing_ok=True)
    if place.parent.exists():
        flush_folder(place.parent)
