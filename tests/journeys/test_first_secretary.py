"""A first secretary with a phone in the village: what was done today, a leave, a question from the township, a correction."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.site import BAIYU
from tests.journeys.visitor import PHONE, Visitor

FEW_TAPS = 5
SAID = "水管冻裂过一次，现在通了，水压还是小。"
BECAUSE = "那天在县里领救灾物资，下午回村。"


def days_in_village(cadre: Visitor) -> int:
    found = re.search(r"在村\s*(\d+)", cadre.page.get_by_role("region", name="结果").inner_text())
    assert found
    return int(found[1])


def own_month(cadre: Visitor) -> None:
    cadre.page.get_by_role("navigation", name="常用").get_by_role("link", name="在岗").click()
    cadre.page.wait_for_load_state()


def today(cadre: Visitor) -> Locator:
    return cadre.page.locator(".calendar [aria-current=date]")


def test_a_first_secretary_keeps_the_month_on_a_phone(site, visit) -> None:
    cadre = visit(site.who(BAIYU, "第一书记"), width=PHONE)
    cadre.go(f"/c/{BAIYU}/")
    cadre.look("home")

    records_a_visit(cadre)
    asks_for_leave(cadre)
    asks_why(cadre)
    corrects_the_leave(cadre)
    answers_the_township(cadre)


def records_a_visit(cadre: Visitor) -> None:
    """From the home page to a kept record in five taps; the day is in the calendar at once."""
    own_month(cadre)
    before = days_in_village(cadre)
    cadre.go(f"/c/{BAIYU}/")

    cadre.tap(cadre.link("入户走访"))
    cadre.look("visit")
    cadre.tap(cadre.page.locator(".picks label").first)
    cadre.tap(cadre.page.get_by_text("饮水住房和日常困难"))
    said = cadre.field("群众说了什么")
    cadre.tap(said)
    said.fill(SAID)
    cadre.tap(cadre.button("保存"))

    expect(cadre.page.get_by_text("已记下")).to_be_visible()
    assert cadre.taps <= FEW_TAPS
    cadre.look("visit-kept")
    own_month(cadre)
    assert days_in_village(cadre) == before + 1
    expect(today(cadre)).to_contain_text("有工作记录")
    cadre.look("calendar")


def asks_for_leave(cadre: Visitor) -> None:
    """A day is tapped and the form has it; a mistake is said under its field and nothing typed is lost."""
    free = cadre.page.locator(".calendar a.day:not([aria-current]):has(i.f, i.n)").last
    day = (free.get_attribute("href") or "").split("=")[1].split("#")[0]
    free.click()
    expect(cadre.field("日期")).to_have_value(day)

    cadre.page.get_by_text("病假").click()
    cadre.field("到哪天").fill(f"{int(day[:4]) - 1}{day[4:]}")
    cadre.field("说明").fill("感冒发烧")
    cadre.button("登记").click()
    expect(cadre.page.get_by_text("结束日期早于开始日期")).to_be_visible()
    expect(cadre.field("到哪天")).to_be_focused()
    expect(cadre.field("说明")).to_have_value("感冒发烧")
    cadre.look("leave-refused")

    cadre.field("到哪天").fill("")
    cadre.button("登记").click()
    expect(cadre.page.get_by_text("已登记")).to_be_visible()
    expect(cadre.page.locator(f".calendar a[href*='{day}']")).to_contain_text("请假")


def asks_why(cadre: Visitor) -> None:
    cadre.page.get_by_role("region", name="结果").get_by_role("link", name="为什么").click()
    cadre.page.wait_for_load_state()
    assert "不少于" in cadre.text
    assert "出处" in cadre.text
    cadre.look("why")
    cadre.page.locator("#records").get_by_role("link", name=re.compile("入户走访")).last.click()
    cadre.page.wait_for_load_state()
    assert SAID in cadre.text


def corrects_the_leave(cadre: Visitor) -> None:
    own_month(cadre)
    cadre.link(re.compile("^病假")).click()
    cadre.link("更正").click()
    cadre.look("correct")
    cadre.page.get_by_text("法定休假").click()
    cadre.field("更正原因").fill("单位批的是年休假")
    cadre.button("保存更正").click()
    expect(cadre.page.get_by_text("原记录保留在历史里")).to_be_visible()
    assert "单位批的是年休假" in cadre.text
    cadre.look("corrected")


def answers_the_township(cadre: Visitor) -> None:
    """Silence is no guilt: a day under question is explained, and waits for the township."""
    cadre.go(f"/c/{BAIYU}/")
    cadre.link(re.compile("待核实")).click()
    cadre.look("asked")
    cadre.link("说明情况").click()
    cadre.field("当时的情况").fill(BECAUSE)
    cadre.look("explain")
    cadre.button("送乡镇核实").click()
    expect(cadre.page.get_by_text("已送到乡镇")).to_be_visible()
    assert BECAUSE in cadre.text
