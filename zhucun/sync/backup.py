"""Copies of the database and its files: made while others write, opened, checked, and only then counted upon.

The one thing that must stay true: phones forget only what lies in a copy that was read back whole, with its trail and
the pictures that belong to it.
"""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from zhucun.audit.services import System
from zhucun.kernel.files import flush_folder
from zhucun.kernel.ids import uuid7
from zhucun.sync.backup_files import Brought, bring
from zhucun.sync.queries_pictures import names_of
from zhucun.sync.services_copies import note_copy

BY = System("备份")
CHUNK = 1024 * 1024
MOST_LACKING = 500  # with more than that gone, it is the folder that is gone


class CopyBroken(Exception):
    """A copy that cannot be relied upon; what is wrong with it."""


def backup(folder: Path, at: datetime, *, thorough: bool = False) -> tuple[Path, Brought]:
    """Make a copy in a folder, check it, bring the files, and note how far each county's trail reaches in it."""
    folder.mkdir(parents=True, exist_ok=True)
    kind = "sqlite3" if connection.vendor == "sqlite" else "dump"
    place = folder / f"zhucun-{at:%Y%m%d-%H%M%S}.{kind}"
    draft = place.with_name(f"{place.name}.draft")
    make, check = (_copied, _opened) if kind == "sqlite3" else (_dumped, _restored)
    try:
        make(draft)
        with check(draft) as environment:
            reached = _verified(environment)
        digest = _digest(draft)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(folder)
    brought = bring(folder, thorough=thorough)  # after the copy: a file may be too many, none too few
    if len(brought.lost) > MOST_LACKING:
        raise CopyBroken(f"{len(brought.lost)} 个附件读不出来，附件目录可能没有挂上")
    for county, seq in sorted(reached.items()):
        lacking = names_of(county, brought.lacking.get(county, []))
        note_copy(by=BY, county=county, trail=seq, digest=digest, lacking=lacking, at=at)
    return place, brought


def _copied(draft: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(draft)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, whatever becomes of its neighbours
    with draft.open("rb") as written:
        os.fsync(written.fileno())


@contextmanager
def _opened(draft: Path) -> Iterator[dict[str, str]]:
    """A home of its own in which the copy is the database."""
    with closing(sqlite3.connect(draft)) as copy:
        said = [row[0] for row in copy.execute("PRAGMA integrity_check")]
    if said != ["ok"]:
        raise CopyBroken(said[0])
    with TemporaryDirectory() as home:
        (Path(home) / "zhucun.sqlite3").symlink_to(draft.resolve())
        without = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        yield {**without, **_keys(), "ZHUCUN_HOME": home}


def _dumped(draft: Path) -> None:
    _run(["pg_dump", "--format=custom", f"--file={draft}", f"--dbname={_url()}"])


@contextmanager
def _restored(draft: Path) -> Iterator[dict[str, str]]:
    """A database of its own on the same server, made from the copy and removed again."""
    scratch = f"zhucun_copy_{uuid7().hex}"
    _run(["createdb", f"--maintenance-db={_url()}", scratch])
    url = urlsplit(_url())._replace(path=f"/{scratch}").geturl()
    try:
        _run(["pg_restore", "--exit-on-error", "--no-owner", f"--dbname={url}", str(draft)])
        with TemporaryDirectory() as home:
            yield {**os.environ, **_keys(), "ZHUCUN_HOME": home, "DATABASE_URL": url}
    finally:
        _run(["dropdb", "--force", f"--maintenance-db={_url()}", scratch])


def _url() -> str:
    """The database that is served, as the tools of PostgreSQL name it."""
    served = settings.DATABASES["default"]
    asked = urlsplit(os.environ["DATABASE_URL"])
    return asked._replace(path=f"/{served['NAME']}").geturl()


def _keys() -> dict[str, str]:
    return {"ZHUCUN_KEY_FILE": str(settings.ZHUCUN_KEY_FILE)}


def _verified(environment: Mapping[str, str]) -> dict[str, int]:
    """How far the trail of each county reaches, once all of it has been found whole in the copy."""
    with TemporaryDirectory() as folder:
        heads = Path(folder) / "heads.json"
        _run([sys.executable, "-m", "zhucun", "audit", "verify", "--keep", str(heads)], environment)
        kept = json.loads(heads.read_text())
    return {county: max(map(int, places)) for county, places in kept.items()}


def _run(command: list[str], environment: Mapping[str, str] | None = None) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - our own words and paths
            command, env=environment, capture_output=True, text=True, check=False, cwd=_root()
        )
    except OSError as error:
        raise CopyBroken(f"{command[0]}：{error.strerror}") from error
    if done.returncode:
        raise CopyBroken(done.stderr.strip() or done.stdout.strip() or command[0])


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
