import io
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhucun.kernel.spreadsheet import DEFAULT, Limits, SpreadsheetRefused, open_table, open_workbook
from zhucun.kernel.spreadsheet.limits import MEGABYTE
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
from zhucun.kernel.tests.spreadsheet_samples import HEADER, LAYOUT, PARTS, made, packed

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refusal_of(data, limits=DEFAULT):
    with pytest.raises(SpreadsheetRefused) as caught:
        open_workbook(data, limits)
    assert caught.value.sentence and caught.value.advice
    return type(caught.value)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (b"\0" * 4096, EmptyFile),
        (COMPOUND, OldWorkbook),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), EncryptedWorkbook),
        ("姓名,身份证号\n张三,1".encode("gb18030"), PlainTextTable),
        (b"\xef\xbb\xbfname\tid\n", PlainTextTable),
        (b"%PDF-1.7\n1 0 obj", NotAWorkbook),
        (b"<html>\n<table>", NotAWorkbook),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotAWorkbook),
        (b"PK\x03\x04" + b"x" * 200, Damaged),
        (packed({"word/document.xml": "<document/>"}), NotAWorkbook),
        (packed(**{"xl/vbaProject.bin": b"macro"}), MacroWorkbook),
    ],
)
def test_what_is_no_plain_workbook_is_refused_by_its_kind(data, refusal):
    assert refusal_of(data) is refusal


def test_a_word_file_is_not_taken_for_a_workbook():
    rels = PARTS["_rels/.rels"].replace("xl/workbook.xml", "word/document.xml")

    data = packed({"_rels/.rels": rels, "word/document.xml": "<document/>"})

    assert refusal_of(data) is NotAWorkbook


def test_a_file_over_the_limit_is_refused_before_it_is_opened():
    assert refusal_of(b"PK\x03\x04" + b"x" * (10 * MEGABYTE)) is TooLarge


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "xl\\..\\..\\evil.xml", "C:evil.xml"])
def test_a_path_that_leaves_the_folder_is_refused(name):
    assert refusal_of(packed(**{name: "x"})) is ForeignContent


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", COMPOUND])
def test_an_archive_or_document_inside_is_refused(head):
    assert refusal_of(packed(**{"xl/embeddings/object1.bin": head + b"rest"})) is ForeignContent


def test_a_link_inside_is_refused():
    entry = zipfile.ZipInfo("xl/link.xml")
    entry.external_attr = 0o120777 << 16
    data = io.BytesIO(packed())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(entry, "/etc/passwd")

    assert refusal_of(data.getvalue()) is ForeignContent


def test_two_parts_of_one_name_are_refused():
    data = io.BytesIO(packed())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("XL/Workbook.xml", "<workbook/>")

    assert refusal_of(data.getvalue()) is ForeignContent


def test_an_encrypted_part_is_refused():
    data = bytearray(packed())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1

    assert refusal_of(bytes(data)) is EncryptedWorkbook


def test_too_many_parts_are_refused():
    data = packed(**{f"xl/media/image{number}.png": b"" for number in range(600)})

    assert refusal_of(data) is Overblown


def test_a_bomb_is_refused_quickly_and_without_unpacking_it():
    data = packed(sheet="<worksheet>" + " " * (200 * MEGABYTE) + "</worksheet>")
    assert len(data) < MEGABYTE
    tracemalloc.start()
    start = time.perf_counter()

    refusal = refusal_of(data)

    spent, (_, peak) = time.perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal is Overblown
    assert spent < 2
    assert peak < 20 * MEGABYTE


def test_a_document_type_is_refused_so_no_entity_is_ever_defined():
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    workbook = open_workbook(packed(sheet=laughs))

    with pytest.raises(Damaged):
        open_table(workbook, LAYOUT)


@pytest.mark.parametrize(
    ("sheet", "refusal"),
    [
        ("<a>" * 100 + "</a>" * 100, Overblown),
        ("<a>" + "<c/>" * 3000 + "</a>", Overblown),
        ("<worksheet><row r='1'><c r='A0'><v>1</v></c></row></worksheet>", Damaged),
        ("<worksheet><row r='1'><c r='ÀÀ1'><v>1</v></c></row></worksheet>", Damaged),
        ("<worksheet><row r='99999999999'/></worksheet>", Damaged),
        ("<worksheet><row r='2'/><row r='1'/></worksheet>", Damaged),
        ("<worksheet><row><c t='s'><v>7</v></c></row></worksheet>", Damaged),
        ("<worksheet><row><c><v>1e9999999999</v></c></row></worksheet>", Damaged),
        ("<worksheet><row><c><v>NaN</v></c></row></worksheet>", Damaged),
        ("<worksheet><row><c t='d'><v>soon</v></c></row></worksheet>", Damaged),
        ("<worksheet><mergeCell ref='A1:'/><mergeCell ref='oops'/></worksheet>", Damaged),
        ("<worksheet><row", Damaged),
        ("<?xml version='1.0' encoding='no-such'?><worksheet/>", Damaged),
    ],
)
def test_a_hostile_sheet_ends_in_a_refusal(sheet, refusal):
    workbook = open_workbook(packed(sheet=sheet), Limits(elements=2000))

    with pytest.raises(refusal):
        workbook.grid(workbook.sheets[0])


WHOLE = made(HEADER, ["张三", "110105", "县委办公室", "2024-03-01"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_flipped_bytes_are_read_or_refused_and_never_crash(flips):
    data = bytearray(WHOLE)
    for at, value in flips:
        data[at] = value

    try:
        open_table(open_workbook(bytes(data)), LAYOUT)
    except SpreadsheetRefused as refusal:
        assert refusal.sentence


@settings(max_examples=300, deadline=None)
@given(st.text("<>/=\"' rcvtfsxmlA1&#;[]!DOCTYPE号", max_size=200))
def test_any_text_as_a_sheet_is_read_or_refused(body):
    try:
        open_table(open_workbook(packed(sheet=f"<worksheet>{body}</worksheet>")), LAYOUT)
    except SpreadsheetRefused as refusal:
        assert refusal.sentence
