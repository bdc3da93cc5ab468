"""Leaving the phone with something the office does not have: refused. Thrown away by the browser: said, and seen."""

import json
import re

import pytest
from playwright.sync_api import Page, Response, expect

from tests.faults.browser.builds import Plant
from tests.faults.browser.door import Door
from tests.faults.browser.phone import Phone, bar, writes

PUSH = re.compile("/api/field/push")
HEARD = 90_000  # ms; a round that failed is followed by a longer wait
CLEARS = "clear-site-data"
CLEARED = "浏览器清掉了驻村在这部手机上的资料"
EVICTED = "indexeddb,cache_storage,service_workers,file_systems,websql"
LEAVES_ANYWAY = Plant(
    "core/leaving.ts", "if (found.envelopes || found.pictures) throw", "if (found.pictures < 0) throw"
)
FORGETS_THE_COOKIE = Plant(
    "devices.ts", "document.cookie = `zhucun_field=${now.length};", "document.cookie = `other=${now.length};"
)


def leaves(page: Page) -> None:
    for place in ("#/", "#/mine"):  # anew, if that is where one is
        page.goto(page.url.split("#")[0] + place)
    page.get_by_role("button", name="退出这部手机").click()
    page.get_by_role("button", name="退出并清空").click()


def stores(page: Page) -> int:
    """How many people's stores lie on the phone."""
    found: int = page.evaluate(
        "indexedDB.databases().then((all) => all.filter((one) => /^zhucun-field-/.test(one.name)).length)"
    )
    return found


def with_something_unsent(phone: Phone) -> Page:
    page = phone.enrol(phone.pick_up())
    phone.context.route(PUSH, lambda route: route.abort())
    writes(page, f"还没有发出的 {phone.profile.parent.name}")
    expect(bar(page)).to_contain_text("1 条待发送")
    return page


@pytest.mark.fault(row=30)
def test_leaving_with_something_unsent_is_refused_until_it_is_sent(door, phones):
    phone = phones()
    page = with_something_unsent(phone)

    leaves(page)
    expect(page.get_by_text("还有 1 条记录、0 张照片没有发出，现在不能退出")).to_be_visible()
    assert stores(page) == 1
    phone.context.unroute(PUSH)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(bar(page)).to_contain_text("都已送达")
    leaves(page)

    expect(page.get_by_label("给这部手机设一个六位数字的口令")).to_be_visible()
    assert stores(page) == 0
    assert f"还没有发出的 {phone.profile.parent.name}" in door.came()["notes"]


@pytest.mark.fault(row=30)
def test_leaving_with_something_unsent_is_refused_until_it_is_in_a_file(door, phones, tmp_path):
    phone = phones()
    page = with_something_unsent(phone)

    page.goto(page.url.split("#")[0] + "#/outbox")
    with page.expect_download() as saved:
        page.get_by_role("button", name="存成文件交办公室").click()
    saved.value.save_as(tmp_path / "outbox.json")
    writes(page, "存成文件以后写的")
    leaves(page)
    expect(page.get_by_text("还有 1 条记录、0 张照片没有发出，现在不能退出")).to_be_visible()
    page.goto(page.url.split("#")[0] + "#/outbox")
    with page.expect_download() as saved:
        page.get_by_role("button", name="存成文件交办公室").click()
    saved.value.save_as(tmp_path / "both.json")
    leaves(page)

    expect(page.get_by_label("给这部手机设一个六位数字的口令")).to_be_visible()
    assert [
        len(json.loads((tmp_path / name).read_text())["sealed"]) for name in ("outbox.json", "both.json")
    ] == [1, 2]
    assert stores(page) == 0


