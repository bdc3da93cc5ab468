"""The phone's store is full: words before pictures, what is at the office goes first, and nothing is lost in silence.

The browser is given so little room that it refuses; what it estimates meanwhile is not looked at, for it says gigabytes.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.faults.browser.builds import Plant
from tests.faults.browser.phone import Phone, bar, fills, noise, saves, writes

ROOM = 3_600_000  # bytes for everything the app keeps
SIDE, SENT, MOST = 500, 3, 30
LOW = "手机快存满了"
FULL = "手机存不下了，这一条还没有存"
NO_PICTURE = "文字已存在手机，照片放不下"
KEPT = "已存在手机"

SWALLOWED = Plant(
    "core/store.ts",
    "if (!(error instanceof NoRoom) || !(await this.giveUp(forWords))) throw error;",
    "if (!(error instanceof NoRoom)) throw error;\n        if (!(await this.giveUp(forWords))) return;",
)
NEWEST_FIRST = Plant(
    "core/store.ts",
    "sent.sort((one, other) => one.kept_at - other.kept_at);",
    "sent.sort((one, other) => other.kept_at - one.kept_at);",
)
NO_RESERVE = Plant(
    "core/store.ts",
    'if (await this.db.getKey("bytes", RESERVE)) return true;',
    "if (RESERVE) return true;",
)

# Of each picture, the oldest first, whether its bytes are there.
THERE = """
async () => {
  const names = (await indexedDB.databases()).map((one) => one.name);
  const db = await new Promise((done) => {
    indexedDB.open(names.find((one) => one.startsWith("zhucun-field-"))).onsuccess = (event) => done(event.target.result); });
  const all = (store, what) => new Promise((done) => {
    db.transaction(store).objectStore(store)[what]().onsuccess = (event) => done(event.target.result); });
  const there = new Set(await all("bytes", "getAllKeys"));
  const pictures = await all("pictures", "getAll");
  db.close();
  return pictures.sort((one, other) => one.kept_at - other.kept_at).map((one) => [one.sent, there.has(one.digest)]);
}
"""
# Whatever else is on a phone: everything that is left is taken.
TAKE_THE_REST = """
async () => {
  const db = await new Promise((done) => {
    const asked = indexedDB.open("others");
    asked.onupgradeneeded = () => asked.result.createObjectStore("them", { autoIncrement: true });
    asked.onsuccess = () => done(asked.result); });
  const put = (size) => new Promise((done) => {
    const tx = db.transaction("them", "readwrite");
    tx.objectStore("them").put(crypto.getRandomValues(new Uint8Array(size)));
    tx.oncomplete = () => done(true);
    tx.onabort = () => done(false); });
  for (const size of [60000, 8000, 1000, 200]) while (await put(size));
  db.close();
}
"""


def little_room(phone: Phone) -> tuple[Page, Any]:
    """A phone in use; the second is held on to, for with it the limit would go."""
    page = phone.pick_up()
    devtools = phone.devtools(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": phone.door.url, "quotaSize": ROOM})
    return phone.enrol(page), devtools


def pictures_until_full(phone: Phone, page: Page) -> list[list[list[bool]]]:
    """Some are sent, then more are taken without a network until one does not fit; what was there after each."""
    for number in range(SENT):
        writes(page, f"已送到的{number}", noise(SIDE, number))
    expect(bar(page)).to_contain_text("都已送达")
    while not all(sent for sent, _there in page.evaluate(THERE)):
        page.wait_for_timeout(100)
    phone.context.set_offline(True)
    seen = []
    for number in range(SENT, MOST):
        fills(page, f"带照片的{number}", noise(SIDE, number))
        saves(page)
        expect(page.get_by_text(KEPT)).to_be_visible()
        seen.append(page.evaluate(THERE))
        if page.get_by_text(NO_PICTURE).count():
            return seen
    raise AssertionError("the phone was never full")


def words_until_full(page: Page) -> dict[str, Any]:
    """Other things take what room there is, twice: what the phone says, and what is on the screen."""
    page.evaluate(TAKE_THE_REST)
    writes(page, "还写得下的")
    page.evaluate("location.hash = '#/'")
    waits = bar(page).inner_text()
    warned = page.get_by_text(LOW).count() > 0
    page.evaluate(TAKE_THE_REST)
    fills(page, "写不下的")
    saves(page)
    page.wait_for_timeout(1500)
    refused = page.get_by_text(FULL).count() > 0
    words = page.locator("main textarea, main input[type=text]").first
    left = words.input_value() if words.count() else ""
    return {"warned": warned, "refused": refused, "left": left, "waits": waits}


@pytest.mark.fault(row=28)
def test_words_come_before_pictures_and_what_was_sent_goes_first_the_oldest_first(door, phones):
    phone = phones()
    page, _limit = little_room(phone)

    seen = pictures_until_full(phone, page)

    for there in seen:
        gone = [sent for sent, is_there in there if not is_there]
        assert [is_there for _sent, is_there in there] == sorted(is_there for _sent, is_there in there)
        assert all(gone)
    assert len([1 for _sent, is_there in seen[-1] if not is_there]) == SENT
    expect(page.get_by_text(NO_PICTURE)).to_be_visible()
    page.evaluate("location.hash = '#/outbox'")
    expect(page.get_by_text(re.compile(f"带照片的{SENT + len(seen) - 1}")).first).to_be_visible()


@pytest.mark.fault(row=28)
def test_a_full_phone_warns_before_it_refuses_and_what_it_refuses_stays_on_the_screen(door, phones):
    phone = phones()
    page, _limit = little_room(phone)
    phone.context.set_offline(True)

    said = words_until_full(page)

    assert (said["warned"], said["refused"], said["left"]) == (True, True, "写不下的")


@pytest.mark.parametrize("plant", [SWALLOWED, NO_RESERVE], ids=["refusals swallowed", "nothing held back"])
@pytest.mark.proves(row=28)
def test_a_phone_that_says_nothing_is_found_out(door, builds, phones, plant):
    door.deploy(builds("1.0.0", plant))

    with pytest.raises(AssertionError):
        test_a_full_phone_warns_before_it_refuses_and_what_it_refuses_stays_on_the_screen(door, phones)


@pytest.mark.proves(row=28)
def test_a_phone_that_gives_up_the_newest_first_is_found_out(door, builds, phones):
    door.deploy(builds("1.0.0", NEWEST_FIRST))

    with pytest.raises(AssertionError):
        test_words_come_before_pictures_and_what_was_sent_goes_first_the_oldest_first(door, phones)
