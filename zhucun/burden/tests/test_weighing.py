"""The burden of a month: every figure is the sum of the list it opens, whatever runs where."""

import random
import re
from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhucun.accounts.queries import scope_of
from zhucun.burden import services, weighing
from zhucun.burden.domain import Field
from zhucun.burden.tests.acting import TODAY, at, refused, running, text, url, whole
from zhucun.engine.period import Period
from zhucun.kernel.place_codes import township_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]
NOVEMBER = Period.month(2026, 11)


def loads(cast, month: Period = NOVEMBER) -> dict[str, weighing.Load]:
    scope = scope_of(cast.county_officer, cast.home.code, on=TODAY)
    codes = [village.code for village in cast.villages]
    dues = weighing.due_for(scope, codes, month)
    return {one.place: one for one in weighing.loads(dues, codes, Counter())}


def figures(shown: str) -> list[list[int]]:
    """The numbers of every row of a table, in its order."""
    rows = re.findall(r"<tr>(.*?)</tr>", shown.split("<tbody>")[1], re.DOTALL)
    cells = (re.findall(r'<td class="number"[^>]*>(.*?)</td>', row, re.DOTALL) for row in rows)
    return [[int(re.sub(r"<small>.*?</small>|<.*?>", "", cell).strip()) for cell in row] for row in cells]


def test_a_village_is_weighed_by_what_is_due_in_the_month(cast, second):
    running(cast, second)
    running(cast, second, whole(cast), title="每月", frequency="monthly", last_on=date(2027, 1, 31))

    first, other, _third = (loads(cast)[village.code] for village in cast.villages)

    assert (first.times, first.asked, first.held, first.minutes) == (1, 2, 1, 15)
    assert (other.times, other.minutes) == (0, 0)
    december = loads(cast, Period.month(2026, 12))[cast.villages[2].code]
    assert (december.times, december.minutes) == (1, 15)


def test_the_share_answered_from_records_is_of_all_that_was_wanted(cast, second):
    running(cast, second)

    assert loads(cast)[cast.villages[0].code].share == 33
    assert loads(cast)[cast.villages[1].code].share is None


def test_people_count_in_the_minutes(cast, second):
    running(cast, second, people=3)

    assert loads(cast)[cast.villages[0].code].minutes == 45


def test_what_is_withdrawn_before_its_day_is_asked_of_nobody(cast, second):
    held = running(cast, second)
    services.withdraw_request(by=second, request=held, because="不需要了", at=at())

    assert loads(cast)[cast.villages[0].code].times == 0


@pytest.mark.parametrize("seed", range(6))
def test_lines_townships_and_lists_add_up_to_the_same(cast, second, seed):
    rng = random.Random(seed)
    places = [whole(cast), *(town.code for town in cast.home.townships), *(v.code for v in cast.villages)]
    for at_ in range(8):
        fields = tuple(Field(f"f{n}", f"第{at_}表第{n}问", "number", rng.randrange(1, 9)) for n in range(3))
        running(
            cast,
            second,
            *rng.sample(places, rng.randrange(1, 4)),
            title=f"第{at_}项",
            frequency=rng.choice(["once", "monthly", "quarterly"]),
            last_on=date(2026, 11, 18 + rng.randrange(12)),
            days_after=rng.randrange(5),
            people=rng.randrange(1, 4),
            fields=fields[: rng.randrange(4)],
            held=tuple(rng.sample(["households", "members", "visits"], rng.randrange(1, 3))),
        )
    scope = scope_of(cast.county_officer, cast.home.code, on=TODAY)
    codes = [village.code for village in cast.villages]

    for month in (NOVEMBER, Period.month(2026, 12)):
        dues = weighing.due_for(scope, codes, month)
        lines = weighing.loads(dues, codes, Counter())
        total, towns = weighing.sum_of(lines), weighing.by_township(lines)
        for name in ("times", "asked", "held", "minutes"):
            by_lines = sum(getattr(one, name) for one in lines)
            by_towns = sum(getattr(one, name) for one in towns)
            by_list = sum(len(due.villages) if name == "times" else getattr(due, name) for due in dues)
            assert getattr(total, name) == by_lines == by_towns == by_list
        for code in codes:
            (alone,) = weighing.loads(weighing.due_for(scope, [code], month), [code], Counter())
            assert alone == next(one for one in lines if one.place == code)


def test_each_number_of_the_page_is_what_its_list_adds_up_to(cast, second, client_of):
    running(cast, second)
    running(cast, second, cast.home.townships[0].code, title="另一项", people=2)
    refused(cast)
    browser = client_of(cast.county_officer)

    shown = text(browser.get(url("month", cast) + "?by=village"))

    (times, asked, minutes, held, no), *_others, total = figures(shown)
    assert (times, asked, minutes, held, no) == (2, 4, 45, 2, 1)
    assert total == [3, 6, 75, 3, 1]
    where = f"?month=2026-11&place={cast.villages[0].code}"
    assert where.replace("&", "&amp;") in shown
    *rows, sums = figures(text(browser.get(url("asked", cast) + where)))
    assert [sum(column) for column in zip(*rows, strict=True)][1:] == sums[1:] == [asked, minutes, held]
    assert sums[0] == times == len(rows)
    assert "1 条。" in text(browser.get(url("refused", cast) + where))


def test_townships_are_the_sums_of_their_villages(cast, second, client_of):
    running(cast, second, whole(cast))
    browser = client_of(cast.county_officer)

    by_town = figures(text(browser.get(url("month", cast))))
    town = township_of(cast.villages[0].code)
    inside = figures(text(browser.get(url("month", cast) + f"?place={town}")))

    assert by_town[0] == inside[-1] == [2, 4, 30, 2, 0]
    assert by_town[-1] == [3, 6, 45, 3, 0]


def test_places_stand_in_the_order_of_the_register_whatever_they_carry(cast, second, client_of):
    running(cast, second, cast.villages[2].code, people=9)

    shown = text(client_of(cast.county_officer).get(url("month", cast) + "?by=village"))

    body = shown.split("<tbody>")[1]
    places = [body.index(village.name) for village in cast.villages]
    assert places == sorted(places)


def test_a_village_sees_its_own_and_no_other(cast, second, client_of):
    running(cast, second, cast.villages[2].code, title="别村的")
    browser = client_of(cast.first_secretary)

    shown = text(browser.get(url("month", cast)))

    assert "上坪村" in shown
    assert "石门村" not in shown
    far = cast.villages[2].code
    assert browser.get(url("asked", cast) + f"?place={far}").status_code == 404
    assert browser.get(url("village", cast, far)).status_code == 404
    assert browser.get(url("month", cast) + "?month=2026-13").status_code == 404


def test_pages_ask_as_often_for_twice_as_many_requests(cast, second, client_of):
    pages = [
        (cast.county_officer, url("month", cast)),
        (cast.county_officer, url("asked", cast)),
        (cast.county_officer, url("requests", cast)),
        (cast.county_officer, url("refused", cast)),
        (cast.first_secretary, url("village", cast, cast.villages[0].code)),
        (cast.first_secretary, f"/c/{cast.home.code}/"),
    ]

    def asked(user, address) -> int:
        browser = client_of(user)
        with CaptureQueriesContext(connection) as ran:
            assert browser.get(address).status_code == 200
        return len(ran)

    def more(first: int) -> None:
        for at_ in range(first, first + 3):
            running(cast, second, whole(cast), title=f"第{at_}项", held=("households", "visits"))
            refused(cast, f"第{at_}张表")

    more(1)
    before = [asked(*page) for page in pages]
    more(4)

    assert [asked(*page) for page in pages] == before
