"""Opening the app: it sends by itself then, and when a network comes; it asks to be kept; it is small, and soon there."""

import re
import sys
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.faults.browser.builds import Plant
from tests.faults.browser.counting import counted
from tests.faults.browser.phone import PIN, Phone, bar, writes

PUSH = re.compile("/api/field/push")
MOST_BYTES, MOST_MILLISECONDS = 100_000, 1000
STARTS = 20  # of which the best counts: other work on the machine is not the app's
# A browser that cannot send in the background, as Safari and Firefox are; and nothing happens by the clock.
NO_BACKGROUND = "delete window.SyncManager; delete window.PeriodicSyncManager; window.setInterval = () => 0;"
ASKED = """
window.asked = 0;
const ask = StorageManager.prototype.persist;
StorageManager.prototype.persist = function () { window.asked += 1; return ask.call(this); };
"""
READY = """
const look = () => {
  if (document.querySelector("input#pin")) requestAnimationFrame(() => setTimeout(() => { window.ready = performance.now(); }));
  else requestAnimationFrame(look);
};
look();
"""
DEAF = Plant("session.ts", 'addEventListener("online", session.awake);', "")
LAZY = Plant("session.ts", "    void session.send();\n    return session;", "    return session;")
FORGETFUL = Plant(
    "session.ts",
    "await this.sender.round();\n    if",
    "await new Sender(this.store, this.keys, this.door, APP).round();\n    if",
)


def sends_when(phone: Phone, *, opened: bool) -> Page:
    """Something is written without a network; then there is one, and the app is opened or was open."""
    page = phone.enrol(phone.pick_up(NO_BACKGROUND))
    phone.context.set_offline(True)
    writes(page, f"没有网络时写的 {phone.profile.parent.name}")
    expect(bar(page)).to_contain_text("1 条待发送")
    expect(bar(page)).not_to_contain_text("正在发送")  # what was tried without a network has failed
    if opened:
        page.goto("about:blank")
    phone.context.set_offline(False)
    return phone.unlock(page) if opened else page


@pytest.mark.parametrize("opened", [True, False], ids=["when it is opened", "when a network comes"])
def test_what_was_written_is_sent_without_a_background(door, phones, opened):
    phone = phones()

    page = sends_when(phone, opened=opened)

    expect(bar(page)).to_contain_text("都已送达")
    assert f"没有网络时写的 {phone.profile.parent.name}" in door.came()["notes"]


@pytest.mark.parametrize(("plant", "opened"), [(LAZY, True), (DEAF, False)], ids=["lazy", "deaf"])
def test_an_app_that_waits_for_a_background_is_found_out(door, builds, phones, plant, opened):
    door.deploy(builds("1.0.0", plant))

    with pytest.raises(AssertionError, match=r"还没有同步过|1 条待发送"):
        expect(bar(sends_when(phones(), opened=opened))).to_contain_text("都已送达", timeout=5000)


def test_the_app_asks_to_be_kept_each_time_until_the_browser_agrees(door, phones):
    phone = phones()

    page = phone.enrol(phone.pick_up(ASKED))
    first = page.evaluate("window.asked")
    page.reload()
    phone.unlock(page)

    assert first >= 1
    assert page.evaluate("navigator.storage.persisted().then((kept) => kept || window.asked >= 1)")


def sizes_of_pushes(phone: Phone, many: int) -> list[int]:
    """A door that falls over at what it is given: how many envelopes it is sent each time, until it bears them."""
    sizes: list[int] = []

    def falls(route: Route) -> None:
        sent: Any = route.request.post_data_json
        sizes.append(len(sent["envelopes"]))
        if sizes[-1] > 1:
            route.fulfill(status=503, content_type="text/html", body="<html>overloaded</html>")
        else:
            route.continue_()

    page = phone.enrol(phone.pick_up())
    phone.context.set_offline(True)
    for number in range(many):
        writes(page, f"第{number}条 {phone.profile.parent.name}")
    phone.context.route(PUSH, falls)
    phone.context.set_offline(False)
    for _round in range(4):
        with page.expect_response(PUSH):
            page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.get_by_text("正在发送")).to_have_count(0)
    return sizes


@pytest.mark.fault(row=6)
def test_the_app_remembers_from_round_to_round_how_much_the_door_could_bear(door, phones):
    assert sizes_of_pushes(phones(), 8)[:4] == [8, 4, 2, 1]


@pytest.mark.proves(row=6)
def test_an_app_that_forgets_how_much_the_door_could_bear_is_found_out(door, builds, phones):
    door.deploy(builds("1.0.0", FORGETFUL))

    assert sizes_of_pushes(phones(), 8)[:4] == [8, 8, 8, 8]


def test_the_first_load_is_small(door, phones):
    phone = phones()
    page = phone.pick_up()

    with counted(door.port) as line:
        page.goto(f"http://127.0.0.1:{line.port}/field/")
        expect(page.get_by_label("给这部手机设一个六位数字的口令")).to_be_visible()
        page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        page.wait_for_load_state("networkidle")

    sys.stdout.write(f"first load: {line.down} bytes\n")
    assert 10_000 < line.down < MOST_BYTES


def test_an_installed_app_asks_for_the_pin_within_a_second_on_a_slow_processor(door, phones):
    phone = phones()
    page = phone.enrol(phone.pick_up(READY))
    phone.context.set_offline(True)
    phone.devtools(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})

    taken = []
    for _start in range(STARTS):
        page.goto("about:blank")
        page.goto(f"{door.url}/field/")
        page.wait_for_selector("input#pin")
        page.evaluate(
            "new Promise((done) => { const look = () => window.ready ? done() : setTimeout(look, 10); look(); })"
        )
        taken.append(round(page.evaluate("window.ready")))
        if len(taken) >= 5 and min(taken) < MOST_MILLISECONDS:
            break

    sys.stdout.write(f"offline start, processor slowed four times: {sorted(taken)} ms\n")
    assert min(taken) < MOST_MILLISECONDS
    page.get_by_label(re.compile("请输口令")).fill(PIN)
    expect(page.get_by_role("button", name="打开")).to_be_enabled()
