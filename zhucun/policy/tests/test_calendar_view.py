"""The working calendar on screen: days in a row are one line, and a year not announced says so."""

from datetime import date

from django.urls import reverse

from zhucun.policy import queries
from zhucun.policy.pack import load_pack

BAIYU = "513331"


def test_days_in_a_row_are_one_line():
    year = queries.calendar_year(load_pack(BAIYU), 2026)

    spring = [part for part in year.stretches if part.name == "春节" and part.days > 1]
    assert [(part.first, part.last) for part in spring] == [(date(2026, 2, 15), date(2026, 2, 23))]


def test_a_year_that_is_not_announced_has_no_days_and_a_warning(cast, frozen_today, client_of):
    where = reverse("policy:calendar", kwargs={"county": cast.home.code})

    page = client_of(cast.first_secretary).get(where).content.decode()

    assert "2月15日 星期日 — 2月23日 星期一" in page
    assert "这一年的放假安排还没有公布" in page
