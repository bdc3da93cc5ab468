"""A village's archive: filled by itself, missing by name, files brought and taken back, taken out whole."""

import hashlib
import io
import json
import re
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.documents.archives import views
from zhucun.documents.archives.entries import Held
from zhucun.documents.archives.export import _page
from zhucun.documents.models import ArchiveFile
from zhucun.fieldwork.tests.builders import note_down, visit
from zhucun.kernel.guard import watching
from zhucun.kernel.ids import uuid7
from zhucun.policy.pack import load_pack

pytestmark = pytest.mark.usefixtures("frozen_today")
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.ZHUCUN_HOME = tmp_path


def where(cast, name="archive", *more, year=2026):
    return reverse(f"documents:{name}", args=[cast.home.code, year, cast.villages[0].code, *more])


def bring(cast, client_of, content=PDF, item="appointment", by=None, name="任命.pdf"):
    sent = {"file": SimpleUploadedFile(name, content)} if content is not None else {}
    return client_of(by or cast.first_secretary).post(where(cast, "archive_bring", item), sent, follow=True)


def shelf(page: str, title: str) -> str:
    """The item of a page that begins with a title."""
    items = re.findall(r'<li class="item">(.*?)</li>\s*(?=<li class="item">|</ul>)', page, re.DOTALL)
    return str(next(one for one in items if title in one))


def acts(cast):
    return list(AuditEvent.objects.in_county(cast.home.code).values_list("act", flat=True))


def test_what_was_recorded_lies_in_the_box_without_anybody_filing_it(cast, client_of):
    client = client_of(cast.first_secretary)
    before = client.get(where(cast)).content.decode()

    visit(cast)
    note_down(cast)

    after = client.get(where(cast)).content.decode()
    assert "还缺" in shelf(before, "入户走访记录") and "有 1 份" in shelf(after, "入户走访记录")
    assert "有 1 份" in shelf(after, "争取项目资金和发展产业的记录")


def test_what_is_missing_says_who_brings_it_and_until_when(cast, client_of):
    page = client_of(cast.first_secretary).get(where(cast)).content.decode()

    late = shelf(page, "党员设岗定责")
    assert "缺，过了日期" in late and "第一书记提供，2026-04-30 以前" in late
    assert "乡镇管理员提供，2026-12-31 以前" in shelf(page, "村经济统计年报")


