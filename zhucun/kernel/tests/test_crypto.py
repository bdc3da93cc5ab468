import json
import os
import stat
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from zhucun.dispatch.models import Person
from zhucun.kernel.crypto import KeyRing, make_key_file
from zhucun.testing.county import person_of

RING = KeyRing(current=2, keys={1: b"a" * 32, 2: b"b" * 32}, index=b"c" * 32)
OLD = KeyRing(current=1, keys={1: b"a" * 32}, index=b"c" * 32)


@given(st.text(), st.text())
def test_what_is_sealed_can_be_opened(text, about):
    assert RING.open(RING.seal(text, about), about) == text


def test_two_seals_of_one_text_differ():
    assert RING.seal("同一个号码", "phone") != RING.seal("同一个号码", "phone")


def test_a_seal_cannot_be_moved_to_another_column():
    with pytest.raises(InvalidTag):
        RING.open(RING.seal("19900000001", "phone"), "id_number")


@pytest.mark.parametrize("at", [0, 5, -1])
def test_a_changed_byte_is_noticed(at):
    sealed = bytearray(OLD.seal("19900000001", "phone"))
    sealed[at] ^= 1

    with pytest.raises((InvalidTag, KeyError)):
        OLD.open(bytes(sealed), "phone")


def test_values_sealed_with_an_old_key_stay_readable():
    assert RING.open(OLD.seal("19900000001", "phone"), "phone") == "19900000001"


def test_new_values_get_the_current_key():
    assert RING.seal("19900000001", "phone")[0] == 2


def test_equal_texts_of_one_kind_have_equal_hashes():
    assert RING.hash("1990", "phone") == RING.hash("1990", "phone")
    assert RING.hash("1990", "phone") != RING.hash("1990", "id_number")
    assert RING.hash("1", "2\x003") != RING.hash("3\x002", "1")


def test_a_key_file_is_readable_by_its_owner_alone(tmp_path):
    path = tmp_path / "new" / "keys.json"

    make_key_file(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(bytes.fromhex(json.loads(path.read_text())["keys"]["1"])) == 32
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]


def test_an_existing_key_file_is_never_touched(tmp_path):
    path = tmp_path / "keys.json"
    make_key_file(path)
    first = path.read_bytes()

    make_key_file(path)

    assert path.read_bytes() == first


def test_of_two_processes_that_start_together_the_first_makes_the_keys(tmp_path, monkeypatch):
    path = tmp_path / "keys.json"
    real_link, asked = os.link, []

    def other_was_first(source, target):
        asked.append(source)
        Path(target).write_text("the keys of the other process")
        real_link(source, target)

    monkeypatch.setattr(os, "link", other_was_first)
    make_key_file(path)

    assert path.read_text() == "the keys of the other process"
    assert asked and [file.name for file in tmp_path.iterdir()] == ["keys.json"]


def test_the_database_holds_no_readable_number(db):
    person = person_of("990001", "李书记", 1)

    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, phone FROM dispatch_person")
        held = b"".join(bytes(value) for value in cursor.fetchone())

    assert person.phone.encode() not in held
    assert person.id_number.encode() not in held
    again = Person.objects.in_county("990001").get()
    assert (again.phone, again.id_number) == (person.phone, person.id_number)


def test_a_sealed_column_refuses_to_be_compared(db):
    with pytest.raises(FieldError):
        Person.objects.in_county("990001").filter(phone="19900000001")
