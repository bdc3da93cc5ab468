"""LibreOffice is started, waited for and ended; nothing of it stays behind."""

from pathlib import Path

import pytest

from zhucun.documents import fonts, office, programs
from zhucun.documents.gb9704.render import to_docx
from zhucun.documents.tests.papers import NOTICE


def working_in(folder: Path) -> list[str]:
    """The processes that run in a folder, be it gone or not."""
    places = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        try:
            places.append(str(entry.readlink()))
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
    return [place for place in places if place.startswith(str(folder))]


@pytest.mark.office
def test_a_paper_becomes_a_pdf_and_the_workspace_is_empty_again(tmp_path):
    pdf = office.to_pdf(to_docx(NOTICE), workspace=tmp_path)

    assert pdf.startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.office
def test_a_conversion_out_of_time_is_refused_and_all_its_processes_are_gone(tmp_path):
    with pytest.raises(office.OfficeSlow) as refused:
        office.to_pdf(to_docx(NOTICE), seconds=0.4, workspace=tmp_path)

    assert refused.value.code == "documents.office_slow"
    assert working_in(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.office
def test_a_file_libreoffice_cannot_read_is_refused_with_its_reason(tmp_path):
    with pytest.raises(office.OfficeFailed) as refused:
        office.convert(b"not a word file", "docx", "xlsx", workspace=tmp_path)

    assert refused.value.details["reason"]


def test_a_server_without_libreoffice_says_so_and_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(office.OfficeMissing) as refused:
        office.to_pdf(b"")

    assert refused.value.sentence == "这台服务器没有安装 LibreOffice，不能生成 PDF。"
    assert "请先下载 Word 文件" in refused.value.advice


def test_a_child_that_outlives_its_starter_is_ended_with_it(tmp_path):
    with pytest.raises(programs.StillRunning):
        programs.run(["sh", "-c", "sleep 600 & exit 0"], folder=tmp_path, seconds=0.3)

    assert working_in(tmp_path) == []


def test_a_program_sees_nothing_of_the_servers_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")

    said = programs.run(["env"], folder=tmp_path, seconds=10, environment={"HOME": str(tmp_path)})

    assert sorted(line.partition("=")[0] for line in said.split()) == ["HOME", "LANG", "PATH"]


def test_every_face_of_a_paper_is_listed_with_what_draws_it():
    asked = {each.asked for each in fonts.drawn()}

    assert {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"} <= asked


def test_the_free_serif_is_made_heavy_only_where_it_stands_in_for_the_mark(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "installed", lambda: frozenset({"Noto Serif CJK SC"}))
    fonts.write_config(tmp_path / "free.conf")
    monkeypatch.setattr(fonts, "installed", lambda: frozenset({"方正小标宋简体", "Noto Serif CJK SC"}))
    fonts.write_config(tmp_path / "real.conf")

    assert "<const>bold</const>" in (tmp_path / "free.conf").read_text()
    assert "<const>bold</const>" not in (tmp_path / "real.conf").read_text()
