"""The page of figures: lines in words, numbers that open their cases, and the same as a ledger."""

import re
from html import unescape
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from zhucun.accounts.queries import scope_of
from zhucun.cases.figures import By, year_of
from zhucun.cases.figures_chart import panels_of
from zhucun.cases.figures_page import table_of
from zhucun.cases.filters import Filters
from zhucun.cases.tests.counted import TODAY, build_counted
from zhucun.testing.cast import client_of


@pytest.fixture
def stage(db, frozen_today):
    return build_counted()


def test_a_county_is_counted_in_three_statements(stage, django_assert_num_queries):
    scope = scope_of(stage.officer, stage.code, on=TODAY)
    table_of(scope, By.KIND, Filters(month=year_of(TODAY)), TODAY)

    for by in By:
        with django_assert_num_queries(3):  # pack, names, counts
            table_of(scope, by, Filters(month=year_of(TODAY)), TODAY)


def test_a_month_in_which_nothing_happened_is_a_line_and_no_bar(stage):
    scope = scope_of(stage.officer, stage.code, on=TODAY)

    table = table_of(scope, By.MONTH, Filters(month=year_of(TODAY)), TODAY)

    assert [row.numbers[0].count for row in table.rows] == [72, 0, 0, 0, 0, 0, 0, 0, 72, 0, 72]
    assert [len(panel.bars) for panel in table.panels] == [3, 3, 3]
    assert table.total.numbers[0].count == 216
    assert panels_of([], year_of(TODAY)) == []


def address(stage, name, **given):
    return f"{reverse(name, args=[stage.code])}?{urlencode(given)}"


def test_a_number_on_the_page_opens_as_many_cases(stage):
    browser = client_of(stage.officer)
    page = browser.get(address(stage, "cases:figures", by="place")).content.decode()

    opened = re.findall(r'<a href="([^"]*/cases/all/[^"]*)">(?:[^<]*\D)?(\d+)</a>', page)
    totals = {(href, int(count)): browser.get(unescape(href)).context["total"] for href, count in opened}

    assert len(totals) > 20
    assert all(count == total for (_href, count), total in totals.items())


def test_the_list_says_what_a_number_narrowed_it_to(stage):
    browser = client_of(stage.officer)
    given = {"place": "350428000000", "own": 1, "month": "2026", "standing": "ended", "rating": "satisfied"}

    page = browser.get(address(stage, "cases:list", **given)).content.decode()

    assert all(word in page for word in ("只看本级", "2026 年提出", "满意"))


def test_a_township_opens_into_its_villages(stage):
    browser = client_of(stage.officer)

    county = browser.get(address(stage, "cases:figures", by="place")).content.decode()
    inside = [unescape(href) for href in re.findall(r'<th scope="row"><a href="([^"]*)"', county)]

    assert len(inside) == 2
    assert "上村" in browser.get(inside[0]).content.decode()


def test_the_same_table_is_handed_out_as_a_ledger(stage):
    answer = client_of(stage.officer).post(address(stage, "cases:figures", by="kind", month="2025"))

    rows = list(load_workbook(BytesIO(answer.getvalue())).worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == "将乐县2025 年办件统计（按种类）"
    assert rows[2][:3] == ("种类", "收到", "按期办结")
    assert rows[-1][:3] == ("合计", 72, 16)
    assert "不满意 8" in str(rows[-1][-1])


def test_who_may_not_make_papers_gets_none(stage):
    assert client_of(stage.secretary).get(address(stage, "cases:figures")).status_code == 200
    assert client_of(stage.secretary).post(address(stage, "cases:figures")).status_code == 403


@pytest.mark.parametrize("given", [{"by": "person"}, {"month": "2026-13"}, {"place": "35"}])
def test_figures_that_no_page_offers_are_not_found(stage, given):
    assert client_of(stage.officer).get(address(stage, "cases:figures", **given)).status_code == 404
