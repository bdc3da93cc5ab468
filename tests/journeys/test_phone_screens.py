"""Every screen of the phone at 360 px: read out, touched, in the dark, in type twice as large; and a visit in five taps."""

import re
import time

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.looking import cut_off, findings, picture, too_small
from tests.journeys.pocket import bar, enrolled, goes, said
from tests.journeys.site import BAIYU, JIANGLE, Site

SCREENS = (
    "",
    "households",
    "household/{household}",
    "add",
    "write/household-visit",
    "write/household-visit/{household}",
    "write/work-note",
    "raise/matter/{household}",
    "raise/leave",
    "presence",
    "cases",
    "case/{case}",
    "month",
    "mine",
    "duties",
    "records",
    "record/{record}",
    "record/{record}/void",
    "outbox",
    "write/no-such-form",
    "household/nobody",
)
FIRST = {"household": "households", "case": "cases", "record": "records"}
TAPS, SECONDS = 5, 30


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def screens(page: Page) -> list[str]:
    """Their addresses, with the first household, case and record that the phone knows."""
    known = {}
    for name, listed in FIRST.items():
        goes(page, listed)
        link = page.locator(f"main a[href^='#/{name}/']").first
        known[name] = (link.get_attribute("href") or "").rpartition("/")[2]
    return [screen.format(**known) for screen in SCREENS]


