"""A form that a county adds to its pack is on the phone with the next pull, without a new build, and kept by the office."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import cut_off, findings, too_small
from tests.journeys.pocket import bar, enrolled, goes
from tests.journeys.site import BAIYU, Site, copy_built, demo_people, own_database, running
from tests.project import ROOT

PACK = ROOT / "zhucun" / "packs" / "counties" / BAIYU
FORM = """
code: grassland-patrol
title: 草场巡护
help: 一次一条，写清走到哪里、看到什么。
about: village
made_by: [first_secretary, team_member]
serves: [governance]
day: patrolled_on
presence: {when: always}
evidence: optional
because: "zhucun#matter"
may_be: replaced
fields:
  - {key: patrolled_on, label: 巡护日期, type: date, required: true}
  - key: weather
    label: 天气
    type: choice
    required: true
    options:
      - {code: fine, label: 晴}
      - {code: snow, label: 雪}
  - key: seen
    label: 看到什么
    type: checks
    required: true
    options:
      - {code: fence, label: 围栏破损}
      - {code: smoke, label: 烟火}
      - {code: herd, label: 外来畜群}
  - {key: yaks, label: 牦牛几头, type: number, required: true, max: 5000}
  - {key: money, label: 估计损失, type: money, required: false}
  - {key: place, label: 走到哪里, type: text, required: true, max: 60}
  - {key: words, label: 经过, type: long_text, required: false, max: 500}
"""


@pytest.fixture
def added(site: Site, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same counties on a server of their own, where 白玉县 keeps a pack with one form more."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the copy of a site is a copy of its file")
    packs, home = tmp_path / "packs", tmp_path / "home"
    shutil.copytree(PACK, packs / "counties" / BAIYU)
    (packs / "counties" / BAIYU / "forms").mkdir(exist_ok=True)
    (packs / "counties" / BAIYU / "forms" / "grassland-patrol.yaml").write_text(FORM.lstrip(), "utf-8")
    own = tmp_path_factory.getbasetemp()
    copy_built(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own, home)
    with own_database() as database:
        env = {**os.environ, **database, "ZHUCUN_HOME": str(home), "ZHUCUN_PACKS": str(packs)}
        with running(env, home / "server.log") as url:
            yield Site(url, tuple(demo_people(home)), site.newcomer)


def test_a_form_that_a_county_adds_is_on_the_phone_with_the_next_pull(added: Site, phone) -> None:
    person = added.who(BAIYU, "第一书记")
    context = phone()
    page = enrolled(context, added, person)

    context.set_offline(True)
    goes(page, "add")
    page.get_by_role("link", name=re.compile("^草场巡护")).click()
    expect(page.locator("h1")).to_have_text("草场巡护")
    assert [*findings(page), *too_small(page), *cut_off(page)] == []
    filled(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已存在手机")).to_be_visible()
    context.set_offline(False)
    goes(page, "outbox")
    page.get_by_role("button", name="现在发送").click()

    expect(bar(page)).to_have_text("都已送达")
    goes(page, "records")
    written = page.get_by_role("link", name=re.compile("草场巡护")).first.get_attribute("href") or ""
    page.goto(f"{added.url}/c/{BAIYU}/fieldwork/{written.rpartition('/')[2]}/")
    kept = page.locator("main").inner_text()
    assert [
        word for word in ("雪", "围栏破损", "外来畜群", "37", "1,200.50 元", "三道沟口") if word not in kept
    ] == []


def filled(page: Page) -> None:
    page.get_by_role("radio", name="雪").check()
    page.get_by_role("checkbox", name="外来畜群").check()
    page.get_by_role("checkbox", name="围栏破损").check()
    page.get_by_label(re.compile("^牦牛几头")).fill("37")
    page.get_by_label(re.compile("^走到哪里")).fill("三道沟口")
    page.get_by_text("还可以写").click()
    page.get_by_label(re.compile("^估计损失")).fill("1200.50")
    page.get_by_label(re.compile("^经过")).fill("围栏倒了两处。")
