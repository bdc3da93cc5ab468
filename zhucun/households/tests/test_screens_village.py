"""The card whose figures open their lists, the book with what is not known, the test that nobody keeps."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.households.book import GAPS
from zhucun.households.tests.registry import add, home
from zhucun.kernel.guard import watching
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.usefixtures("frozen_today")

CARD_STATEMENTS, BOOK_STATEMENTS, TEST_STATEMENTS, PEOPLE_STATEMENTS = 25, 11, 9, 10


def at(cast, name, *args):
    return reverse(f"households:{name}", args=[cast.home.code, *args])


def a_village(cast, village=0, start=0):
    """Two whole families, one household nobody entered anybody of, one old man alone."""
    plant_family(
        cast.villages[village], "张三", start + 1, marks=["lifted", "martyr"], child_marks=["left_child"]
    )
    plant_family(cast.villages[village], "李四", start + 2, marks=["monitored"])
    home(cast, "赵六", village, circumstance="allowance", housing="unsafe", way_to_earn="种烟")
    old = home(cast, "钱七", village, way_to_earn="养蜂", water="safe")
    facts = {"works_at": "成都", "medical_insurance": "resident", "disability": "limb_1"}
    add(cast, old, "钱七", by="township_officer", born_on=date(1940, 1, 1), **facts)


def test_every_figure_of_the_card_opens_a_list_of_that_length(cast, client_of):
    a_village(cast)
    a_village(cast, village=1, start=10)
    browser = client_of(cast.first_secretary)

    card = browser.get(at(cast, "card", cast.villages[0].code)).context["card"]

    figures = [*card.head, *(figure for block in card.blocks for figure in block.figures)]
    assert len(figures) > 30
    for figure in figures:
        answer = browser.get(figure.url)
        rows = answer.context["rows"]
        if figure.word == "人（按户登记）":
            assert sum(row.people for row, _village in rows) == figure.count
        else:
            assert len(rows) == figure.count, figure


def test_the_card_shows_each_figure_once_with_its_link(cast, client_of):
    a_village(cast)

    page = client_of(cast.first_secretary).get(at(cast, "card", cast.villages[0].code)).content.decode()

    assert "上坪村村情卡" in page
    shown = re.findall(r"<li><span>([^<]+)</span><(?:a href=\"([^\"]+)\"|b)>(\d+)<", page)
    told = {word: int(count) for word, _url, count in shown}
    assert told["监测户"] == 1 and told["留守儿童"] == 1 and told["孤儿"] == 0 and told["肢体残疾一级"] == 1
    assert all(url for _word, url, count in shown if int(count))


def test_the_card_costs_the_same_for_twice_the_households(cast, client_of):
    browser, costs = client_of(cast.first_secretary), []
    for start in (0, 20):
        a_village(cast, start=start)
        with watching() as watch:
            browser.get(at(cast, "card", cast.villages[0].code))
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[0] == costs[1] <= CARD_STATEMENTS


def test_the_card_of_the_next_village_is_not_there(cast, client_of):
    browser = client_of(cast.first_secretary)

    assert browser.get(at(cast, "card", cast.villages[1].code)).status_code == 404
    assert browser.get(at(cast, "card", "99000110199x")).status_code == 404
    assert client_of(cast.outsider).get(at(cast, "card", cast.villages[0].code)).status_code == 404
    assert client_of(cast.auditor).get(at(cast, "card", cast.villages[0].code)).status_code == 403


def test_a_list_of_people_names_no_child_and_costs_the_same_for_more(cast, client_of):
    browser, costs = client_of(cast.first_secretary), []
    for start in (0, 20):
        a_village(cast, start=start)
        with watching() as watch:
            answer = browser.get(at(cast, "people"), {"village": cast.villages[0].code})
        costs.append(len(watch.statements))
        assert not watch.unpinned

    page = answer.content.decode()
    assert "张三的妻子" in page and "张三的儿子" not in page and "未满 14 周岁" in page
    assert costs[0] == costs[1] <= PEOPLE_STATEMENTS
    assert browser.get(at(cast, "people"), {"sex": "女"}).status_code == 404


def test_the_book_tells_people_and_what_is_not_known(cast, client_of):
    a_village(cast)

    page = client_of(cast.first_secretary).get(at(cast, "book")).content.decode()

    assert "钱七（户主 86 岁）" in page and "收入：种烟" in page
    assert "张三的儿子" not in page and "儿子 8 岁" in page
    assert "还不知道：成员没有登记、饮水没有核实、需要什么没有填" in page


def test_every_gap_opens_as_many_households_as_it_says(cast, client_of):
    a_village(cast)
    add(cast, home(cast, "孙八"), "孙八")
    browser = client_of(cast.first_secretary)

    gaps = browser.get(at(cast, "book")).context["gaps"]

    assert {name for name, _word, _count in gaps} == set(GAPS)
    for name, word, count in gaps:
        entries = browser.get(at(cast, "book"), {"gap": name}).context["entries"]
        assert len(entries) == count > 0
        assert all(word in entry.gaps for entry in entries)


def test_the_book_is_of_one_village_that_one_may_see(cast, client_of):
    a_village(cast)
    county = client_of(cast.county_officer)

    assert "先选一个村" in county.get(at(cast, "book")).content.decode()
    assert (
        county.get(at(cast, "book"), {"village": cast.villages[0].code}).context["page"].paginator.count == 4
    )
    own = client_of(cast.first_secretary)
    assert own.get(at(cast, "book"), {"village": cast.villages[1].code}).status_code == 404
    assert own.get(at(cast, "book"), {"gap": "luck"}).status_code == 404


def test_the_book_costs_the_same_for_twice_the_households(cast, client_of):
    browser, costs = client_of(cast.first_secretary), []
    for start in (0, 20):
        a_village(cast, start=start)
        with watching() as watch:
            browser.get(at(cast, "book"))
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[0] == costs[1] <= BOOK_STATEMENTS


def test_the_self_test_is_checked_at_once_and_kept_nowhere(cast, client_of):
    a_village(cast)
    browser = client_of(cast.first_secretary)
    before = AuditEvent.objects.in_county(cast.home.code).count()
    asked = browser.get(at(cast, "self_test"), {"seed": "7"}).context["asked"]
    right = {row["name"]: row["question"].right for row in asked}
    wrong = {
        row["name"]: next(o for o in row["question"].options if o != row["question"].right) for row in asked
    }

    with watching() as watch:
        best = browser.post(at(cast, "self_test") + "?seed=7", right)
    worst = browser.post(at(cast, "self_test") + "?seed=7", wrong)

    assert len(asked) == 4 and best.context["right"] == 4 and worst.context["right"] == 0
    assert "不保存、不上报、不排名" in best.content.decode()
    assert (
        all(sql.startswith("SELECT") for sql in watch.statements) and len(watch.statements) <= TEST_STATEMENTS
    )
    assert AuditEvent.objects.in_county(cast.home.code).count() == before


def test_the_self_test_asks_about_no_child_and_only_what_the_register_knows(cast, client_of):
    a_village(cast)
    browser = client_of(cast.first_secretary)

    pages = [
        unescape(browser.get(at(cast, "self_test"), {"seed": seed}).content.decode()) for seed in range(1, 12)
    ]

    assert not [page for page in pages if "的儿子" in page]
    assert any("家的户主是谁" in page for page in pages) and any("几口人" in page for page in pages)


def test_the_self_test_is_only_for_one_s_own_village(cast, client_of):
    a_village(cast, village=1)
    own = client_of(cast.first_secretary)

    assert "没有可以自测的村" in client_of(cast.county_officer).get(at(cast, "self_test")).content.decode()
    assert own.get(at(cast, "self_test"), {"village": cast.villages[1].code}).status_code == 404
    assert own.get(at(cast, "self_test"), {"seed": "x"}).status_code == 404
    assert "还出不了题" in own.get(at(cast, "self_test")).content.decode()
