"""A phone in a village without a network: fifty records, ten pictures, the browser closed, a bad line; all is there once."""

import re
import zlib

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, Route, expect

from tests.journeys.pocket import SLOW, bar, enrolled, goes, signs_in, unlocked
from tests.journeys.site import BAIYU, Site

RECORDS, PICTURES = 50, 10


@pytest.mark.fault(row=2)
def test_weeks_without_a_network_lose_nothing_and_double_nothing(site: Site, phone) -> None:
    person = site.who(BAIYU, "第一书记")
    context = phone()
    page = enrolled(context, site, person)

    context.set_offline(True)
    for number in range(RECORDS):
        writes(page, f"没有信号时记的第{number + 1}条", picture=number if number < PICTURES else None)
    expect(bar(page)).to_contain_text(f"{RECORDS} 条待发送")
    context.close()

    context = phone()
    context.set_offline(True)
    page = unlocked(context, site)
    expect(bar(page)).to_contain_text(f"{RECORDS} 条待发送")
    cuts_every_third(context)
    context.set_offline(False)
    goes(page, "outbox")
    sends_until_done(page)

    signs_in(
        page, site, person, f"/c/{BAIYU}/fieldwork/"
    )  # closing the browser ended the web's sign-in, not the phone's
    assert kept_at_the_office(page) == list(range(1, RECORDS + 1))


def writes(page: Page, words: str, picture: int | None) -> None:
    """A work note: one form, the words, one button."""
    page.goto(page.url.split("#")[0] + "#/add")
    page.get_by_role("link", name=re.compile("^工作记录")).click()
    page.locator("main textarea, main input[type=text]").first.fill(words)
    for group in page.locator("main > form > fieldset").all():
        if not group.locator("input:checked").count():
            group.locator("label").first.click()
    if picture is not None:
        file = FilePayload(name=f"{picture}.png", mimeType="image/png", buffer=png(picture))
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_text("照片 1 张")).to_be_visible()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已存在手机")).to_be_visible()


def cuts_every_third(context: BrowserContext) -> None:
    """The door hears every request, and every third answer is lost on its way back."""
    count = 0

    def answer(route: Route) -> None:
        nonlocal count
        count += 1
        if count % 3 == 0:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    context.route(re.compile("/api/field/"), answer)


def sends_until_done(page: Page) -> None:
    for _round in range(40):
        page.get_by_role("button", name="现在发送").click()
        expect(page.get_by_role("button", name="现在发送")).to_be_enabled(timeout=SLOW)
        if "都已送达" in bar(page).inner_text():
            return
    raise AssertionError(bar(page).inner_text())


def kept_at_the_office(page: Page) -> list[int]:
    """The numbers of the notes as the office lists them, one for each record there is."""
    found: dict[str, int] = {}
    while True:
        for link in page.locator("a", has_text=re.compile(r"记的第\d+条")).all():
            said = re.search(r"记的第(\d+)条", link.inner_text())
            assert said
            found[link.get_attribute("href") or ""] = int(said[1])
        following = page.get_by_role("link", name="下一页")
        if not following.count():
            return sorted(found.values())
        following.click()
        page.wait_for_load_state()


def png(number: int) -> bytes:
    """A picture of one colour, another one for each number."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    side, colour = 400, bytes([number * 20, 120, 255 - number * 20])
    rows = b"".join(b"\0" + colour * side for _row in range(side))
    head = side.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
