"""A real county, and four people: one for the county, one for a township, one who only reads, one from elsewhere."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from zhucun.accounts import roles
from zhucun.accounts.services import grant_role, issue_account
from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.places import editions, services

BAIYU, JIANGLE = "513331", "350428"
ACHA, CHAKE, CHANGTUO = "513331101201", "513331101202", "513331101203"
ACHA_TOWN = "513331101000"
NEW_YEAR = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def frozen_clock():
    with time_machine.travel("2026-03-02T09:00:00+08:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def unbuilt_static_files(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def baiyu(db):
    """白玉县 as it is carried: 16 townships, 133 villages."""
    edition = editions.read(editions.COMMITTED, BAIYU)
    services.import_divisions(
        by=System(), county=BAIYU, rows=edition.rows, source="2023 年版", edition=editions.AS_OF
    )
    return BAIYU


@pytest.fixture
def person(db):
    """Make somebody with a role at a place."""
    roles.install("places_keeper", "区划管理员", {"places.see", "places.merge"})
    roles.install("places_classifier", "村类型管理员", {"places.see", "places.classify"})
    roles.install("places_reader", "区划读者", {"places.see"})
    roles.install("places_stranger", "别的岗位", {"attendance.see"})

    def make(name, role, prefix):
        user = issue_account(by=System(), county=prefix[:6], name=name, password="quiet-river-7")
        user.must_change_password = False
        user.save()
        grant_role(
            by=System(),
            county=prefix[:6],
            user=user,
            role=role,
            on=date(2025, 1, 1),
            because="任职",
            place_prefix=prefix,
        )
        return user

    return make


@pytest.fixture
def entered(client, person):
    """A signed-in browser for somebody with a role at a place."""

    def enter(role, prefix):
        client.force_login(person("某人", role, prefix))
        return client

    return enter


@pytest.fixture
def acts():
    """The audit lines of a county, newest last."""

    def read(county):
        return list(AuditEvent.objects.in_county(county).order_by("seq"))

    return read


@pytest.fixture
def command(capsys):
    """Run a command and hand back what it said."""

    def run(*words):
        call_command(*words)
        return capsys.readouterr().out

    return run
