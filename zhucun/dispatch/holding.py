"""An uploaded roster between preview and confirmation: sealed on disk, one person's, for a day at most.

The session holds only its name. Seal and owner are one: another person's key material opens nothing here.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.conf import settings

from zhucun.dispatch.refusals import UploadGone
from zhucun.kernel import crypto
from zhucun.kernel.ids import uuid7

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """The file as it was sent."""

    name: str
    data: bytes


def hold(upload: Upload, *, owner: UUID, county: str, at: datetime) -> UUID:
    """Keep a file until `drop`; files forgotten by anybody are cleared on the way."""
    sweep(at)
    token = uuid7()
    body = json.dumps({"name": upload.name, "data": base64.b64encode(upload.data).decode()})
    place = _place(token)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_suffix(".draft")
    draft.write_bytes(crypto.ring().seal(body, _about(owner, county, token)))
    draft.replace(place)
    return token


def held(token: UUID, *, owner: UUID, county: str, at: datetime) -> Upload:
    """The file, or a refusal for anybody but the person who sent it to this county."""
    try:
        place = _place(token)
        if _age(place, at) > KEPT_FOR:
            raise UploadGone
        body = json.loads(crypto.ring().open(place.read_bytes(), _about(owner, county, token)))
    except (FileNotFoundError, InvalidTag) as missing:
        raise UploadGone from missing
    return Upload(body["name"], base64.b64decode(body["data"]))


def drop(token: UUID) -> None:
    _place(token).unlink(missing_ok=True)


def sweep(at: datetime) -> None:
    """Delete what has lain too long."""
    for place in _folder().glob("*"):
        if _age(place, at) > KEPT_FOR:
            place.unlink(missing_ok=True)


def _age(place: Path, at: datetime) -> timedelta:
    return timedelta(seconds=at.timestamp() - place.stat().st_mtime)


def _folder() -> Path:
    return Path(settings.ZHUCUN_HOME) / "files" / "rosters"


def _place(token: UUID) -> Path:
    return _folder() / f"{token}.sealed"


def _about(owner: UUID, county: str, token: UUID) -> str:
    return f"dispatch.roster.{county}.{owner}.{token}"
