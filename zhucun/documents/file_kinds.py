"""What a file is by its content, whatever it is called; and a picture without what the camera wrote beside it.

Where and with which telephone a picture was taken is nobody's business: only how it is to be turned stays.
"""

import struct
import zlib
from collections.abc import Iterator

from zhucun.kernel.spreadsheet.container import open_container
from zhucun.kernel.spreadsheet.limits import Limits
from zhucun.kernel.spreadsheet.refusals import SpreadsheetRefused

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",), DOCX: (".docx",), XLSX: (".xlsx",)}

PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
PNG_TELLS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt"})
START_OF_SCAN, STANDS_ALONE = 0xDA, frozenset({0x01, *range(0xD0, 0xDA)})
APPLICATION_DATA = frozenset({*range(0xE1, 0xF0), 0xFE}) - {
    0xE2,
    0xEE,
}  # E2 colours, EE how colours are coded
ORIENTATION = 0x0112
FRAMES = frozenset({*range(0xC0, 0xD0)}) - {0xC4, 0xC8, 0xCC}  # where a JPEG says how large it is
MOST_PIXELS = 100_000_000
LIMITS = Limits()


def kind_of(content: bytes) -> str:
    """The media type, or nothing for what is none of these."""
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(PNG_BEGINS):
        return PNG
    return _office(content) if content.startswith(b"PK\x03\x04") else ""


def _office(content: bytes) -> str:
    """Nothing with macros, files inside, paths that lead elsewhere, or what grows without measure when unpacked."""
    try:
        parts = open_container(content, LIMITS)
    except SpreadsheetRefused:
        return ""
    if "[Content_Types].xml" not in parts:
        return ""
    return DOCX if "word/document.xml" in parts else XLSX if "xl/workbook.xml" in parts else ""


def pixels(content: bytes, kind: str) -> int:
    """How many points a picture says it has; opening one of hundreds of millions would fill a machine."""
    try:
        if kind == PNG:
            wide, high = struct.unpack_from(">II", content, len(PNG_BEGINS) + 8)
            return int(wide) * int(high)
        return _jpeg_pixels(content) if kind == JPEG else 0
    except (struct.error, IndexError) as error:
        raise ValueError("the picture ends before its time") from error


def _jpeg_pixels(content: bytes) -> int:
    at = 2
    while content[at + 1] != START_OF_SCAN:
        marker, (length,) = content[at + 1], struct.unpack_from(">H", content, at + 2)
        if marker in FRAMES:
            high, wide = struct.unpack_from(">HH", content, at + 5)
            return int(wide) * int(high)
        at += 2 + length
    return 0


def without_traces(content: bytes, kind: str) -> bytes:
    """The same picture without place, time and device. Other files stay as they are; so does a broken picture."""
    try:
        if kind == JPEG:
            return _jpeg(content)
        return _png(content) if kind == PNG else content
    except (struct.error, IndexError) as error:
        raise ValueError("the picture ends before its time") from error


def _jpeg(content: bytes) -> bytes:
    kept, turned, at = [content[:2]], 0, 2
    while content[at + 1] != START_OF_SCAN:
        marker, (length,) = content[at + 1], struct.unpack_from(">H", content, at + 2)
        if content[at] != 0xFF or marker in STANDS_ALONE:
            raise ValueError("not a row of segments")
        segment = content[at : at + 2 + length]
        if marker == 0xE1:
            turned = turned or _orientation(segment[4:])
        if marker not in APPLICATION_DATA:
            kept.append(segment)
        at += 2 + length
    if turned > 1:
        kept.insert(1, _turned(turned))
    return b"".join([*kept, content[at:]])


def _orientation(data: bytes) -> int:
    """How a camera says that its picture is to be turned: 1 to 8, 0 where it says nothing."""
    if not data.startswith(b"Exif\0\0") or data[6:8] not in (b"II", b"MM"):
        return 0
    tiff, order = data[6:], "<" if data[6:8] == b"II" else ">"
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, first)
    for entry in range(count):
        tag, _type, _count, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * entry)
        if tag == ORIENTATION:
            return int(value) if 1 <= value <= 8 else 0
    return 0


def _turned(way: int) -> bytes:
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, way, 0, 0)
    data = b"Exif\0\0" + tiff
    return struct.pack(">BBH", 0xFF, 0xE1, len(data) + 2) + data


def _png(content: bytes) -> bytes:
    return PNG_BEGINS + b"".join(chunk for name, chunk in _chunks(content) if name not in PNG_TELLS)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_BEGINS)
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + 12 + length]
        if len(chunk) < 12 + length or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise ValueError("a chunk is broken")
        yield name, chunk
        if name == b"IEND":
            return
        at += 12 + length
