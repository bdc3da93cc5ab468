"""A paper that comes back from Word: both are kept, figures are held against the records, hostile files leave nothing behind."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.documents import store
from zhucun.documents.models import Paper
from zhucun.documents.word_in import NotAWordFile, read_word
from zhucun.fieldwork.tests.builders import home, note_down, visit

pytestmark = pytest.mark.usefixtures("frozen_today")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.ZHUCUN_HOME = tmp_path


@pytest.fixture
def kept(cast, client_of):
    visit(cast)
    note_down(cast)
    of = [cast.home.code, "posting", cast.posting.id, "month-diary"]
    client_of(cast.first_secretary).post(reverse("documents:word", args=of))
    return Paper.objects.in_county(cast.home.code).get()


def changed(docx: bytes, before: str, after: str) -> bytes:
    return rebuilt(docx, {"word/document.xml": lambda text: text.replace(before, after, 1)})


def rebuilt(docx: bytes, edits=None, extra=()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            edit = (edits or {}).get(name)
            new.writestr(name, edit(text.decode()) if edit else text)
        for name, content in extra:
            new.writestr(name, content)
    return out.getvalue()


def bring_back(cast, client_of, paper, content, name="日记.docx", by=None):
    where = reverse("documents:back", args=[cast.home.code, paper.id])
    sent = {"file": SimpleUploadedFile(name, content)} if content is not None else {}
    return client_of(by or cast.first_secretary).post(where, sent, follow=True)


def edits(cast):
    return Paper.objects.in_county(cast.home.code).filter(edit_of__isnull=False)


def files(tmp_path: Path):
    return {one for one in tmp_path.rglob("*") if one.is_file()}


def test_an_edited_paper_is_kept_beside_the_one_that_was_made(cast, client_of, kept):
    back = changed(store.read(kept.digest), "按日期", "按日子")

    page = bring_back(cast, client_of, kept, back).content.decode()

    edited = edits(cast).get()
    assert store.read(edited.digest) == back and store.read(kept.digest) != back
    assert "按日子" in page and "按日期" in page
    assert AuditEvent.objects.in_county(cast.home.code).filter(act="documents.paper_edited").exists()


def test_a_changed_figure_that_no_longer_agrees_with_the_records_is_warned_of(cast, client_of, kept):
    words = store.read(kept.digest)
    text = read_word(words)
    (address, figure) = next(one for one in text.links if "fieldwork" in one[0] and one[1] == "2")

    page = bring_back(cast, client_of, kept, in_figure(words, figure, "5")).content.decode()

    assert "有 1 个数改得和记录对不上" in page and "对不上" in page
    assert address.startswith("http://")


def in_figure(docx: bytes, figure: str, other: str) -> bytes:
    """The number of records, which stands as a run of its own between “记录” and “条”."""

    def edit(text: str) -> str:
        head, mark, rest = text.partition("记录</w:t>")
        assert mark
        return head + mark + rest.replace(f">{figure}</w:t>", f">{other}</w:t>", 1)

    return rebuilt(docx, {"word/document.xml": edit})


def test_a_figure_that_was_put_right_as_the_records_are_now_agrees(cast, client_of, kept):
    note_down(cast)  # there are three now

    page = bring_back(cast, client_of, kept, in_figure(store.read(kept.digest), "2", "3")).content.decode()

    assert "改得和记录对不上" not in page
    assert edits(cast).count() == 1


def test_the_same_file_again_is_refused(cast, client_of, kept):
    page = bring_back(cast, client_of, kept, store.read(kept.digest)).content.decode()

    assert "没有改动" in page
    assert not edits(cast).exists()


def test_without_a_file_that_is_said(cast, client_of, kept):
    assert "没有选择文件" in bring_back(cast, client_of, kept, None).content.decode()


def bomb(docx: bytes) -> bytes:
    return rebuilt(docx, extra=[("word/media/a.bin", b"\0" * 60 * 1024 * 1024)])


HOSTILE = {
    "zip bomb": (bomb, "解开后过大"),
    "macros": (lambda docx: rebuilt(docx, extra=[("word/vbaProject.bin", b"x")]), "带有宏"),
    "path upwards": (lambda docx: rebuilt(docx, extra=[("../../evil.txt", b"x")]), "夹带了别的文件"),
    "file in the file": (
        lambda docx: rebuilt(docx, extra=[("word/embeddings/o.bin", b"PK\x03\x04x")]),
        "夹带了别的文件",
    ),
    "entities": (
        lambda docx: rebuilt(
            docx,
            {
                "word/document.xml": lambda text: text.replace(
                    "?>", '?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', 1
                )
            },
        ),
        "不是完好的 Word 文件",
    ),
    "an old file": (lambda _docx: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Word"),
    "a picture that is a program": (
        lambda _docx: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "不是完好的 Word 文件",
    ),
    "a picture": (lambda _docx: b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "不是完好的 Word 文件"),
    "a table": (lambda docx: rebuilt_without_body(docx), "不是完好的 Word 文件"),
    "nothing": (lambda _docx: b" ", "里面什么也没有"),
    "a broken one": (lambda docx: docx[: len(docx) // 2], "不是完好的 Word 文件"),
}


def rebuilt_without_body(docx: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_and_leaves_nothing_behind(
    cast, client_of, kept, tmp_path, what
):
    make, words = HOSTILE[what]
    before = files(tmp_path)

    page = bring_back(cast, client_of, kept, make(store.read(kept.digest))).content.decode()

    assert words in page
    assert files(tmp_path) == before
    assert not edits(cast).exists()


def test_a_file_s_name_leads_nowhere(cast, client_of, kept, tmp_path):
    back = changed(store.read(kept.digest), "按日期", "按日子")

    bring_back(cast, client_of, kept, back, name="../../../evil.docx")

    assert edits(cast).get().file_name == kept.file_name
    assert not (tmp_path.parent / "evil.docx").exists()


def test_what_was_struck_out_is_not_read():
    body = "<w:document xmlns:w='w'><w:p><w:r><w:t>留</w:t><w:delText>删</w:delText></w:r></w:p></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("word/document.xml", body)

    assert read_word(out.getvalue()).lines == ["留"]


def test_who_may_not_see_it_brings_nothing_back(cast, client_of, kept):
    back = changed(store.read(kept.digest), "按日期", "按日子")

    assert bring_back(cast, client_of, kept, back, by=cast.outsider).status_code == 404
    assert bring_back(cast, client_of, kept, back, by=cast.unit_contact).status_code == 403
    assert not edits(cast).exists()


def test_a_paper_whose_records_cannot_be_asked_any_more_says_so(cast, client_of, kept):
    bring_back(cast, client_of, kept, changed(store.read(kept.digest), "按日期", "按日子"))
    Paper.objects.in_county(cast.home.code).update(kind="gone-from-the-pack")

    where = reverse("documents:about", args=[cast.home.code, kept.id])
    page = client_of(cast.first_secretary).get(where).content.decode()

    assert "不能和记录对照" in page


def test_nothing_but_a_word_file_is_read():
    with pytest.raises(NotAWordFile):
        read_word(b"PK\x03\x04")


def test_a_family_is_not_named_by_who_reads_the_trail(cast, client_of, kept):
    home(cast, name="李四")
    bring_back(cast, client_of, kept, changed(store.read(kept.digest), "按日期", "李四家"))

    line = AuditEvent.objects.in_county(cast.home.code).get(act="documents.paper_edited")
    assert "李四" not in str(line.details)
