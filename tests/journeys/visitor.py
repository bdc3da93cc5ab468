"""A person at a screen. Whatever goes wrong in the browser meanwhile is kept and held against the page."""

import os
import re
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response

from tests.journeys.site import Person, Site
from tests.project import ROOT

PHONE, DESK = 360, 1280
HEIGHTS = {PHONE: 780, 768: 1024, DESK: 800, 1920: 1080}
PICTURED = (PHONE, DESK)
ALBUM = Path(os.environ.get("ZHUCUN_SCREENSHOTS", ROOT / "var" / "screenshots"))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
GRAVE = {"serious", "critical"}
# What sticks to the window lies over something else at each scroll: across the middle of a long picture,
# over a control that is fully there a moment later.
STILL = ".bar, .submit, .side { position: static !important; height: auto !important; }"


class Visitor:
    """One person, one browser window, one size of screen."""

    def __init__(self, page: Page, site: Site, album: str, width: int) -> None:
        self.page, self.site, self.width = page, site, width
        self.album, self.pictures = ALBUM / album, 0
        self.taps = 0
        self.faults: list[str] = []
        self.resize(width)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def sign_in(self, person: Person) -> None:
        self.go("/accounts/login/")
        self.field("登录名").fill(person.username)
        self.field("密码").fill(person.password)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_load_state()

    def go(self, path: str) -> int:
        """Open an address of the site; the status of what it answers."""
        response = self.page.goto(path if path.startswith("http") else f"{self.site.url}{path}")
        assert response is not None
        return response.status

    def tap(self, what: Locator) -> None:
        """Touch something, and count it."""
        self.taps += 1
        what.click()

    def link(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("link", name=name, exact=isinstance(name, str))

    def field(self, label: str) -> Locator:
        """What is typed into, by the words beside it; 必填 may follow them."""
        return self.page.get_by_label(re.compile(f"^{re.escape(label)}"))

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=isinstance(name, str))

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site.url)

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def look(self, name: str) -> None:
        """What is asked of every page: nothing went wrong, nothing sideways, everybody can read it; and its pictures."""
        self.page.wait_for_load_state()
        assert not self.faults, f"{name}: {self.faults}"
        self.still(STILL)
        findings = self.grave_findings()
        assert not findings, f"{name}: {findings}"
        self.pictures += 1
        for width in HEIGHTS:
            self.resize(width)
            beyond = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert beyond <= 0, f"{name}: {beyond} px wider than {width}"
            if width in PICTURED:
                self.picture(f"{self.pictures:02}-{name}-{width}")
        self.still("")
        self.resize(self.width)

    def still(self, style: str) -> None:
        """Through the object model: a style element would be refused by the site's content policy, and rightly."""
        self.page.evaluate(
            "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s] }",
            style,
        )

    def grave_findings(self) -> list[str]:
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in GRAVE]

    def picture(self, name: str) -> None:
        self.album.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.album / f"{name}.png", full_page=True, animations="disabled")

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})

    def media(
        self, *, scheme: Literal["dark", "light"] = "light", medium: Literal["print", "screen"] = "screen"
    ) -> None:
        self.page.emulate_media(color_scheme=scheme, media=medium)

    def _heard(self, message: ConsoleMessage) -> None:
        # A page that is refused (403, 404, 422) is a designed answer; the browser says so all the same.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.url, "data:", "blob:")):
            self.faults.append(f"asked elsewhere: {request.url}")

    def _answered(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.faults.append(f"{response.status}: {response.url}")
