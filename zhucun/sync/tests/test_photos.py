"""Pictures come in pieces, go on where they stopped, are checked, and never hold up their record."""

import struct
from hashlib import sha256
from unittest import mock

import pytest

from zhucun.audit.models import AuditEvent
from zhucun.documents import store
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.queries import pictures_of
from zhucun.sync import pieces
from zhucun.testing.phone import Phone
from zhucun.testing.planting import A_PICTURE
from zhucun.testing.proving import fails_under


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.ZHUCUN_HOME = tmp_path


def jpeg_with_position() -> bytes:
    exif = b"Exif\0\0" + struct.pack(">2sHIH", b"MM", 42, 8, 0) + b"GPS 31.2N 99.1E"
    segment = struct.pack(">BBH", 0xFF, 0xE1, len(exif) + 2) + exif
    return b"\xff\xd8" + segment + b"\xff\xda\x00\x02" + b"picture" + b"\xff\xd9"


def piece(phone, content, at, name="", **more):
    digest = name or sha256(content).hexdigest()
    query = "&".join(f"{key}={value}" for key, value in {"at": at, **more}.items())
    headers = {"Authorization": phone.authorization}
    return phone.client.put(
        f"/api/field/photos/{digest}?{query}",
        content,
        content_type="application/octet-stream",
        headers=headers,
    )


def has(phone, digest):
    return phone.client.get(
        f"/api/field/photos/{digest}", headers={"Authorization": phone.authorization}
    ).json()


def record(cast):
    return WorkRecord.objects.in_county(cast.home.code).get()


@pytest.mark.fault(row=7)
def test_a_record_is_there_before_its_picture_and_the_picture_goes_on_where_it_stopped(cast, phone, visit):
    name = sha256(A_PICTURE).hexdigest()
    assert phone.send(visit(photos=[name]))[0]["answer"] == "accepted"
    assert pictures_of(record(cast)) == [(name, None)]

    first = piece(phone, A_PICTURE[:30], 0, name).json()
    lost = piece(phone, A_PICTURE[:30], 0, name).json()
    assert has(phone, name) == {"zhucun": 1, "has": 30, "whole": False}
    last = piece(phone, A_PICTURE[30:], 30, name).json()

    assert (first["has"], lost["has"]) == (30, 30)
    assert last["whole"]
    ((_name, kept),) = pictures_of(record(cast))
    assert kept
    assert store.read(kept.kept) == A_PICTURE
    assert AuditEvent.objects.in_county(cast.home.code).filter(act="fieldwork.picture_added").count() == 1
    assert has(phone, name)["whole"]
    assert piece(phone, b"", 0, name).json()["whole"]


@pytest.mark.fault(row=8)
def test_a_picture_that_came_through_spoilt_is_begun_again(cast, phone):
    name, spoilt = sha256(A_PICTURE).hexdigest(), A_PICTURE[:-1] + b"x"

    told = piece(phone, spoilt, 0, name, of=len(A_PICTURE)).json()
    again = piece(phone, A_PICTURE, 0, name, of=len(A_PICTURE)).json()

    assert told == {"zhucun": 1, "has": 0, "whole": False}
    assert again["whole"]


def test_where_a_picture_was_taken_is_taken_out_of_it(cast, phone, visit):
    content = jpeg_with_position()
    phone.send(visit(photos=[sha256(content).hexdigest()]))

    piece(phone, content, 0)

    ((_name, kept),) = pictures_of(record(cast))
    assert kept
    assert b"GPS" not in store.read(kept.kept)


def test_what_is_no_picture_is_refused_and_forgotten(cast, phone):
    content = b"%PDF-1.7 nothing"

    answer = piece(phone, content, 0)

    assert (answer.status_code, answer.json()["code"]) == (409, "fieldwork.no_picture")
    assert has(phone, sha256(content).hexdigest())["has"] == 0


def test_another_phone_s_pieces_are_its_own(cast, phone):
    other = Phone.enrolled(cast.team_member, cast.home.code)
    name = sha256(A_PICTURE).hexdigest()

    piece(other, b"spoilt", 0, name)

    assert has(phone, name)["has"] == 0


@pytest.mark.parametrize(
    ("content", "at", "status"),
    [(b"x" * (256 * 1024 + 1), 0, 413), (b"x", 10 * 1024 * 1024, 409), (b"x", "a", 400), (b"x", -1, 400)],
)
def test_pieces_have_bounds(cast, phone, content, at, status):
    assert piece(phone, content, at, "0" * 64).status_code == status


# --- planted bugs


def adds_whatever_comes():
    def written(out, _at, piece):
        out.write(piece)
        return out.tell()

    return mock.patch.object(pieces, "_written", written)


def believes_the_name():
    return mock.patch.object(
        pieces, "whole", lambda device, digest: pieces._part(device, digest).read_bytes()
    )


test_pieces_added_twice_are_found_out = fails_under(
    adds_whatever_comes, test_a_record_is_there_before_its_picture_and_the_picture_goes_on_where_it_stopped
)
test_a_name_that_is_believed_is_found_out = fails_under(
    believes_the_name, test_a_picture_that_came_through_spoilt_is_begun_again
)
