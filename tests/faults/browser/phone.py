"""Somebody's phone: a Chromium with a profile of its own, which may be killed and picked up again."""

import os
import re
import signal
import subprocess
import zlib
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, Playwright, expect

from tests.faults.browser.door import Door
from tests.journeys.conftest import FLAGS

PIN = "135790"
PATIENCE = 20_000
HEADLESS = ["--headless=new", "--remote-debugging-port=0", "--no-first-run", "--window-size=360,780"]


class Phone:
    """`context` while it is picked up; what was kept is in `profile`."""

    def __init__(self, playwright: Playwright, profile: Path, door: Door) -> None:
        self.playwright, self.profile, self.door = playwright, profile, door
        self.process: subprocess.Popen[bytes] | None = None
        self.context: BrowserContext

    def pick_up(self, script: str = "") -> Page:
        """A page, still empty; `script` runs in each page before the app does."""
        told = self.profile / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        command = ["/usr/bin/chromium", *FLAGS, *HEADLESS, f"--user-data-dir={self.profile}"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        while not (told.exists() and told.read_text().count("\n")):
            assert self.process.poll() is None, "Chromium did not start"
            Event().wait(0.05)
        browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{told.read_text().split()[0]}")
        self.context = browser.contexts[0]
        self.context.set_default_timeout(PATIENCE)
        if script:
            self.context.add_init_script(script)
        return self.context.new_page()

    def kill(self) -> None:
        """kill -9, as the system does to make room, or an empty battery."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(60)
        self.process = None

    def put_down(self) -> None:
        """Closed as people close it."""
        session = self.context.browser.new_browser_cdp_session() if self.context.browser else None
        assert session and self.process
        session.send("Browser.close")
        self.process.wait(60)
        self.process = None

    def enrol(self, page: Page) -> Page:
        self.context.add_cookies([self.door.session()])  # type: ignore[list-item]
        page.goto(f"{self.door.url}/field/")
        page.get_by_label("给这部手机设一个六位数字的口令").fill(PIN)
        page.get_by_label("再输一次").fill(PIN)
        page.get_by_role("button", name="开始使用").click()
        expect(bar(page)).to_contain_text(re.compile("数据截至|上次同步"))
        page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        return page

    def unlock(self, page: Page) -> Page:
        page.goto(f"{self.door.url}/field/")
        page.get_by_label(re.compile("请输口令")).fill(PIN)
        page.get_by_role("button", name="打开").click()
        expect(page.get_by_role("navigation")).to_be_visible()
        return page

    def devtools(self, page: Page) -> Any:
        return self.context.new_cdp_session(page)


def bar(page: Page) -> Locator:
    """What was not sent yet, and since when what is shown is."""
    return page.locator("a.bar")


def fills(page: Page, words: str, picture: bytes | None = None) -> None:
    """A work note, all but the button."""
    page.goto(page.url.split("#")[0] + "#/add")
    page.get_by_role("link", name=re.compile("^工作记录")).click()
    page.locator("main textarea, main input[type=text]").first.fill(words)
    for group in page.locator("main > form > fieldset").all():
        if not group.locator("input:checked").count():
            group.locator("label").first.click()
    if picture:
        file = FilePayload(name="a.png", mimeType="image/png", buffer=picture)
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_text("照片 1 张")).to_be_visible()


def saves(page: Page) -> None:
    page.get_by_role("button", name="保存").click()


def writes(page: Page, words: str, picture: bytes | None = None) -> None:
    fills(page, words, picture)
    saves(page)
    expect(page.get_by_text("已存在手机")).to_be_visible()


def noise(side: int, seed: int) -> bytes:
    """A PNG that no encoder makes small."""
    from random import Random

    chance = Random(seed)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    rows = b"".join(b"\0" + chance.randbytes(3 * side) for _row in range(side))
    head = side.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
