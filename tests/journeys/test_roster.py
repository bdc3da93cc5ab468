"""The county officer's first day: a first password, a roster that is wrong, the same put right, accounts for everybody."""

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from playwright.sync_api import expect

from tests.journeys.site import BAIYU, Person
from tests.journeys.visitor import PHONE, Visitor
from zhucun.dispatch.tests.roster_samples import PLAIN, citizen, credit_code, phone

OWN_WORD = "Baiyu-xueshan-2026"
NAMES = ("洛绒扎西", "四郎曲珍", "王建国")
VILLAGES = ("河东社区", "日西村", "扎盘村")
GOOD = [
    PLAIN
    | {
        "name": name,
        "id_number": citizen(700 + at),
        "phone": phone(700 + at),
        "unit": "白玉县档案馆",
        "uscc": credit_code(700),
        "batch": "2026年增派",
        "role": "工作队员",
        "village": VILLAGES[at],
    }
    for at, name in enumerate(NAMES)
]
WRONG_ID = citizen(700)[:-1] + ("0" if citizen(700)[-1] != "0" else "1")
BAD = [
    GOOD[0] | {"id_number": WRONG_ID},
    GOOD[1] | {"village": "日东村"},
    GOOD[2] | {"starts_on": "=TODAY()", "phone": "12345"},
]


def filled(template: bytes, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The downloaded template with rows written into it, as somebody would in Excel."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    for at, row in enumerate(rows, start=3):
        for column, value in enumerate(row.values(), start=1):
            sheet.cell(at, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def downloaded(officer: Visitor, label: str) -> bytes:
    with officer.page.expect_download() as waiting:
        officer.link(re.compile(label)).click()
    return Path(waiting.value.path()).read_bytes()


def upload(officer: Visitor, content: bytes) -> None:
    officer.go(f"/c/{BAIYU}/dispatch/roster/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    officer.field("派驻名册").set_input_files({"name": "名册.xlsx", "mimeType": kind, "buffer": content})
    officer.button("上传并预览").click()
    officer.page.wait_for_load_state()


def listed(officer: Visitor) -> int:
    officer.go(f"/c/{BAIYU}/dispatch/")
    found = re.search(r"派驻 (\d+) 段", officer.text)
    assert found
    return int(found[1])


def test_a_county_officer_brings_a_roster_in_and_lets_everybody_sign_in(site, visit) -> None:
    officer = visit()
    signs_in_for_the_first_time(officer, site.newcomer)
    before = listed(officer)

    officer.link(re.compile("导入名册")).click()
    officer.look("roster")
    template = downloaded(officer, "下载空白模板")
    upload(officer, filled(template, BAD))
    reads_what_is_wrong(officer)
    upload(officer, filled(template, GOOD))
    officer.look("preview-good")
    officer.button("导入").click()
    expect(officer.page.get_by_text("已导入：新增派驻 3 段")).to_be_visible()
    assert listed(officer) == before + 3

    upload(officer, filled(template, GOOD))
    officer.button("导入").click()
    expect(officer.page.get_by_text("新增派驻 0 段，变更 0 行，3 行没有变化")).to_be_visible()
    assert listed(officer) == before + 3

    slip = lets_everybody_sign_in(officer)
    signs_in_for_the_first_time(visit(width=PHONE), slip)


def signs_in_for_the_first_time(visitor: Visitor, person: Person) -> None:
    visitor.go("/")
    visitor.look("sign-in")
    visitor.sign_in(person)
    assert "先换一个自己的密码" in visitor.text
    visitor.go(f"/c/{BAIYU}/")
    assert "先换一个自己的密码" in visitor.text, "no page opens before the first password is changed"

    changes_password(visitor, person.password, "123456")
    expect(visitor.page.locator("[aria-invalid=true]").first).to_be_focused()
    visitor.look("password-refused")
    changes_password(visitor, person.password, OWN_WORD)
    visitor.go(f"/c/{BAIYU}/")
    assert person.name in visitor.text
    visitor.look("home")


def changes_password(visitor: Visitor, old: str, new: str) -> None:
    visitor.field("现在的密码").fill(old)
    visitor.field("新密码").fill(new)
    visitor.field("再输一次新密码").fill(new)
    visitor.button("换好密码").click()
    visitor.page.wait_for_load_state()


def reads_what_is_wrong(officer: Visitor) -> None:
    """Each fault with its row, its column and a sentence; nothing can be imported."""
    officer.look("preview-bad")
    rows = officer.page.get_by_role("region", name="逐行预览").locator("tbody tr").all_inner_texts()
    assert "身份证号" in rows[0]
    assert "日东村" in rows[1]
    assert "公式" in rows[2]
    assert "手机号" in rows[2]
    expect(officer.button("导入")).to_be_disabled()
    marked = openpyxl.load_workbook(io.BytesIO(downloaded(officer, "下载标好问题的表")))
    assert "身份证号" in str(list(marked.worksheets[0].values))


def lets_everybody_sign_in(officer: Visitor) -> Person:
    officer.go(f"/c/{BAIYU}/")
    officer.link(re.compile("还没有账号")).click()
    officer.look("accounts")
    officer.button("发放并显示通知单").click()
    officer.look("slips")
    row = officer.page.locator("tr", has_text=NAMES[0])
    username, password = row.locator("code").all_inner_texts()
    return Person(BAIYU, "工作队员", VILLAGES[0], NAMES[0], username, password)
