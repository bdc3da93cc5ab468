"""The same pages in the dark, on paper, and at the sizes between: readable, nothing sideways, no furniture in print."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.journeys.site import BAIYU, JIANGLE
from tests.journeys.visitor import PHONE, Visitor

OFFICE = (
    "",
    "attendance/",
    "dispatch/",
    "fieldwork/",
    "households/",
    "cases/",
    "cases/all/",
    "cases/board/",
    "cases/flows/matter/",
    "documents/",
    "policy/",
    "places/",
    "system/",
)
CADRE = (
    "",
    "attendance/mine/",
    "fieldwork/new/",
    "fieldwork/diary/",
    "households/",
    "cases/",
    "cases/raise/leave/",
)


@pytest.mark.parametrize(
    ("county", "role", "pages"),
    [(BAIYU, "县委组织部管理员", OFFICE), (JIANGLE, "第一书记", CADRE)],
    ids=["office", "cadre"],
)
def test_every_page_can_be_read_in_the_dark(site, visit, county, role, pages) -> None:
    visitor = visit(site.who(county, role))
    visitor.media(scheme="dark")
    for at in pages:
        assert visitor.go(f"/c/{county}/{at}") == 200
        visitor.look(at.strip("/").replace("/", "-") or "home")


def test_english_words_find_room_on_a_phone(site, visit) -> None:
    officer = visit(site.who(BAIYU, "乡镇管理员"), width=PHONE)
    officer.page.context.add_cookies([{"name": "django_language", "value": "en", "url": site.url}])
    officer.go(f"/c/{BAIYU}/")
    officer.look("home")
    officer.go(f"/c/{BAIYU}/attendance/")
    officer.look("month")
    officer.page.locator(".matrix .who a").first.click()
    officer.look("calendar")
    officer.link("Why").click()
    officer.look("why")


def last_month(visitor: Visitor, county: str) -> str:
    visitor.go(f"/c/{county}/attendance/")
    visitor.link("上月").click()
    visitor.page.wait_for_load_state()
    return visitor.path


def printed(visitor: Visitor, folder: Path) -> Path:
    """What would come out of the printer."""
    file = folder / "page.pdf"
    visitor.page.pdf(path=file, prefer_css_page_size=True)
    return file


def told(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_the_month_prints_on_wide_paper_without_the_furniture(site, visit, tmp_path) -> None:
    officer = visit(site.who(JIANGLE, "县委组织部管理员"))
    month = last_month(officer, JIANGLE)
    names = officer.page.locator(".matrix .who").all_inner_texts()
    officer.go(f"{month}sheet/")
    officer.media(medium="print")
    officer.picture("sheet")

    paper = printed(officer, tmp_path)
    words = told("pdftotext", paper, "-")

    assert re.search(r"Page size:\s+841\.\d+ x 59\d", told("pdfinfo", paper))
    assert [name for name in names if name not in words] == []
    assert "菜单" not in words
    assert "上月" not in words


def test_why_prints_with_rule_and_source_on_the_first_sheet(site, visit, tmp_path) -> None:
    officer = visit(site.who(BAIYU, "县委组织部管理员"))
    last_month(officer, BAIYU)
    officer.page.locator(".matrix").get_by_role("link", name="为什么").first.click()
    officer.media(medium="print")
    officer.picture("why")

    words = told("pdftotext", "-l", "1", printed(officer, tmp_path), "-")

    assert "不少于" in words
    assert "出处" in words
    assert "菜单" not in words
