"""Another build of the app comes: what waits is all there afterwards, and no page is ever put together from two builds."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.faults.browser.builds import Plant
from tests.faults.browser.door import Door
from tests.faults.browser.phone import Phone, bar, writes

OLD, NEW = "1.0.0", "1.1.0"
MANY = 50
MOST_LOOKS = 60  # at what has come; each takes a second or two
MOST_PHONES = 5
NEWER = "有新版本，点此更新"
# What a careless hand might write with a new version: the store's shape has changed, so begin again.
BEGIN_AGAIN = Plant(
    "core/store.ts",
    "        if (before < 1) first(db);",
    "        for (const old of [...db.objectStoreNames]) db.deleteObjectStore(old);\n        first(db);",
)
FRESH_SHAPE = Plant("core/store.ts", "openDB<Shape>(name, 2, {", "openDB<Shape>(name, 3, {")
ANOTHER_BYTES = Plant("core/store.ts", "if (before < 2)", "if (before < 9)")
AT_ONCE = Plant(
    "worker/worker.ts",
    "event.waitUntil(fetchAll())",
    "event.waitUntil(fetchAll().then(() => worker.skipWaiting()))",
)
LOOKS_FOR_NEWER = """
async () => {
  const ours = await navigator.serviceWorker.getRegistration();
  await ours.update().catch(() => null);
  const coming = ours.installing;
  if (coming?.state === "installing") await new Promise((done) => { coming.onstatechange = done; });
}
"""
# Windows that do not ask one another.
NO_LOCK = Plant("session.ts", 'if (!("locks" in navigator)) return work();', "return work();")


def version(page: Page) -> str:
    """As the page says it of itself under 我的."""
    page.evaluate("location.hash = '#/mine'")
    said = page.locator("dl.facts dd").last
    expect(said).to_be_visible()
    return said.inner_text()


def looks_for_newer(page: Page) -> None:
    """As a browser does by itself when a page is opened; until what is new has come, or could not."""
    page.evaluate(LOOKS_FOR_NEWER)


def upgraded(phone: Phone, door: Door, old: Path, new: Path) -> Page:
    """Written with the old app and without a network; then there is one, and the new app with it."""
    door.deploy(old)
    page = phone.enrol(phone.pick_up())
    phone.context.set_offline(True)
    for number in range(MANY):
        writes(page, f"第{number + 1}条 {phone.profile.parent.name}")
    expect(bar(page)).to_contain_text(f"{MANY} 条待发送")
    phone.context.route(re.compile("/api/field/"), lambda route: route.abort())
    phone.context.set_offline(False)
    door.deploy(new)
    page.goto(page.url.split("#")[0] + "#/")
    looks_for_newer(page)
    page.get_by_role("button", name=NEWER).click()
    expect(page.get_by_label(re.compile("请输口令"))).to_be_visible()
    return phone.unlock(page)


@pytest.mark.fault(row=23)
def test_a_new_app_finds_an_old_outbox_and_sends_all_of_it(home, builds, phones):
    phone = phones()

    page = upgraded(phone, home, builds(OLD), builds(NEW))

    assert version(page) == NEW
    expect(bar(page)).to_contain_text(f"{MANY} 条待发送")
    page.goto(page.url.split("#")[0] + "#/outbox")
    expect(page.locator("p.item")).to_have_count(MANY)
    phone.context.unroute(re.compile("/api/field/"))
    page.get_by_role("button", name="现在发送").click()
    expect(bar(page)).to_contain_text("都已送达")
    mine = [text for text in home.came()["notes"] if text.endswith(phone.profile.parent.name)]
    assert sorted(mine) == sorted(f"第{number + 1}条 {phone.profile.parent.name}" for number in range(MANY))


@pytest.mark.proves(row=23)
def test_a_new_app_that_begins_again_is_found_out(home, builds, phones):
    new = builds(NEW, BEGIN_AGAIN, FRESH_SHAPE, ANOTHER_BYTES)

    with pytest.raises(AssertionError):
        upgraded(phones(), home, builds(OLD), new)


@pytest.fixture
def two_pages(home: Door, builds: Callable[..., Path], phones) -> Callable[..., tuple[Phone, Page]]:
    """A page of the old build that is open while the new one comes in two halves; gives what a second page then says it is."""

    def open_both(*plants: Plant) -> tuple[Phone, Page]:
        old, new = builds(OLD, *plants), builds(NEW, *plants)
        home.deploy(old)
        phone = phones()
        page = phone.enrol(phone.pick_up())
        home.deploy(new, without=".css")
        looks_for_newer(page)
        return phone, page

    return open_both


def shown(phone: Phone, page: Page) -> tuple[str, str, bool]:
    """The versions of a page that was open and of one opened now without a network, and whether that one looks as it should."""
    phone.context.set_offline(True)
    other = phone.unlock(phone.context.new_page())
    styled = other.evaluate("getComputedStyle(document.querySelector('.places')).position") == "fixed"
    versions = version(page), version(other), styled
    other.close()
    phone.context.set_offline(False)
    return versions


@pytest.mark.fault(row=24)
def test_a_new_build_beside_an_old_page_is_nowhere_mixed_and_comes_when_asked_for(two_pages, home, builds):
    phone, page = two_pages()

    assert shown(phone, page) == (OLD, OLD, True)  # half of it has come: nothing of it shows
    home.deploy(builds(NEW))
    looks_for_newer(page)
    expect(page.get_by_role("button", name=NEWER)).to_be_visible()
    assert shown(phone, page) == (OLD, OLD, True)  # all of it has come: nobody has asked for it

    other = phone.unlock(phone.context.new_page())
    page.get_by_role("button", name=NEWER).click()
    expect(page.get_by_text("驻村还开着别的窗口")).to_be_visible()
    assert (version(page), version(other)) == (OLD, OLD)
    other.close()
    page.get_by_role("button", name=NEWER).click()
    expect(page.get_by_label(re.compile("请输口令"))).to_be_visible()
    phone.unlock(page)
    assert shown(phone, page) == (NEW, NEW, True)


@pytest.mark.proves(row=24)
def test_builds_that_mix_are_found_out(two_pages, home, builds):
    phone, page = two_pages(AT_ONCE)
    home.deploy(builds(NEW, AT_ONCE))
    looks_for_newer(page)

    assert any(shown(phone, page) != (OLD, OLD, True) for _look in range(MOST_LOOKS))


def notes(door: Door, phone: Phone) -> list[str]:
    return [text for text in door.came()["notes"] if text.endswith(phone.profile.parent.name)]


def at_once(door: Door, phone: Phone, page: Page) -> int:
    """Two windows of one phone send; how many requests with envelopes are under way at the same time at most."""
    under_way = most = 0

    def slow(route) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        page.wait_for_timeout(300)
        answer = route.fetch()
        under_way -= 1
        route.fulfill(response=answer)

    other = phone.unlock(phone.context.new_page())
    phone.context.set_offline(True)
    for at in range(4):
        writes((page, other)[at % 2], f"窗口{at % 2}的第{at}条 {phone.profile.parent.name}")
    phone.context.route(re.compile("/api/field/push"), slow)
    phone.context.set_offline(False)
    for one in (page, other):
        one.evaluate("dispatchEvent(new Event('online'))")
    for _look in range(MOST_LOOKS):  # a window loaded anew would break off what it sends
        page.wait_for_timeout(500)
        if not under_way and len(notes(door, phone)) == 4:
            break
    for one in (page, other):
        one.reload()
        phone.unlock(one)
        expect(bar(one)).to_contain_text("都已送达")
    return most


@pytest.mark.fault(row=24)
def test_two_windows_write_one_chain_and_one_of_them_sends(door, phones):
    phone = phones()
    page = phone.enrol(phone.pick_up())

    most = at_once(door, phone, page)

    came = notes(door, phone)
    assert (most, len(came), len(set(came))) == (1, 4, 4)


@pytest.mark.proves(row=24)
def test_windows_that_both_send_are_found_out(home, builds, phones):
    home.deploy(builds(OLD, NO_LOCK))
    several = (phones() for _phone in range(MOST_PHONES))  # on a busy machine two windows may miss each other

    assert any(at_once(home, phone, phone.enrol(phone.pick_up())) > 1 for phone in several)
