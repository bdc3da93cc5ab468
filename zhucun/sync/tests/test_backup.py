"""A backup counts once it was opened and read back whole; what lies in one, a phone may forget."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from zhucun.documents import store
from zhucun.fieldwork.models import Picture
from zhucun.fieldwork.tests.builders import VISIT, home
from zhucun.sync import backup as copies
from zhucun.sync.models import Copy
from zhucun.testing.cast import build_cast
from zhucun.testing.phone import Phone
from zhucun.testing.planting import A_PICTURE

NAME = sha256(A_PICTURE).hexdigest()
READ_BACK = """
import sys
import django
django.setup()
from django.test import Client
from zhucun.documents import store
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.queries import pictures_of
record = WorkRecord.objects.unscoped("a restored copy").get()
((name, picture),) = pictures_of(record)
headers = {"Authorization": sys.argv[1]}
told = Client(SERVER_NAME="localhost").get(f"/api/field/photos/{name}", headers=headers).json()
print(name, told["has"], len(store.read(picture.kept)))
"""
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db, frozen_today, settings, tmp_path):
    settings.ZHUCUN_HOME = tmp_path / "home"
    cast = build_cast()
    household = home(cast)
    return cast, Phone.enrolled(cast.first_secretary, cast.home.code), str(household.id)


def visit(world, **other):
    cast, phone, household = world
    body = {"posting": str(cast.posting.id), "form": "household-visit", "occurred_on": "2026-11-18"}
    return phone.act("record.write", {**body, "household": household, "body": VISIT, **other})


def send_picture(phone):
    headers = {"Authorization": phone.authorization}
    address = f"/api/field/photos/{NAME}?at=0"
    told = phone.client.put(address, A_PICTURE, content_type="application/octet-stream", headers=headers)
    assert told.json()["whole"]


def kept_under(cast):
    return Picture.objects.in_county(cast.home.code).get().kept


def file_in(folder, name):
    return Path(folder) / "files" / "papers" / name[:2] / name


@pytest.mark.slow
@pytest.mark.fault(row=35)
def test_a_phone_may_forget_what_lies_in_a_verified_copy(world, tmp_path):
    cast, phone, _household = world
    phone.send(visit(world), visit(world))
    assert phone.hello((1, 2))["backed_up"] == 0

    call_command("backup", str(tmp_path / "copies"))
    phone.send(visit(world))

    assert phone.hello((1, 3))["backed_up"] == 2
    (file,) = (tmp_path / "copies").glob("zhucun-*")
    copy = Copy.objects.in_county(cast.home.code).get()
    assert len(copy.digest) == 64
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(file)) as opened:
            assert opened.execute("SELECT count(*) FROM sync_receipt").fetchone() == (2,)


@pytest.mark.slow
def test_a_copy_whose_trail_does_not_hold_counts_for_nothing(world, tmp_path):
    cast, phone, _household = world
    phone.send(visit(world))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET act = 'x' WHERE seq = 2")

    with pytest.raises(CommandError, match="备份没有通过核对"):
        call_command("backup", str(tmp_path / "copies"))

    assert not list((tmp_path / "copies").iterdir())
    assert not Copy.objects.in_county(cast.home.code).exists()
    assert phone.hello((1, 1))["backed_up"] == 0


def test_a_copy_that_cannot_be_made_says_so(world, tmp_path, monkeypatch):
    def full(draft):
        raise copies.CopyBroken("磁盘已满")

    monkeypatch.setattr(copies, "_copied", full)
    monkeypatch.setattr(copies, "_dumped", full)

    with pytest.raises(CommandError, match="磁盘已满"):
        call_command("backup", str(tmp_path / "copies"))


@pytest.mark.slow
@pytest.mark.fault(row=35)
def test_a_restored_copy_has_a_record_with_its_picture(world, tmp_path):
    cast, phone, _household = world
    phone.send(visit(world, photos=[NAME]))
    send_picture(phone)
    call_command("backup", str(tmp_path / "copies"))
    (file,) = (tmp_path / "copies").glob("zhucun-*")

    opened = copies._opened if connection.vendor == "sqlite" else copies._restored
    with opened(file) as environment:
        shutil.copytree(tmp_path / "copies" / "files", Path(environment["ZHUCUN_HOME"]) / "files")
        told = subprocess.run(
            [sys.executable, "-c", READ_BACK, phone.authorization],
            env={**environment, "DJANGO_SETTINGS_MODULE": "zhucun.config.settings"},
            capture_output=True,
            text=True,
            check=False,
        )

    assert not told.stderr
    size = str(len(store.read(kept_under(cast))))
    assert told.stdout.split() == [NAME, size, size]


@pytest.mark.thorough
@pytest.mark.slow
def test_a_file_is_brought_once_and_looked_at_again_when_asked(world, tmp_path, capsys):
    cast, phone, _household = world
    phone.send(visit(world, photos=[NAME]))
    send_picture(phone)
    folder = tmp_path / "copies"

    call_command("backup", str(folder))
    place = file_in(folder, kept_under(cast))
    place.write_bytes(b"spoilt")
    call_command("backup", str(folder))
    assert place.read_bytes() == b"spoilt"
    call_command("backup", str(folder), thorough=True)

    assert sha256(place.read_bytes()).hexdigest() == place.name
    said = capsys.readouterr().out.splitlines()
    assert [line.partition("；")[2] for line in said] == [
        "附件新增 1 个，原有 0 个",
        "附件新增 0 个，原有 1 个",
        "附件新增 1 个，原有 0 个",
    ]


@pytest.mark.slow
@pytest.mark.fault(row=35)
def test_a_phone_keeps_what_has_a_picture_that_lies_in_no_copy(world, tmp_path):
    _cast, phone, _household = world
    phone.send(visit(world), visit(world, photos=[NAME]), visit(world))
    call_command("backup", str(tmp_path / "copies"))
    assert phone.hello((1, 3))["backed_up"] == 3  # the picture is still the phone's to send
    assert phone.hello((1, 3))["lacking"] == [NAME]

    send_picture(phone)

    told = phone.hello((1, 3))
    assert (told["backed_up"], told["lacking"]) == (1, [])
    call_command("backup", str(tmp_path / "copies"))
    assert phone.hello((1, 3))["backed_up"] == 3


@pytest.mark.slow
def test_a_picture_that_could_not_be_read_is_named_and_its_record_is_not_counted_upon(world, tmp_path):
    cast, phone, _household = world
    phone.send(visit(world), visit(world, photos=[NAME]))
    send_picture(phone)
    file_in(tmp_path / "home", kept_under(cast)).write_bytes(b"spoilt")

    with pytest.raises(CommandError, match=kept_under(cast)):
        call_command("backup", str(tmp_path / "copies"))

    assert not list((tmp_path / "copies").rglob("*.draft"))
    assert Copy.objects.in_county(cast.home.code).get().lacking == [NAME]
    assert phone.hello((1, 2))["backed_up"] == 1


def test_whatever_is_kept_in_the_store_is_brought():
    root = Path(copies.__file__).parents[1]
    keepers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "store.keep(" in path.read_text("utf-8") and "tests" not in path.parts
    }

    assert keepers == {
        "cases/services_files.py",
        "documents/archives/files.py",
        "documents/editing.py",
        "documents/services.py",
        "fieldwork/services_pictures.py",
        "testing/planting.py",
    }
