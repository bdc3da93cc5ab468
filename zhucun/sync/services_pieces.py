"""Pieces of pictures that nobody goes on with are removed after a term; what a record waits for stays that long as well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from zhucun.audit.services import Actor, note, recorded
from zhucun.places.queries import counties
from zhucun.sync import pieces
from zhucun.sync.queries_pictures import waited_for

TERM = timedelta(days=90)  # three times as long as a phone stays signed in


@dataclass(frozen=True, slots=True)
class Cleared:
    """What a run did in one county."""

    county: str
    files: int


def clear_everywhere(*, by: Actor, at: datetime) -> Iterator[Cleared]:
    """Every county in which something is due; killed at any time, the next run goes on."""
    for county in counties():
        if due := _due(county, at):
            yield clear_pieces(by=by, county=county, abandoned=due)


@recorded("sync.pieces_cleared", _("清除没有传完的图片"))
def clear_pieces(*, by: Actor, county: str, abandoned: list[Path]) -> Cleared:
    """A phone that goes on with one all the same is told to begin it again."""
    for part in abandoned:
        part.unlink(missing_ok=True)
    note(rows=len(abandoned))
    return Cleared(county, len(abandoned))


def _due(county: str, at: datetime) -> list[Path]:
    since = at - TERM
    old = [part for part in pieces.parts_of(county) if part.stat().st_mtime < since.timestamp()]
    waited = waited_for(county, {part.name for part in old}, since) if old else set()
    return [part for part in old if part.name not in waited]
