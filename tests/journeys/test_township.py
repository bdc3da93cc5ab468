"""The township's one act: doubtful days are asked about and settled, the month is confirmed, and reopened with a reason."""

import re

from playwright.sync_api import expect

from tests.journeys.site import JIANGLE
from tests.journeys.visitor import Visitor

CONFIRM = re.compile(r"^确认 \d+ 人$")


def open_last_month(officer: Visitor) -> None:
    officer.go(f"/c/{JIANGLE}/")
    officer.link(re.compile("月待确认")).click()
    officer.page.wait_for_load_state()


def test_a_township_settles_and_confirms_its_month_in_one_act(site, visit) -> None:
    officer = visit(site.who(JIANGLE, "乡镇管理员"))
    officer.go(f"/c/{JIANGLE}/")
    officer.look("home")
    open_last_month(officer)
    officer.look("month")

    questions_a_day(officer)
    settles_everything(officer)
    confirms(officer)
    reopens(officer)


def questions_a_day(officer: Visitor) -> None:
    officer.page.locator(".matrix .who a").first.click()
    free = officer.page.locator(".calendar a.day:has(i.p)").first
    day = (free.get_attribute("href") or "").split("=")[1].split("#")[0]
    free.click()
    officer.link(re.compile("有疑问")).click()
    officer.field("想核实什么").fill("值班表上没有这一天，请说明。")
    officer.look("question")
    officer.button("要求核实").click()
    expect(officer.page.get_by_text("已要求核实")).to_be_visible()
    expect(officer.page.locator(f".calendar a[href*='{day}']")).to_contain_text("待核")
    officer.look("questioned")


def settles_everything(officer: Visitor) -> None:
    """While anything is open the page leads to it and offers no confirmation."""
    open_last_month(officer)
    waiting = officer.page.locator(".act .item a")
    for left in range(waiting.count(), 0, -1):
        expect(waiting).to_have_count(left)
        expect(officer.button(CONFIRM)).to_have_count(0)
        waiting.first.click()
        officer.look(f"settle-{left}")
        officer.button("属实").click()
        expect(officer.page.get_by_text("已核实。")).to_be_visible()
        open_last_month(officer)
    expect(waiting).to_have_count(0)


def confirms(officer: Visitor) -> None:
    officer.look("ready")
    officer.button(CONFIRM).click()
    expect(officer.page.get_by_text(re.compile(r"^已确认 \d+ 人。"))).to_be_visible()
    expect(officer.page.locator(".matrix .status.undetermined")).to_have_count(0)
    officer.look("confirmed")

    officer.page.locator(".matrix .who a").first.click()
    expect(officer.page.get_by_text("确认本月")).to_be_visible()
    expect(officer.button("登记")).to_have_count(0)
    officer.page.go_back()


def reopens(officer: Visitor) -> None:
    officer.link("重新打开").click()
    officer.field("原因").fill(" ")
    officer.button("重新打开").click()
    expect(officer.field("原因")).to_be_focused()
    officer.look("reopen-refused")
    officer.field("原因").fill("漏登记一天请假")
    officer.button("重新打开").click()
    expect(officer.page.get_by_text("已重新打开")).to_be_visible()
    officer.button(CONFIRM).click()
    expect(officer.link("重新打开")).to_be_visible()
