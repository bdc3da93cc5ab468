"""The demo's sign-ins: kept beside the database in a file that only its owner can read, and printed before serving.

They are written before the accounts become visible, so no account exists whose password nobody knows.
"""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from django.conf import settings

from zhucun.accounts.models import User

FILE = "demo-signins.txt"


@dataclass(frozen=True)
class Signin:
    county: str
    role: str
    place: str
    name: str
    username: str
    password: str
    note: str = ""


HEADER = [field.name for field in fields(Signin)]


def keep(county: str, signins: Sequence[Signin]) -> None:
    """Put a county's sign-ins in the place of those it had; the others stay."""
    lines = [*(signin for signin in read() if signin.county != county), *signins]
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(astuple(signin) for signin in lines)
    _replace(place(), text.getvalue())


def read() -> list[Signin]:
    """What the file holds, whether or not the accounts exist."""
    file = place()
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened, delimiter="\t")
        return [Signin(**row) for row in rows] if rows.fieldnames == HEADER else []


def usable() -> list[Signin]:
    """Those whose accounts are in this database."""
    signins = read()
    held = _held(signin.username for signin in signins)
    return [signin for signin in signins if signin.username in held]


def _held(usernames: Iterable[str]) -> set[str]:
    found = User.objects.filter(username__in=list(usernames), is_active=True)
    return set(found.values_list("username", flat=True))


def place() -> Path:
    return Path(settings.ZHUCUN_HOME) / FILE


def _replace(file: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=FILE)  # 0600 from the start
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    Path(draft).replace(file)
