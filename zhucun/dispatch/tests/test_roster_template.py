import io
import shutil
import subprocess

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from zhucun.dispatch.roster.layout import LAYOUT, SHEET
from zhucun.dispatch.roster.reading import read_roster
from zhucun.dispatch.roster.template import roster_template
from zhucun.dispatch.tests.roster_samples import PLAIN, TODAY, VILLAGES

PLACES = [(village.township, village.name) for village in VILLAGES]


@pytest.fixture
def book():
    return openpyxl.load_workbook(io.BytesIO(roster_template("白玉县", PLACES)))


def test_the_template_is_read_back_as_a_roster_without_a_line_or_a_word():
    sheet = read_roster(roster_template("白玉县", PLACES), today=TODAY)

    assert sheet.rows == []
    assert sheet.problems == []


def test_a_filled_template_is_read(book):
    for at, column in enumerate(LAYOUT.columns, start=1):
        book[SHEET].cell(3, at, PLAIN[column.key])
    target = io.BytesIO()
    book.save(target)

    sheet = read_roster(target.getvalue(), today=TODAY)

    assert [row.name for row in sheet.rows] == ["张三"]
    assert sheet.problems == []


def test_code_columns_are_text_and_lists_are_hidden(book):
    sheet = book[SHEET]

    for key in ("id_number", "phone", "uscc"):
        at = [column.key for column in LAYOUT.columns].index(key) + 1
        assert sheet.column_dimensions[get_column_letter(at)].number_format == "@" or (
            sheet.cell(2, at).number_format == "@"
        )
    assert book["代码表"].sheet_state == "hidden"
    assert [cell.value for cell in book["代码表"]["C"]][:4] == ["建设镇", "麻绒乡", "阿察镇", "盖玉镇"]


def test_each_choice_has_a_list_that_warns_and_the_villages_follow_the_township(book):
    rules = {str(rule.sqref): rule for rule in book[SHEET].data_validations.dataValidation}

    assert set(rules) == {f"{letter}3:{letter}5002" for letter in "DGHJKL"}
    assert rules["J3:J5002"].formula1 == '"第一书记,工作队队长,工作队员"'
    assert "MATCH($K3" in rules["L3:L5002"].formula1
    assert {rule.errorStyle for rule in rules.values()} == {"warning"}


def test_every_column_is_explained(book):
    guide = [[cell.value for cell in row] for row in book["填写说明"].iter_rows()]

    assert guide[0][0] == "白玉县派驻名册填写说明"
    assert {column.title for column in LAYOUT.columns} <= {row[0] for row in guide}


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_opens_the_template_and_keeps_its_sheet(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(roster_template("白玉县", PLACES))
    office = shutil.which("soffice")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        tmp_path / "out",
        tmp_path / "a.xlsx",
    ]

    subprocess.run(command, check=True, capture_output=True, timeout=120)

    again = (tmp_path / "out" / "a.xlsx").read_bytes()
    assert read_roster(again, today=TODAY).problems == []
    rules = openpyxl.load_workbook(io.BytesIO(again))[SHEET].data_validations.dataValidation
    assert any("MATCH" in str(rule.formula1) for rule in rules)
