"""Papers and pictures beside a case: what they are their content says, and where a picture was taken is not kept."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from zhucun.audit.queries import latest_events
from zhucun.cases import queries, refusals
from zhucun.cases.services_files import LARGEST, add_file
from zhucun.cases.tests.acting import AT, raised, settled
from zhucun.documents import store
from zhucun.documents.file_kinds import DOCX, JPEG, PDF, PNG, XLSX, kind_of, pixels, without_traces

PDF_FILE = b"%PDF-1.7\n%%EOF\n"
SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00some light\xff\xd9"
COLOURS = b"\xff\xe2\x00\x10ICC_PROFILE\0\x01\x01"
JFIF = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"


def exif(order: str, turned: int) -> bytes:
    begins = b"II" if order == "<" else b"MM"
    value = struct.pack(order + "H", turned) + b"\0\0"
    entries = struct.pack(order + "HHHI", 1, 0x0112, 3, 1) + value
    body = b"Exif\0\0" + begins + struct.pack(order + "HI", 42, 8) + entries + b"GPS 31.2 N 99.9 E"
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + SCAN


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*one) for one in [*chunks, (b"IEND", b"")])


def office(*names: str, big: dict[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in (big or {}).items():
            parts.writestr(name, content)
        for name in ("[Content_Types].xml", *names):
            parts.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF_FILE, PDF),
        (jpeg(JFIF), JPEG),
        (png((b"IHDR", b"x")), PNG),
        (office("word/document.xml"), DOCX),
        (office("xl/workbook.xml"), XLSX),
        (office("word/document.xml", "word/vbaProject.bin"), ""),
        (office("other.xml"), ""),
        (b"PK\x03\x04 broken", ""),
        (b"<html><script>alert(1)</script>", ""),
        (b"MZ\x90\0", ""),
    ],
)
def test_a_file_is_what_its_content_says(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photograph_keeps_how_it_is_turned_and_nothing_else_of_the_camera(order):
    xmp, remark = b"\xff\xe1\x00\x1bhttp://ns.adobe.com/xap/\0", b"\xff\xfe\x00\x07where"

    kept = without_traces(jpeg(JFIF, exif(order, 6), xmp, COLOURS, remark), JPEG)

    assert b"GPS" not in kept and b"adobe" not in kept and b"where" not in kept
    assert kept.startswith(b"\xff\xd8\xff\xe1") and kept.endswith(SCAN)
    assert JFIF in kept and COLOURS in kept
    assert without_traces(kept, JPEG) == kept


def test_a_photograph_that_is_upright_has_no_word_of_the_camera():
    assert without_traces(jpeg(JFIF, exif(">", 1)), JPEG) == jpeg(JFIF)


def test_how_large_a_picture_is_is_read_without_opening_it():
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 3000, 4000) + b"\0" * 10

    assert pixels(png((b"IHDR", struct.pack(">II", 30, 20) + b"\0" * 5)), PNG) == 600
    assert pixels(jpeg(JFIF, frame), JPEG) == 12_000_000
    assert pixels(PDF_FILE, PDF) == 0


def test_a_png_loses_its_remarks():
    told = png((b"IHDR", b"x"), (b"eXIf", b"GPS"), (b"tEXt", b"Place\0here"), (b"IDAT", b"light"))

    assert without_traces(told, PNG) == png((b"IHDR", b"x"), (b"IDAT", b"light"))


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff", jpeg(JFIF)[:12], b"\xff\xd8\xff\xe1\xff\xff", b"\xff\xd8\xff\xd8\0\0\0\0"]
)
def test_a_broken_photograph_is_no_picture(content):
    with pytest.raises(ValueError, match=r"picture|segments"):
        without_traces(content, JPEG)


@pytest.mark.usefixtures("flows", "frozen_today")
class TestAdding:
    def added(self, cast, by=None, name="照片.jpg", content=None, case=None):
        return add_file(
            by=by or cast.first_secretary,
            case=case or raised(cast),
            name=name,
            media_type="text/html",
            content=jpeg(JFIF, exif(">", 1)) if content is None else content,
            at=AT,
        )

    def test_a_file_is_kept_under_its_own_kind(self, cast):
        kept = self.added(cast, name="../a/照片.html")

        assert (kept.name, kept.media_type) == ("..a照片.html.jpg", JPEG)
        assert store.read(kept.digest) == jpeg(JFIF)
        assert queries.files_of(kept.case) == [kept]
        assert queries.events_of(kept.case)[-1].body["more"] == {"file": str(kept.id)}
        assert latest_events(cast.home.code)[0].act == "cases.file_added"

    def test_thirty_megabytes_are_too_many(self, cast):
        with pytest.raises(refusals.FileTooLarge, match=r"有 30\.0 MB，每个附件最多 10 MB"):
            self.added(cast, content=b"\xff\xd8\xff" + b"\0" * (30 * 1024 * 1024 - 3))

    def test_the_largest_is_taken(self, cast):
        assert self.added(cast, content=PDF_FILE.ljust(LARGEST)).size == LARGEST

    @pytest.mark.parametrize("content", [b"", b"<script>alert(1)</script>", b"\xff\xd8\xff\xe1\0"])
    def test_what_is_none_of_these_is_refused(self, cast, content):
        with pytest.raises((refusals.FileKind, refusals.FileEmpty), match="照片"):
            self.added(cast, content=content)
        assert "cases.file_added" not in {event.act for event in latest_events(cast.home.code)}

    def test_an_outsider_adds_nothing(self, cast):
        with pytest.raises(refusals.NoSuchCase):
            self.added(cast, by=cast.outsider)

    def test_nothing_is_added_to_what_is_over(self, cast):
        with pytest.raises(refusals.CaseIsOver):
            self.added(cast, case=settled(cast, raised(cast)))

    def test_there_is_a_most(self, cast, monkeypatch):
        monkeypatch.setattr("zhucun.cases.services_files.MOST", 1)
        case = self.added(cast).case

        with pytest.raises(refusals.TooManyFiles):
            self.added(cast, case=case)
