"""Which rules are in force: asked once in a request, never stale, the same from files as from the table."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction

from zhucun.policy import installed
from zhucun.policy import queries as policy
from zhucun.policy.changes import services
from zhucun.policy.changes.refusals import ChangeRefusal
from zhucun.policy.changes.tests.conftest import PAPER
from zhucun.policy.choices import ChangeOf
from zhucun.policy.pack.load import PACKS, load_from, load_pack


@pytest.fixture
def in_a_request():
    """A request as the server begins and ends it, save that it keeps the test's own connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    request_started.send(sender=None, environ={})
    yield
    request_finished.send(sender=None)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_a_request_asks_once_for_the_version(office, in_a_request, django_assert_num_queries):
    office.set()
    request_started.send(sender=None, environ={})
    policy.pack_of(office.code)

    with django_assert_num_queries(0):
        policy.pack_of(office.code)


def test_an_approval_is_seen_in_its_own_request(office, in_a_request):
    assert policy.pack_of(office.code).version == "513331-1"

    office.set()

    assert policy.pack_of(office.code).version == "513331-1+1"


def test_an_approval_taken_back_is_not_seen_in_its_own_request(office, in_a_request):
    change = office.propose()
    before = policy.pack_of(office.code)

    with transaction.atomic():
        office.approve(change)
        assert policy.pack_of(office.code) is not before
        transaction.set_rollback(True)

    assert policy.pack_of(office.code) is before


def test_the_next_request_sees_what_another_process_approved(office, in_a_request):
    policy.pack_of(office.code)
    request_finished.send(sender=None)
    office.set()  # as if elsewhere: this process keeps nothing of it

    request_started.send(sender=None, environ={})

    assert policy.pack_of(office.code).version == "513331-1+1"


def test_the_pack_a_decision_was_made_with_can_be_built_again(office):
    office.set()
    office.set(value="8", since=date(2026, 11, 1))

    versions = [installed.pack_at(office.code, number).version for number in range(3)]

    assert versions == ["513331-1", "513331-1+1", "513331-1+2"]
    assert installed.pack_at(office.code, 0) is load_pack(office.code)


# --- export


def test_what_is_exported_and_read_as_files_is_the_same_pack(office, tmp_path: Path):
    office.set(until=date(2026, 12, 31), adopted=date(2026, 9, 20))
    office.set(of=ChangeOf.VALUE, what="explain_within", value="7", since=date(2026, 10, 1))
    office.set(value="workdays / 5", since=date(2027, 1, 1))

    call_command("pack_export", county=office.code, out=tmp_path, stdout=StringIO())

    held, read = policy.pack_of(office.code), load_from(PACKS, office.code, own=tmp_path)
    assert (read.digest, read.version) == (held.digest, held.version)
    assert read.duties["onsite-days"].threshold == held.duties["onsite-days"].threshold
    assert read.values["explain_within"].dated == held.values["explain_within"].dated
    assert read.layers == held.layers


def test_an_export_to_the_screen_names_each_file(office):
    office.set()
    screen = StringIO()

    call_command("pack_export", county=office.code, stdout=screen)

    assert "# changes/513331/duties/onsite-days.yaml\n" in screen.getvalue()
    assert "- from: 2026-10-01\n      value: 6\n" in screen.getvalue()


def test_a_county_that_set_nothing_has_nothing_to_export(office):
    with pytest.raises(CommandError, match="没有在系统里定过数"):
        call_command("pack_export", county=office.code)


@pytest.fixture
def read_anew():
    yield load_pack.cache_clear
    load_pack.cache_clear()


def test_files_that_were_exported_and_installed_are_not_laid_over_twice(
    office, tmp_path, monkeypatch, read_anew
):
    office.set()
    call_command("pack_export", county=office.code, out=tmp_path, stdout=StringIO())
    held = policy.pack_of(office.code)
    monkeypatch.setenv("ZHUCUN_PACKS", str(tmp_path))
    read_anew()

    later = office.set(value="8", since=date(2026, 11, 1))

    assert later.serial == 2
    assert [layer.set_here for layer in policy.pack_of(office.code).layers] == [False, False, True]
    assert held.version == "513331-1+1"


def test_an_end_that_came_too_late_is_refused(office):
    change = office.set(until=date(2026, 10, 31))

    with pytest.raises(ChangeRefusal, match="执行到 2026-10-31 为止"):
        services.repeal(
            by=office.first, change=change, since=date(2026, 11, 5), paper=PAPER, reason="晚了", at=office.at
        )
