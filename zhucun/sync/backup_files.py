"""The files that rows name, brought into a backup: each once, under its hash, read whole before it counts.

What is there already is not read again unless asked for. Nothing is ever taken out of a backup here: a database that has
lost its rows must not empty the one place that still has the files.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhucun.cases.models import CaseFile
from zhucun.documents import store
from zhucun.documents.models import ArchiveFile, Paper
from zhucun.fieldwork.models import Picture
from zhucun.kernel.files import flush_folder
from zhucun.kernel.ids import uuid7
from zhucun.places.queries import counties

NAMING: tuple[tuple[Any, str], ...] = (
    (Paper, "digest"),
    (ArchiveFile, "digest"),
    (CaseFile, "digest"),
    (Picture, "kept"),
)


@dataclass
class Brought:
    """How many files are new in the backup and how many were there; by county, those that could not be read."""

    new: int = 0
    there: int = 0
    lacking: dict[str, list[str]] = field(default_factory=dict)

    @property
    def lost(self) -> list[str]:
        return sorted({name for names in self.lacking.values() for name in names})


def bring(folder: Path, *, thorough: bool = False) -> Brought:
    """Laid out as below the home, so that putting them back is copying them."""
    brought, seen = Brought(), set[str]()
    for county in counties():
        for name in _named(county):
            place = folder / "files" / "papers" / name[:2] / name
            if name in seen or (place.exists() and not (thorough and _differs(place))):
                brought.there += name not in seen
            elif _copied(name, place):
                brought.new += 1
            else:
                brought.lacking.setdefault(county, []).append(name)
                continue
            seen.add(name)
    return brought


def _named(county: str) -> Iterator[str]:
    """By the rows that stand now: after the copy of the database was made they name all that it names."""
    for model, column in NAMING:
        yield from model.objects.in_county(county).order_by().values_list(column, flat=True).distinct()


def _copied(name: str, place: Path) -> bool:
    try:
        content = store.read(name)
    except OSError:  # gone, spoilt, or the disk gives it no more
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{uuid7()}.draft")
    try:
        with draft.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(place.parent)
    return True


def _differs(place: Path) -> bool:
    return hashlib.sha256(place.read_bytes()).hexdigest() != place.name