@pytest.mark.fault(row=30)
def test_signing_out_on_the_web_leaves_the_phone_alone_and_no_answer_clears_it(door, phones):
    phone = phones()
    heads: list[dict[str, str]] = []
    page = with_something_unsent(phone)
    phone.context.on("response", lambda answer: heads.append(answer.headers))

    office = phone.context.new_page()
    office.goto(f"{door.url}/accounts/logout/")
    office.get_by_role("button", name="退出", exact=True).click()
    office.wait_for_url(lambda url: "logout" not in url)
    page.reload()
    phone.unlock(page)

    expect(bar(page)).to_contain_text("1 条待发送")
    assert heads
    assert not [head[CLEARS] for head in heads if CLEARS in head]


@pytest.mark.proves(row=30)
def test_an_answer_that_clears_the_phone_is_found_out(door, phones):
    """What `Clear-Site-Data` does to the stores is done to them."""
    phone = phones()
    page = with_something_unsent(phone)

    phone.devtools(page).send("Storage.clearDataForOrigin", {"origin": door.url, "storageTypes": EVICTED})
    page.goto(f"{door.url}/field/")

    expect(page.get_by_label("给这部手机设一个六位数字的口令")).to_be_visible()
    assert stores(page) == 0


@pytest.mark.proves(row=30)
def test_a_phone_that_leaves_anyway_is_found_out(door, builds, phones):
    door.deploy(builds("1.0.0", LEAVES_ANYWAY))
    page = with_something_unsent(phones())

    leaves(page)

    expect(page.get_by_label("给这部手机设一个六位数字的口令")).to_be_visible()
    assert stores(page) == 0


def told_of_three(response: Response) -> bool:
    """The office may have been greeted before, with fewer; one that had no time has noted nothing."""
    if not response.ok:
        return False
    said = response.request.post_data_json if response.url.endswith("/api/field/hello") else None
    return said is not None and said["made"] == 3


def thrown_away(phone: Phone, door: Door) -> tuple[Page, str]:
    """Three that the office has only heard of; then the browser clears what the app keeps. Gives which device it was.

    Sending stays barred: a push held up here would be let go with the bar, when its phone is long empty.
    """
    page = phone.enrol(phone.pick_up())
    device = page.evaluate(
        "indexedDB.databases().then((all) => all.map((one) => one.name).find((name) => /^zhucun-field-/.test(name)))"
    ).removeprefix("zhucun-field-")
    phone.context.route(PUSH, lambda route: route.abort())
    for number in range(3):
        writes(page, f"丢了的{number}")
    with page.expect_response(told_of_three, timeout=HEARD):
        page.evaluate("dispatchEvent(new Event('online'))")
    page.goto("about:blank")
    phone.devtools(page).send(
        "Storage.clearDataForOrigin", {"origin": door.url, "storageTypes": EVICTED + ",local_storage"}
    )
    return page, device


@pytest.mark.fault(row=27)
def test_what_the_browser_threw_away_is_said_on_the_phone_and_seen_at_the_office(door, phones):
    phone = phones()

    page, device = thrown_away(phone, door)
    page.goto(f"{door.url}/field/")
    expect(page.get_by_text(CLEARED)).to_be_visible()
    phone.enrol(page)

    page.goto(page.url.split("#")[0] + "#/households")
    expect(page.locator("main")).to_contain_text("户")
    expect(page.get_by_text(CLEARED)).to_have_count(0)
    assert door.came()["never_came"][device] == [[1, 3]]
    page.reload()
    expect(page.get_by_label(re.compile("请输口令"))).to_be_visible()
    expect(page.get_by_text(CLEARED)).to_have_count(0)


@pytest.mark.proves(row=27)
def test_a_phone_that_does_not_know_that_it_was_emptied_is_found_out(door, builds, phones):
    door.deploy(builds("1.0.0", FORGETS_THE_COOKIE))

    page, _device = thrown_away(phones(), door)
    page.goto(f"{door.url}/field/")

    expect(page.get_by_label("给这部手机设一个六位数字的口令")).to_be_visible()
    assert page.get_by_text(CLEARED).count() == 0
