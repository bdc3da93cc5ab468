"""Files of a case: optional, refused with a sentence, handed out only to whoever may see the case."""

import struct
from base64 import b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhucun.cases.queries import files_of
from zhucun.cases.tests.staging import raised
from zhucun.cases.tests.test_files import office, png

A_PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
MEGABYTE = 1024 * 1024
HUGE = png((b"IHDR", struct.pack(">IIBBBBB", 25_000, 20_000, 8, 2, 0, 0, 0)))  # 500 megapixels in a few bytes
BOMB = office("xl/workbook.xml", big={"xl/media/a.bin": b"\0" * (60 * MEGABYTE)})


@pytest.fixture(autouse=True)
def _today(frozen_today):
    """Every test on this page is on the same day."""


def url(case, name="add_file", **parts):
    return reverse(f"cases:{name}", kwargs={"county": case.county_code, "case": case.id, **parts})


def send(client, case, content, name="现场.png", **more):
    return client.post(url(case), {"file": SimpleUploadedFile(name, content)}, **more)


def test_a_picture_is_added_and_handed_out_to_be_saved(cast, client_of):
    case = raised(cast)
    client = client_of(cast.first_secretary)

    page = send(client, case, A_PICTURE, follow=True).content.decode()
    [kept] = files_of(case)
    answer = client.get(url(case, "file", file=kept.id))

    assert "现场.png" in page
    assert "添加附件" in page
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "空.png", "空文件"),
        (b"MZ" + b"\0" * 100, "run.exe", "不是可以添加的文件"),
        (b"<script>alert(1)</script>", "page.html", "不是可以添加的文件"),
        (HUGE, "航拍.png", "超过 10000 万像素"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "图.svg", "不是可以添加的文件"),
        (BOMB, "表.xlsx", "不是可以添加的文件"),
        (b"\0" * (30 * MEGABYTE), "录像.png", "有 30.0 MB，每个附件最多 10 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_what_and_what_next(cast, client_of, content, name, says):
    case = raised(cast)

    answer = send(client_of(cast.first_secretary), case, content, name)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert files_of(case) == []


def test_nothing_chosen_is_said(cast, client_of):
    answer = client_of(cast.first_secretary).post(url(raised(cast)), {})

    assert "没有选择文件" in answer.content.decode()


def test_nobody_takes_away_what_they_may_not_see(cast, client_of):
    far = raised(cast, by=cast.county_officer, role="county_officer", village=2)
    near = raised(cast)
    send(client_of(cast.county_officer), far, A_PICTURE)
    [kept] = files_of(far)

    assert client_of(cast.first_secretary).get(url(far, "file", file=kept.id)).status_code == 404
    assert client_of(cast.outsider).get(url(far, "file", file=kept.id)).status_code == 404
    assert client_of(cast.first_secretary).get(url(near, "file", file=kept.id)).status_code == 404
