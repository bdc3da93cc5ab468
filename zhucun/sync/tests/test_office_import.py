"""A saved outbox goes through the same door as a push; what cannot be read in says why, and nothing of it is taken."""

import base64
import json
import secrets

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.fieldwork.models import WorkRecord
from zhucun.kernel.ids import uuid7
from zhucun.sync import refusals
from zhucun.sync.models import Device, Held
from zhucun.sync.outbox_file import ABOUT, IV, MOST_BYTES, key_of, opened, read_file
from zhucun.testing.cast import client_of

ADDRESS = reverse("phones:import_file", kwargs={"county": "990001"})


@pytest.fixture
def saved(cast, phone):
    """`saved(envelopes)`: the file that this phone writes of them."""
    outbox = secrets.token_bytes(32)

    def make(envelopes, county=cast.home.code, device=phone.id):
        recovery = Device.objects.in_county(cast.home.code).get(id=phone.id).recovery
        told = {
            "zhucun": 1,
            "county": county,
            "device": str(device),
            "lock": sealed(key_of(recovery), outbox, None),
            "sealed": [sealed(outbox, json.dumps(one).encode(), ABOUT) for one in envelopes],
        }
        return json.dumps(told).encode()

    return make


def sealed(key, text, about):
    iv = secrets.token_bytes(IV)
    return base64.b64encode(iv + AESGCM(key).encrypt(iv, text, about)).decode()


def bring(user, blob):
    return client_of(user).post(ADDRESS, {"file": SimpleUploadedFile("outbox.json", blob)})


def test_a_file_is_taken_as_if_the_phone_had_sent_it(cast, phone, visit, saved):
    first, ahead = visit(), visit(occurred_on="2026-11-20")

    text = bring(cast.township_officer, saved([ahead, first])).content.decode()

    assert "文件里共 2 条" in text
    assert "1 条已收。" in text
    assert "1 条没有照办，已原样收存。" in text
    record = WorkRecord.objects.in_county(cast.home.code).get()
    assert (str(record.id), record.recorded_by_id) == (first["id"], cast.first_secretary.id)
    assert str(Held.objects.in_county(cast.home.code).get().id) == ahead["id"]
    line = AuditEvent.objects.in_county(cast.home.code).get(act="sync.outbox_imported")
    assert (line.actor_id, line.details["entries"]) == (cast.township_officer.id, 2)


def test_the_phone_hears_that_it_is_in(cast, phone, visit, saved):
    envelope = visit()
    bring(cast.township_officer, saved([envelope]))

    (answer,) = phone.send(envelope)

    assert answer["answer"] == "already"


def test_a_file_that_is_in_already_says_so_and_doubles_nothing(cast, phone, visit, saved):
    blob = saved([visit(), visit()])
    bring(cast.township_officer, blob)

    text = bring(cast.township_officer, blob).content.decode()

    assert "文件里的 2 条以前都收过了" in text
    assert WorkRecord.objects.in_county(cast.home.code).count() == 2


def test_what_follows_something_that_has_not_come_is_to_be_brought_again(cast, phone, saved):
    body = {"record": str(uuid7()), "because": "记错了"}

    text = bring(cast.township_officer, saved([phone.act("record.void", body, base=str(uuid7()))]))

    assert "请留着文件" in text.content.decode()


def test_more_than_a_request_holds_is_taken_in_several(cast, phone, visit, saved):
    envelopes = [visit() for _one in range(120)]

    text = bring(cast.township_officer, saved(envelopes)).content.decode()

    assert "120 条已收。" in text


def damaged(blob, name="lock"):
    told = json.loads(blob)
    wrong = base64.b64encode(b"\0" * 60).decode()
    return json.dumps({**told, name: wrong if name == "lock" else [*told["sealed"][1:], wrong]}).encode()


def test_one_that_is_spoilt_holds_up_no_other(cast, phone, visit, saved):
    blob = saved([visit(), visit()])

    text = bring(cast.township_officer, damaged(blob, "sealed")).content.decode()

    assert "1 条已收。" in text
    assert "另有 1 条打不开" in text
    assert "1 条已收。" in bring(cast.township_officer, blob).content.decode()


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda saved, visit: b"PK\x03\x04", "不是从手机上导出的离线记录"),
        (lambda saved, visit: b"", "不是从手机上导出的离线记录"),
        (lambda saved, visit: b'{"zhucun": 2}', "不是从手机上导出的离线记录"),
        (lambda saved, visit: saved([visit()], county="990002"), "这个文件是另一个县的"),
        (lambda saved, visit: saved([visit()], device=uuid7()), "没有登记过导出这个文件的手机"),
        (lambda saved, visit: damaged(saved([visit()])), "可能在传送时损坏了"),
        (lambda saved, visit: damaged(saved([visit()]), "sealed"), "可能在传送时损坏了"),
        (lambda saved, visit: saved([]), "没有未交的内容"),
        (lambda saved, visit: saved(["x"]), "可能在传送时损坏了"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_is_taken(cast, phone, visit, saved, made, said):
    answer = bring(cast.county_officer, made(saved, visit))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not WorkRecord.objects.in_county(cast.home.code).exists()
    assert not AuditEvent.objects.in_county(cast.home.code).filter(act="sync.outbox_imported").exists()


def test_no_file_at_all_and_one_that_is_too_large(cast):
    nothing = client_of(cast.county_officer).post(ADDRESS, {})

    assert nothing.status_code == 422
    assert "没有选择文件" in nothing.content.decode()
    with pytest.raises(refusals.FileTooLarge):
        read_file(b" " * (MOST_BYTES + 1))


def test_only_the_phone_s_own_recovery_opens_it(cast, phone, visit, saved):
    file = read_file(saved([visit()]))

    with pytest.raises(refusals.FileSpoilt):
        opened(file, "another recovery")


def test_an_outsider_brings_nothing_in(cast, phone, visit, saved):
    assert bring(cast.outsider, saved([visit()])).status_code == 404
    assert bring(cast.first_secretary, saved([visit()])).status_code == 403
