"""The acts that are killed, and the faults that are planted to see whether a torn act would be noticed.

Everything runs in a forked child of `runner`, whose clock stands still, so two runs of an act write the same rows.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, cast
from unittest import mock

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.attendance import papers, services
from zhucun.attendance.queries import confirmed_townships
from zhucun.attendance.services_nightly import refresh_county
from zhucun.audit import services as audit
from zhucun.audit.services import System
from zhucun.config.bench.county import Bench
from zhucun.config.bench.rosters import roster_of
from zhucun.demo.bench_county import build_bench_county
from zhucun.documents import store
from zhucun.kernel import clock
from zhucun.kernel.clock import SHANGHAI

BUILT_ON = date(2026, 11, 18)
NOW = datetime(2026, 11, 19, 10, tzinfo=SHANGHAI)  # a day later: a night has something to do
MONTH = date(2026, 10, 1)
ROSTER_ROWS = 60
VILLAGES, CADRES = 40, 60


def stage() -> tuple[Bench, str]:
    """The county, and the township whose month is open."""
    held = json.loads(_note().read_text())
    return Bench(held["county"], BUILT_ON, held["users"]), held["township"]


def build() -> None:
    """Forty villages, sixty cadres, October and half of November; one township's October is open again."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("prepare", verbosity=0)
    built = build_bench_county(
        by=System(), on=BUILT_ON, villages=VILLAGES, cadres=CADRES, households=10 * VILLAGES, months=1
    )
    User.objects.update(must_change_password=False)
    users = {part: user.username for part, user in built.office.users.items()}
    township = min(confirmed_townships(built.county, MONTH))
    _note().write_text(json.dumps({"county": built.county, "users": users, "township": township}))
    services.reopen_month(**_word(), because="补登一天")
    roster_of(stage()[0], ROSTER_ROWS, faulty=False)


def sign_in() -> dict[str, str | None]:
    """Sessions of those who act through the site, by part; the site's clock is the real one."""
    bench, township = stage()
    parts = {"township": township, "county": "county_officer"}
    return {part: bench.client(user).session.session_key for part, user in parts.items()}


def import_roster() -> None:
    call_command("import_roster", str(roster()), county=stage()[0].county)


def confirm() -> None:
    services.confirm_month(**_word())


def notice() -> None:
    bench, _township = stage()
    officer = bench.user("county_officer")
    scope = scope_of(officer, bench.county, on=clock.today())
    papers.make_notice(by=officer, scope=scope, month=MONTH, link=lambda path: f"http://localhost/{path}")


def night() -> None:
    refresh_county(by=System(), county=stage()[0].county, at=clock.now())


ACTS: dict[str, Callable[[], None]] = {
    "build": build,
    "import": import_roster,
    "confirm": confirm,
    "notice": notice,
    "night": night,
}


def roster() -> Path:
    return Path(settings.ZHUCUN_HOME) / f"roster-{ROSTER_ROWS}.xlsx"


def _word() -> dict[str, Any]:
    """What a township says of its month."""
    bench, township = stage()
    return {
        "by": bench.user(township),
        "county": bench.county,
        "township_code": township,
        "month": MONTH,
        "at": clock.now(),
    }


def _note() -> Path:
    return Path(settings.ZHUCUN_HOME) / "stage.json"


# --- planted faults: what a careless hand might have written


@contextmanager
def two_transactions() -> Iterator[None]:
    """Acts whose audit line is written after their effect has been committed."""
    write, database = audit._write, cast(Any, connection)

    def later(*given: Any) -> None:
        database._commit()
        if database.vendor == "sqlite":
            database._start_transaction_under_autocommit()
        write(*given)

    with mock.patch.object(audit, "_write", later):
        yield


@contextmanager
def row_before_file() -> Iterator[None]:
    """A paper whose row is committed before its file is on disk."""
    keep = store.keep

    def later(content: bytes) -> str:
        transaction.on_commit(partial(keep, content))
        return hashlib.sha256(content).hexdigest()

    with mock.patch("zhucun.documents.store.keep", later):
        yield


@contextmanager
def file_in_place() -> Iterator[None]:
    """A paper written under its final name from the first byte."""

    def keep(content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        place = store._place(digest)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as out:
                out.write(content)
        return digest

    with mock.patch("zhucun.documents.store.keep", keep):
        yield


FAULTS = {
    "": nullcontext,
    "two_transactions": two_transactions,
    "row_before_file": row_before_file,
    "file_in_place": file_in_place,
}
