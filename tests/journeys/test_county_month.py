"""The county officer at the month's end: who is short and why, who has not confirmed, and papers that say the same."""

import io
import re
from collections import Counter
from pathlib import Path

import openpyxl
from docx import Document
from playwright.sync_api import expect

from tests.journeys.site import BAIYU
from tests.journeys.visitor import Visitor

SAID_OTHERWISE = "i.x, i.t, i.o, i.l, i.a, i.q"  # days that somebody entered
ANSWERS = ("达标", "未达标", "待定", "不适用")


def totals_on_screen(officer: Visitor) -> Counter[str]:
    figures = officer.page.locator(".figure").all_inner_texts()
    said = {figure.split("\n")[1].strip("●▲?– "): figure.split("\n")[0] for figure in figures}
    return Counter({answer: int(said[answer]) for answer in ANSWERS})


def made(officer: Visitor, label: str) -> bytes:
    with officer.page.expect_download() as waiting:
        officer.button(re.compile(label)).click()
    return Path(waiting.value.path()).read_bytes()


def test_a_county_reads_a_month_asks_why_and_takes_the_papers(site, visit) -> None:
    officer = visit(site.who(BAIYU, "县委组织部管理员"))
    officer.go(f"/c/{BAIYU}/")
    officer.look("home")
    officer.page.locator("main").get_by_role("link", name=re.compile("月在岗")).last.click()
    officer.page.wait_for_load_state()
    officer.look("month")
    totals = totals_on_screen(officer)

    each_total_opens(officer, totals)
    a_number_adds_up(officer)
    the_unconfirmed_are_named(officer)
    papers_say_the_same(officer, totals)


def each_total_opens(officer: Visitor, totals: Counter[str]) -> None:
    month = officer.path
    for answer in ANSWERS:
        officer.page.locator(".figure", has_text=answer).filter(has_not_text=f"未{answer}").click()
        officer.page.wait_for_load_state()
        expect(officer.page.locator(".matrix .said")).to_have_count(totals[answer])
        officer.go(month)
    officer.go(f"{month}?answer=not_met")
    officer.look("short")
    officer.go(month)


def a_number_adds_up(officer: Visitor) -> None:
    """Whoever has only days with a record: the days on the matrix are the records on the page of reasons."""
    month = officer.path
    row = officer.page.locator(f".matrix tr:has(i.r):not(:has({SAID_OTHERWISE}))").first
    days = row.locator(".n").first.inner_text()
    row.get_by_role("link", name="为什么").click()
    officer.look("why")
    expect(officer.page.locator("#records .item")).to_have_count(int(days))
    officer.page.locator("#records .item a").first.click()
    officer.look("record")
    officer.go(month)


def the_unconfirmed_are_named(officer: Visitor) -> None:
    sentence = officer.page.locator("p", has_text="乡镇没有确认")
    named = sentence.get_by_role("link").all_inner_texts()
    table = officer.page.get_by_role("region", name="乡镇确认")
    assert table.locator("tr", has_text="未确认").get_by_role("rowheader").all_inner_texts() == named
    sentence.get_by_role("link").first.click()
    officer.page.wait_for_load_state()
    assert "township=" in officer.path
    officer.page.go_back()


def papers_say_the_same(officer: Visitor, totals: Counter[str]) -> None:
    ledger = openpyxl.load_workbook(io.BytesIO(made(officer, "下载台账"))).worksheets[0]
    cells = [str(value) for row in ledger.values for value in row if value]
    said = Counter(answer for cell in cells for answer in ANSWERS if cell.endswith(answer))
    said["达标"] -= said["未达标"]
    assert {answer: said[answer] for answer in ANSWERS} == dict(totals)

    notice = Document(io.BytesIO(made(officer, "下载通报")))
    words = "".join(paragraph.text for paragraph in notice.paragraphs)
    for answer in ANSWERS:
        assert f"{answer}{totals[answer]}人" in words.replace(" ", ""), words
    officer.go(f"/c/{BAIYU}/documents/")
    officer.look("papers")
    assert officer.text.count("驻村干部在岗台账") == 1
