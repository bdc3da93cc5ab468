"""The manual: everything a clerk would look up, as one page that needs nothing else."""

import re
from datetime import date
from html.parser import HTMLParser

from zhucun.policy.pack.tests.build import BAIYU, JIANGLE, WITHOUT_PACK, Bench
from zhucun.policy.pack.tools.manual import manual
from zhucun.policy.pack.tools.pages import Block, Heading, Items, Table, Text, html, markdown

DAY = date(2026, 11, 18)


def test_it_says_the_rule_the_paper_the_readings_and_the_examples(bench: Bench) -> None:
    pack = bench.load(JIANGLE)

    said = markdown(pack.title, manual(pack, DAY))

    for words in (
        "每位驻村干部（第一书记、工作队队长、工作队员）：每月，驻村天数不少于 22 天。",
        "自 2021-08-01 起",
        "“驻村干部除节假日外，每月一般不少于22天”",
        "驻村岗位为第一书记、工作队队长、工作队员",
        "封顶：有的月份工作日不到 22 天",
        "十月只有 18 个工作日，在村 17 天差 1 天：未达标，应达 18",
        "当事人说明的期限",
        "国庆节 | 2026-10-01 至 2026-10-07 | 7 天",
        "2026-10-10",
        "国办发明电〔2025〕7号",
    ):
        assert words in said, words


def test_every_duty_number_form_and_paper_has_its_place(bench: Bench) -> None:
    pack = bench.load(BAIYU)

    anchors = {block.anchor for block in manual(pack, DAY) if isinstance(block, Heading)}

    assert {f"duty-{duty}" for duty in pack.duties} <= anchors
    assert {f"value-{value}" for value in pack.values} <= anchors
    assert {f"form-{form}" for form in pack.forms} <= anchors
    assert {f"source-{source}" for source in pack.sources} <= anchors


def test_a_county_without_rules_is_told_so(bench: Bench) -> None:
    pack = bench.load(WITHOUT_PACK)

    assert Text("这个县没有写要求。") in manual(pack, DAY)


def test_the_page_is_whole_and_fetches_nothing(bench: Bench) -> None:
    pack = bench.load()

    page = html(pack.title, manual(pack, DAY))

    seen = Tags()
    seen.feed(page)
    assert seen.open == []
    assert not re.search(r"<(script|link|img|iframe)|src=|https?:|url\(", page)
    assert seen.targets <= seen.ids
    assert '<html lang="zh-Hans">' in page


def test_words_of_a_pack_stay_words_on_both_pages() -> None:
    blocks: list[Block] = [
        Heading(2, "<b>甲", "x"),
        Items(("[a](http://b)|*c*",)),
        Table(("甲",), (("乙|丙\n# 丁",),)),
    ]

    page, plain = html("<i>", blocks), markdown("<i>", blocks)

    assert "&lt;b&gt;甲" in page
    assert "<b>" not in page
    assert "\\[a\\](http://b)|\\*c\\*" in plain
    assert "| 乙\\|丙 # 丁 |" in plain


class Tags(HTMLParser):
    """What is open, which anchors there are, and which are pointed to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.targets: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag != "meta":
            self.open.append(tag)
        self.ids |= {name for name in [held.get("id")] if name}
        self.targets |= {name[1:] for name in [held.get("href")] if name}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