def test_a_file_is_brought_and_taken_back_with_a_reason(cast, client_of):
    bring(cast, client_of)
    kept = ArchiveFile.objects.in_county(cast.home.code).get()
    client = client_of(cast.first_secretary)
    back = reverse("documents:archive_back", args=[cast.home.code, kept.id])
    assert back in client.get(where(cast, "archive_item", "appointment")).content.decode()
    assert "有 1 份" in shelf(client.get(where(cast)).content.decode(), "村党组织书记任命文件")

    refused = client.post(back, {"because": " "}, follow=True).content.decode()
    client.post(back, {"because": "放错了村"})

    kept.refresh_from_db()
    assert "没有写为什么撤回" in refused
    assert (kept.voided, kept.because) == (True, "放错了村")
    assert "还缺" in shelf(client.get(where(cast)).content.decode(), "村党组织书记任命文件")
    assert {"documents.archive_file_brought", "documents.archive_file_taken_back"} <= set(acts(cast))


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (None, "", "没有选择文件"),
        (b"", "空.pdf", "没有选择文件"),
        (b"MZ" + b"\0" * 50, "run.pdf", "不是可以放进档案的文件"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "图.svg", "不是可以放进档案的文件"),
        (b"%PDF-" + b"\0" * (11 * 1024 * 1024), "大.pdf", "每个文件最多 10 MB"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence_and_leaves_nothing(
    cast, client_of, tmp_path, content, name, words
):
    page = bring(cast, client_of, content, name=name).content.decode()

    assert words in page
    assert not ArchiveFile.objects.in_county(cast.home.code).exists()
    assert not [one for one in tmp_path.rglob("*") if one.is_file()]


def test_an_item_that_fills_itself_takes_no_file(cast, client_of):
    assert "不收文件" in bring(cast, client_of, item="visits").content.decode()


def test_the_whole_is_taken_out_as_numbered_folders_with_index_hashes_and_manifest(cast, client_of):
    visit(cast)
    bring(cast, client_of)

    answer = client_of(cast.first_secretary).get(where(cast, "archive_export"))

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        names = archive.namelist()
        root = names[0].split("/")[0]
        manifest = json.loads(archive.read(f"{root}/manifest.json"))
        index = archive.read(f"{root}/index.html").decode()
        sums = archive.read(f"{root}/SHA256SUMS").decode().splitlines()
        for line in sums:
            digest, _gap, path = line.partition("  ")
            assert hashlib.sha256(archive.read(f"{root}/{path}")).hexdigest() == digest
        visited = next(one for one in names if "入户走访记录/001" in one)
        words = archive.read(visited).decode()
    assert "2 驻村第一书记工作/2.2 入户走访记录/" in visited and "水管冻裂了" in words
    assert any(
        one.endswith("1 村级党组织建设/1.1 村党组织书记任命文件/001 2026-11-18 任命.pdf") for one in names
    )
    assert (manifest["filled"], len(manifest["files"]), len(sums)) == (2, 2, 2)
    assert manifest["items"] == manifest["filled"] + len(manifest["missing"])
    assert "缺，由第一书记提供" in index and 'href="2 驻村' in index and "http" not in index
    assert "documents.archive_exported" in acts(cast)


def test_every_address_of_the_index_leads_to_a_file_of_the_archive(cast, client_of):
    visit(cast)
    bring(cast, client_of, name="100% 完成#1.pdf")

    answer = client_of(cast.first_secretary).get(where(cast, "archive_export"))

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        root = archive.namelist()[0].split("/")[0]
        links = re.findall(r'href="([^"]+)"', archive.read(f"{root}/index.html").decode())
        paths = [link.replace("%23", "#").replace("%25", "%") for link in links]
        assert len(paths) == 2
        assert all(f"{root}/{path}" in archive.namelist() for path in paths)


def test_a_page_of_the_archive_runs_nothing_that_somebody_wrote():
    held = Held(uuid7(), "<script>a</script>", date(2026, 1, 1), "/", lines=(("<b>", "<img onerror=x>"),))

    page = _page(held)

    assert "<script>" not in page and "<img" not in page and "<b>" not in page


def test_no_name_leads_out_of_its_folder(cast, client_of):
    bring(cast, client_of, name="../../evil.pdf")

    answer = client_of(cast.first_secretary).get(where(cast, "archive_export"))

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert not any(".." in part for name in archive.namelist() for part in name.split("/"))


def test_another_year_has_its_own_box(cast, client_of):
    visit(cast)

    page = client_of(cast.first_secretary).get(where(cast, year=2025)).content.decode()

    assert "缺，过了日期" in shelf(page, "入户走访记录")


def test_an_item_lists_what_lies_in_it_page_by_page_the_newest_first(cast, client_of, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 2)
    for day in (3, 4, 5):
        visit(cast, occurred_on=date(2026, 11, day))
    client = client_of(cast.first_secretary)

    first, last = (
        client.get(where(cast, "archive_item", "visits"), {"page": page}).content.decode() for page in (1, 2)
    )

    assert re.findall(r"<small>(2026-11-\d\d)", first) == ["2026-11-05", "2026-11-04"]
    assert re.findall(r"<small>(2026-11-\d\d)", last) == ["2026-11-03"]
    assert "放进去" not in first  # it fills itself
    assert "入户走访：" in first and "入户走访：入户走访" not in first


def test_an_empty_item_says_what_fills_it_and_one_that_is_not_in_the_checklist_is_not_there(cast, client_of):
    client = client_of(cast.first_secretary)

    assert "记了就有" in client.get(where(cast, "archive_item", "visits")).content.decode()
    assert "放进去" in client.get(where(cast, "archive_item", "statistics")).content.decode()
    assert client.get(where(cast, "archive_item", "gone")).status_code == 404


@pytest.mark.parametrize("year", [2014, 2027])
def test_a_year_that_cannot_be_is_not_there(cast, client_of, year):
    assert client_of(cast.first_secretary).get(where(cast, year=year)).status_code == 404


def test_the_outsider_sees_nothing_and_a_contact_may_not(cast, client_of):
    assert client_of(cast.outsider).get(where(cast)).status_code == 404
    assert client_of(cast.outsider).get(where(cast, "archive_export")).status_code == 404
    assert client_of(cast.outsider).get(where(cast, "archive_item", "visits")).status_code == 404
    assert bring(cast, client_of, by=cast.outsider).status_code == 404
    assert client_of(cast.unit_contact).get(where(cast)).status_code == 403
    other = reverse("documents:archive", args=[cast.home.code, 2026, cast.villages[2].code])
    assert client_of(cast.first_secretary).get(other).status_code == 404


@pytest.mark.parametrize("page", [("archive",), ("archive_item", "visits")])
def test_the_number_of_statements_does_not_grow_with_records(cast, client_of, page):
    client = client_of(cast.first_secretary)
    visit(cast)
    client.get(where(cast, *page))
    with watching() as few:
        client.get(where(cast, *page))
    for _each in range(4):
        visit(cast)

    with watching() as many:
        client.get(where(cast, *page))

    assert len(many.statements) == len(few.statements)


def test_the_national_checklist_names_who_brings_every_item():
    pack = load_pack("110101")

    assert pack.archive is not None
    assert len(pack.archive.items) == len({item.id for item in pack.archive.items}) > 28
    assert all(item.provider in pack.roles for item in pack.archive.items)
