"""The zip around a workbook, looked over before anything in it is unpacked.

Nothing is read from a part until the whole directory has passed: number of parts, declared sizes, ratio,
paths, links, encryption and archives inside the archive.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from zhucun.kernel.spreadsheet.limits import MEGABYTE, Limits
from zhucun.kernel.spreadsheet.refusals import (
    Damaged,
    EmptyFile,
    EncryptedWorkbook,
    ForeignContent,
    MacroWorkbook,
    NotAWorkbook,
    OldWorkbook,
    Overblown,
    PlainTextTable,
    TooLarge,
)

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (_ZIP, b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", _COMPOUND)
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 64 * 1024
_SYMLINK, _FILE_TYPE = 0o120000, 0o170000

# What zipfile raises when a directory or a part lies about itself.
_SIGNS_OF_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    ValueError,
)


@contextmanager
def _damage_refused() -> Iterator[None]:
    try:
        yield
    except _SIGNS_OF_DAMAGE as problem:
        raise Damaged from problem


class Container:
    """The named parts of a workbook that passed the look-over."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        # Part names are equal whatever their case; some writers rely on it.
        self._names = {name.lower(): name for name in archive.namelist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one part; a part that is missing or broken makes the file a damaged one."""
        with _damage_refused(), self._archive.open(self._names[name.lower()]) as part:
            while chunk := part.read(_CHUNK):
                yield chunk


def open_container(data: bytes, limits: Limits) -> Container:
    if len(data) > limits.packed_bytes:
        raise TooLarge(limit=limits.packed_bytes // MEGABYTE)
    _refuse_other_kinds(data)
    with _damage_refused():
        archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    _check_sizes(entries, limits)
    for entry in entries:
        _check_entry(archive, entry)
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise ForeignContent
    if any(PurePosixPath(name).name == "vbaproject.bin" for name in names):
        raise MacroWorkbook
    return Container(archive)


def _refuse_other_kinds(data: bytes) -> None:
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyFile
    if data.startswith(_COMPOUND):
        raise EncryptedWorkbook if _ENCRYPTED_STREAM in data else OldWorkbook
    if not data.startswith(_ZIP):
        raise PlainTextTable if _reads_as_text(data[:_CHUNK]) else NotAWorkbook


def _reads_as_text(head: bytes) -> bool:
    if b"\0" in head or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"%PDF", b"{")):
        return False
    return any(mark in head for mark in (b",", b"\t", b";", b"\n"))


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    # A small part may shrink a thousandfold and harm nobody, so the ratio counts only from a megabyte on.
    blown = unpacked > MEGABYTE and unpacked > packed * limits.ratio
    if len(entries) > limits.parts or unpacked > limits.unpacked_bytes or blown:
        raise Overblown


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename)
    strange_path = path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in entry.filename
    is_link = (entry.external_attr >> 16) & _FILE_TYPE == _SYMLINK
    if strange_path or is_link:
        raise ForeignContent
    if entry.flag_bits & 0x1:
        raise EncryptedWorkbook
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Damaged
    with _damage_refused(), archive.open(entry) as part:
        head = part.read(8)
    if head.startswith(_ARCHIVES):
        raise ForeignContent
