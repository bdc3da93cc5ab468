"""A phone in somebody's hand: enrolled once, opened by its PIN, and looked at."""

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.site import Person, Site

PIN = "135790"
SLOW = 60_000


def enrolled(context: BrowserContext, site: Site, person: Person) -> Page:
    page = context.new_page()
    signs_in(page, site, person, "/field/")
    page.get_by_label("给这部手机设一个六位数字的口令").fill(PIN)
    page.get_by_label("再输一次").fill(PIN)
    page.get_by_role("button", name="开始使用").click()
    expect(said(page)).to_contain_text("数据截至", timeout=SLOW)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    return page


def signs_in(page: Page, site: Site, person: Person, further: str) -> None:
    page.goto(f"{site.url}/accounts/login/?next={further}")
    page.locator("input[name=login]").fill(person.username)
    page.locator("input[name=password]").fill(person.password)
    page.locator("button[type=submit]").first.click()
    page.wait_for_url(f"{site.url}{further}")


def unlocked(context: BrowserContext, site: Site) -> Page:
    page = context.new_page()
    page.goto(f"{site.url}/field/")
    page.get_by_label(re.compile("请输口令")).fill(PIN)
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_role("navigation")).to_be_visible()
    return page


def bar(page: Page) -> Locator:
    """Whether all is sent, as it is read out."""
    return page.get_by_role("status").first


def said(page: Page) -> Locator:
    """The whole line, with from when what is shown is."""
    return page.locator("a.bar")


def goes(page: Page, screen: str) -> None:
    """Open a screen by its address and wait until it has the floor."""
    page.goto(page.url.split("#")[0] + f"#/{screen}")
    expect(page.locator("h1")).to_be_focused()
