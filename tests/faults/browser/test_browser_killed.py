"""The browser is killed the moment it says 已存在手机: what it said is there when it is opened again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.faults.browser.builds import Plant
from tests.faults.browser.phone import Phone, bar, fills, saves

TIMES = 3
# A phone's memory is slow: each transaction that writes lasts for so many milliseconds before it may end.
SLOW = """
const begin = IDBDatabase.prototype.transaction;
window.durability = [];
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  const tx = begin.call(this, stores, mode, options);
  if (mode !== "readwrite") return tx;
  window.durability.push(tx.durability);
  const until = performance.now() + 300;
  const store = tx.objectStore(tx.objectStoreNames[0]);
  const hold = () => { if (performance.now() < until) store.get("-").onsuccess = hold; };
  hold();
  return tx;
};
"""
TOO_EARLY = Plant(
    "core/outbox.ts",
    "await store.append(row, head, { seq: envelope.seq, prev: hash }, pictures);",
    "setTimeout(() => void store.append(row, head, { seq: envelope.seq, prev: hash }, pictures), 2000);",
)
RELAXED = Plant("core/store.ts", '{ durability: "strict" }', '{ durability: "relaxed" }')


def left_after_being_killed(phone: Phone) -> list[int]:
    """What the phone says waits, after each time; and how its writes were asked for."""
    page = phone.enrol(phone.pick_up(SLOW))
    said = []
    for time in range(TIMES):
        phone.context.set_offline(True)
        fills(page, f"第{time + 1}次")
        saves(page)
        page.wait_for_selector(".kept")
        phone.kill()
        page = phone.pick_up(SLOW)
        phone.context.set_offline(True)
        said.append(waiting(phone.unlock(page)))
    return said


def waiting(page: Page) -> int:
    expect(bar(page)).to_contain_text(re.compile("条待发送|都已送达"))
    said = re.search(r"(\d+) 条待发送", bar(page).inner_text())
    return int(said[1]) if said else 0


@pytest.mark.fault(row=29)
def test_what_was_said_to_be_on_the_phone_is_there_though_the_browser_is_killed(door, phones):
    phone = phones()

    said = left_after_being_killed(phone)

    assert said == list(range(1, TIMES + 1))


@pytest.mark.proves(row=29)
def test_a_phone_that_says_so_before_it_is_written_is_found_out(door, builds, phones):
    door.deploy(builds("1.0.0", TOO_EARLY))

    said = left_after_being_killed(phones())

    assert said != list(range(1, TIMES + 1))


@pytest.mark.parametrize("plants", [(), (RELAXED,)], ids=["as it is", "planted"])
def test_every_write_waits_for_the_phone_s_own_memory(door, builds, phones, plants):
    door.deploy(builds("1.0.0", *plants))
    phone = phones()

    page = phone.enrol(phone.pick_up(SLOW))

    assert ("relaxed" in page.evaluate("window.durability")) == bool(plants)
