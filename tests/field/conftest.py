"""The phone's core in a real browser: one module, built once, served from this machine."""

import functools
import http.server
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scripts import frontend
from tests.project import ROOT

ONE_DATABASE = "a phone is the same whichever database the office has"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "field":
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.skipif("DATABASE_URL" in os.environ, reason=ONE_DATABASE))


@pytest.fixture(scope="package")
def core(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `core.js` and an empty page."""
    folder = tmp_path_factory.mktemp("core")
    config = "frontend/field/core.vite.config.ts"
    command = ["npx", "vite", "build", "--config", config, "--outDir", str(folder), "--logLevel", "error"]
    subprocess.run(command, cwd=ROOT, env=os.environ | frontend.node_path(), check=True, timeout=120)
    (folder / "index.html").write_text("<!doctype html><title>core</title>")
    return folder


@pytest.fixture(scope="package")
def address(core: Path) -> Iterator[str]:
    serving = functools.partial(Quiet, directory=str(core))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}/"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Nothing on the screen of the tests."""


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """An empty page of a fresh phone, with the core as `core`."""
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    page.goto(address)
    page.evaluate("import('/core.js').then((core) => { window.core = core; })")
    yield page
    context.close()
