"""A villager's matter: raised with a phone in five taps, sent up, accepted and settled at a desk, rated; the flow on paper."""

import re
import subprocess
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.site import BAIYU
from tests.journeys.visitor import DESK, PHONE, Visitor

FEW_TAPS = 5
TOPIC = "村口三盏路灯不亮"


def test_a_matter_goes_from_the_village_to_the_township_and_back(site, visit) -> None:
    cadre = visit(site.who(BAIYU, "第一书记"), width=PHONE)
    township = visit(site.who(BAIYU, "乡镇管理员"), width=DESK)

    address = raises(cadre)
    sends_up(cadre)
    accepts_and_settles(township)
    cadre.go(address)
    expect(cadre.page.get_by_text("请电工换了灯").first).to_be_visible()
    cadre.look("case-settled")


def raises(cadre: Visitor) -> str:
    """From the home page to a case that somebody handles, in five taps."""
    cadre.go(f"/c/{BAIYU}/")
    cadre.tap(cadre.page.get_by_role("navigation", name="常用").get_by_role("link", name="办件"))
    cadre.look("inbox")
    cadre.tap(cadre.link("提出一件").first)
    cadre.look("kinds")
    cadre.tap(cadre.link("群众事项"))
    cadre.look("matter")
    topic = cadre.field("什么事")
    cadre.tap(topic)
    topic.fill(TOPIC)
    cadre.tap(cadre.button("提出"))

    expect(cadre.page.get_by_role("heading", name=TOPIC)).to_be_visible()
    assert cadre.taps <= FEW_TAPS
    cadre.look("case")
    return cadre.path


def sends_up(cadre: Visitor) -> None:
    cadre.link("上报上级").click()
    cadre.look("send-up")
    cadre.button("上报上级").click()
    expect(cadre.page.get_by_text("“上报的理由”没有填写")).to_be_visible()
    cadre.field("上报的理由").fill("要供电所的梯车")
    cadre.button("上报上级").click()
    expect(cadre.page.get_by_text("要供电所的梯车").first).to_be_visible()


def accepts_and_settles(township: Visitor) -> None:
    township.go(f"/c/{BAIYU}/")
    township.link(re.compile("件办件等您办")).click()
    township.look("inbox")
    township.link(TOPIC).click()
    township.look("case")
    township.link("受理").click()
    township.button("受理").click()
    township.link("办结").click()
    township.field("办理结果").fill("请电工换了灯")
    township.button("办结").click()
    expect(township.page.get_by_text("已办：办结。")).to_be_visible()
    township.go(f"/c/{BAIYU}/cases/board/?kind=matter")
    township.look("board")
    township.go(f"/c/{BAIYU}/cases/all/")
    township.look("list")


def test_a_flow_is_drawn_on_one_sheet_for_the_wall(site, visit, tmp_path: Path) -> None:
    officer = visit(site.who(BAIYU, "乡镇管理员"))
    officer.go(f"/c/{BAIYU}/cases/flows/matter/")
    officer.look("flow")
    officer.media(medium="print")
    officer.picture("flow-print")

    paper = tmp_path / "page.pdf"
    officer.page.pdf(path=paper, prefer_css_page_size=True)
    first = subprocess.run(
        ["pdftotext", "-l", "1", paper, "-"], capture_output=True, text=True, check=True
    ).stdout

    for state in ("首问登记", "等待受理", "办理", "答复本人", "听取评价", "已办结", "已撤回"):
        assert state in first
    assert "首页" not in first