def opened_up(page: Page) -> None:
    """Whatever is folded away is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


def test_every_screen_is_read_out_and_touched_and_nothing_is_cut_off(site: Site, phone, scheme) -> None:
    context = phone(color_scheme=scheme)
    page = enrolled(context, site, site.who(BAIYU, "第一书记"))
    wrong: dict[str, list[str]] = {}
    for number, screen in enumerate(screens(page)):
        goes(page, screen)
        opened_up(page)
        picture(page, f"{scheme}-{number:02}-{re.sub('/.*', '', screen) or 'home'}")
        found = [*findings(page), *too_small(page), *cut_off(page)]
        if found:
            wrong[screen] = found

    assert wrong == {}


def test_the_doors_before_the_app_are_no_worse(site: Site, phone, scheme) -> None:
    context = phone(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{site.url}/field/")
    expect(page.get_by_role("button", name="开始使用")).to_be_visible()
    at_enrolling = [*findings(page), *too_small(page), *cut_off(page)]
    page.close()
    page = enrolled(context, site, site.who(BAIYU, "第一书记"))

    page.reload()
    expect(page.get_by_role("button", name="打开", exact=True)).to_be_visible()
    picture(page, f"{scheme}-30-pin")
    at_the_pin = [*findings(page), *too_small(page), *cut_off(page)]
    page.get_by_label(re.compile("请输口令")).fill("864209")
    page.get_by_role("button", name="打开", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("口令不对")
    page.get_by_role("button", name="忘了口令").click()
    forgotten = [*findings(page), *too_small(page), *cut_off(page)]

    assert (at_enrolling, at_the_pin, forgotten) == ([], [], [])


def test_type_twice_as_large_loses_nothing(site: Site, phone) -> None:
    page = enrolled(phone(), site, site.who(BAIYU, "第一书记"))
    wrong: dict[str, list[str]] = {}
    addresses = screens(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for number, screen in enumerate(addresses):
        goes(page, screen)
        opened_up(page)
        picture(page, f"twice-{number:02}-{re.sub('/.*', '', screen) or 'home'}")
        if found := cut_off(page):
            wrong[screen] = found

    assert wrong == {}


def test_a_visit_takes_five_taps_and_half_a_minute(site: Site, phone) -> None:
    page = enrolled(phone(), site, site.who(BAIYU, "第一书记"))
    goes(page, "households")
    household = page.locator("main a.item strong").first.inner_text()
    goes(page, "")
    taps = 0

    def tap(what: Locator) -> None:
        nonlocal taps
        taps += 1
        what.click()

    began = time.monotonic()
    tap(page.get_by_role("link", name="走访", exact=True))
    tap(page.get_by_role("button", name=re.compile(re.escape(household))))
    tap(page.get_by_role("radio", name="饮水住房和日常困难"))
    tap(page.get_by_label(re.compile("^群众说了什么")))
    page.keyboard.type("水管冻裂了。")
    tap(page.get_by_role("button", name="保存"))
    expect(page.get_by_text("已存在手机")).to_be_visible()

    assert taps <= TAPS
    assert time.monotonic() - began < SECONDS


def test_what_is_missing_is_said_and_stands_under_the_finger(site: Site, phone) -> None:
    page = enrolled(phone(), site, site.who(BAIYU, "第一书记"))
    goes(page, "write/household-visit")

    page.get_by_role("button", name="保存").click()

    alerts = page.get_by_role("alert").all_inner_texts()
    assert "请填写“农户”。" in alerts and "请填写“群众说了什么”。" in alerts
    expect(page.get_by_role("searchbox", name="农户")).to_be_focused()
    expect(page.get_by_role("searchbox", name="农户")).to_have_accessible_description("请填写“农户”。")
    picture(page, "missing")
    assert [*findings(page), *too_small(page)] == []


def test_back_leads_back_and_never_into_a_form_that_was_kept(site: Site, phone) -> None:
    page = enrolled(phone(), site, site.who(BAIYU, "第一书记"))
    goes(page, "households")
    page.locator("main a.item").last.scroll_into_view_if_needed()
    down = page.evaluate("scrollY")
    page.locator("main a.item").last.click()
    page.get_by_role("link", name="走访", exact=True).click()
    page.get_by_label(re.compile("^群众说了什么")).fill("写到一半。")

    page.get_by_role("button", name="返回").click()
    expect(page.get_by_role("heading", name="家里人")).to_be_visible()
    page.get_by_role("link", name="走访", exact=True).click()
    expect(page.get_by_label(re.compile("^群众说了什么"))).to_have_value("写到一半。")
    page.get_by_role("radio", name="看望慰问").click()
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile("#/$"))

    page.go_back()
    expect(page.get_by_role("heading", name="家里人")).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("农户")
    assert down > 0
    page.wait_for_function("down => scrollY === down", arg=down)


def test_what_a_visit_promised_is_a_matter_at_the_office(site: Site, phone) -> None:
    person = site.who(JIANGLE, "第一书记")
    page = enrolled(phone(), site, person)
    promised = "下周三以前问清水表谁来换。"

    visited(page, "水表坏了，没有人来换。", promised=promised)

    expect(bar(page)).to_have_text("都已送达")
    page.goto(f"{site.url}/c/{JIANGLE}/cases/")
    page.get_by_role("link", name=re.compile("水表谁来换")).first.click()
    expect(page.locator("main")).to_contain_text(promised)


def test_two_versions_stand_side_by_side_and_a_person_decides(site: Site, phone, visit) -> None:
    person = site.who(JIANGLE, "第一书记")
    context: BrowserContext = phone()
    page = enrolled(context, site, person)
    visited(page, "屋顶漏雨。")
    expect(bar(page)).to_have_text("都已送达")
    record = newest_record(page)
    context.set_offline(True)
    corrected(page, record, "屋顶漏雨，已经盖了油布。")
    goes(page, "records")
    expect(page.locator("main")).to_contain_text("手机里还没有发出的")
    picture(page, "not-sent")
    at_the_desk(visit(person), record, "屋顶漏雨，村里答应去修。")

    context.set_offline(False)
    goes(page, "outbox")
    page.get_by_role("button", name="现在发送").click()
    no = page.get_by_role("region", name="更正记录")
    expect(no.get_by_text("群众说了什么")).to_have_count(2)
    expect(no).to_contain_text("已经盖了油布")
    expect(no).to_contain_text("村里答应去修")
    expect(no).to_contain_text(f"办公室现在的，{person.name}")
    picture(page, "conflict")
    assert [*findings(page), *too_small(page), *cut_off(page)] == []
    no.get_by_role("button", name="仍按我写的").click()

    expect(page.get_by_text("都已送达，手机里没有要发的。")).to_be_visible()
    expect(said(page).locator("strong")).to_have_count(0)
    goes(page, "records")
    goes(page, f"record/{newest_record(page)}")
    expect(page.get_by_label(re.compile("^群众说了什么"))).to_have_value("屋顶漏雨，已经盖了油布。")


def visited(page: Page, words: str, promised: str = "") -> None:
    """A visit to the first household of the list."""
    goes(page, "write/household-visit")
    page.locator("main button.pick").first.click()
    page.get_by_role("radio", name="饮水住房和日常困难").click()
    page.get_by_label(re.compile("^群众说了什么")).fill(words)
    if promised:
        page.get_by_text("还可以写").click()
        page.get_by_label(re.compile("^答应了什么")).fill(promised)
        expect(page.get_by_role("checkbox", name="答应的事转为办件")).to_be_checked()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已存在手机")).to_be_visible()


def newest_record(page: Page) -> str:
    goes(page, "records")
    return (page.locator("main a[href^='#/record/']").first.get_attribute("href") or "").rpartition("/")[2]


def corrected(page: Page, record: str, words: str) -> None:
    goes(page, f"record/{record}")
    page.get_by_label(re.compile("^群众说了什么")).fill(words)
    page.get_by_label("为什么更正").fill("补充")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_text("已存在手机")).to_be_visible()


def at_the_desk(visitor, record: str, words: str) -> None:
    visitor.go(f"/c/{JIANGLE}/fieldwork/{record}/correct/")
    visitor.field("群众说了什么").fill(words)
    visitor.field("更正原因").fill("核实")
    visitor.button("保存更正").click()
    visitor.page.wait_for_load_state()
    assert words in visitor.text
