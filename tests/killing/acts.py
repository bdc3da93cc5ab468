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
from django.test import Client

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.attendance import papers, services
from zhucun.attendance.queries import confirmed_townships
from zhucun.attendance.services_nightly import refresh_county
from zhucun.audit import services as audit
from zhucun.audit.services import System
from zhucun.config.bench.county import HOST, Bench
from zhucun.config.bench.rosters import roster_of
from zhucun.config.bench.sent_registers import register_of
from zhucun.demo.bench_county import build_bench_county
from zhucun.documents import store
from zhucun.fieldwork.tests.builders import NOTE
from zhucun.households.importing.services import import_register
from zhucun.kernel import clock
from zhucun.kernel.clock import SHANGHAI
from zhucun.kernel.ids import uuid7
from zhucun.sync.services import enrol
from zhucun.testing.phone import Phone

BUILT_ON = date(2026, 11, 18)
NOW = datetime(2026, 11, 19, 10, tzinfo=SHANGHAI)  # a day later: a night has something to do
MONTH = date(2026, 10, 1)
ROSTER_ROWS, FAMILIES = 60, 500
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
    register()
    _pack_phone()


def _pack_phone() -> None:
    """A phone of a first secretary with three records in its outbox, the second put right in the third."""
    bench = stage()[0]
    user, posting = bench.user("first_secretary"), bench.posting_of("first_secretary")
    made = enrol(by=user, id=uuid7(), name="红米", app="1.0.0", county=bench.county, at=clock.now())
    phone = Phone(user, id=made.device.id)
    body = {"posting": str(posting.id), "form": "work-note", "occurred_on": str(BUILT_ON), "body": NOTE}
    one, other = phone.act("record.write", body), phone.act("record.write", body)
    said = {"record": other["id"], "occurred_on": str(BUILT_ON), "because": "写错了"}
    third = phone.act("record.correct", {**said, "body": {**NOTE, "text": "改。"}}, base=other["id"])
    authorization = f"Device {bench.county}.{made.device.id}.{made.secret}"
    told = {"authorization": authorization, "envelopes": [one, other, third]}
    (Path(settings.ZHUCUN_HOME) / "phone.json").write_text(json.dumps(told))


def push() -> None:
    """The phone sends what it has; when the door is brought down, that is its answer."""
    told = json.loads((Path(settings.ZHUCUN_HOME) / "phone.json").read_text())
    client = Client(SERVER_NAME=HOST, raise_request_exception=False)
    headers = {"Authorization": told["authorization"]}
    said = {"envelopes": told["envelopes"]}
    client.post("/api/field/push", said, content_type="application/json", headers=headers)


def sign_in() -> dict[str, str | None]:
    """Sessions of those who act through the site, by part; the site's clock is the real one."""
    bench, township = stage()
    parts = {"township": township, "county": "county_officer"}
    return {part: bench.client(user).session.session_key for part, user in parts.items()}


def import_roster() -> None:
    call_command("import_roster", str(roster()), county=stage()[0].county)


def confirm_register() -> None:
    bench, _township = stage()
    import_register(
        by=bench.user("county_officer"),
        county=bench.county,
        data=register().read_bytes(),
        on=clock.today(),
        because="各村上报",
    )


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
    "register": confirm_register,
    "confirm": confirm,
    "notice": notice,
    "night": night,
    "push": push,
}


def roster() -> Path:
    return Path(settings.ZHUCUN_HOME) / f"roster-{ROSTER_ROWS}.xlsx"


def register() -> Path:
    """Families whom nobody has entered yet; written once."""
    bench, _township = stage()
    return register_of(bench, 10 * VILLAGES, FAMILIES)


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
