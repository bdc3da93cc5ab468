from datetime import date

import pytest
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.desk.home import home_of
from zhucun.fieldwork import queries
from zhucun.fieldwork.agreed import AGREED, agreed_by, agreed_counted, days_agreed
from zhucun.fieldwork.services import correct_record
from zhucun.fieldwork.tests.builders import AT, TODAY, VISIT, home, note_down, visit
from zhucun.households import sections
from zhucun.households.models import Household
from zhucun.kernel.guard import watching
from zhucun.kernel.short import read
from zhucun.policy.queries import pack_of

pytestmark = pytest.mark.usefixtures("frozen_today")


def body(day):
    return {**VISIT, "next_visit": day}


def agreed(cast):
    """What is agreed, told alike where records are shown and where the days alone are."""
    known = [cast.posting], pack_of(cast.home.code), TODAY
    found = agreed_by(*known)
    assert days_agreed(*known) == {one.record.household_id: one.day.isoformat() for one in found}
    return [(one.record.household.head_name, one.day, one.past) for one in found]


def test_days_agreed_on_come_in_their_order_and_say_which_have_gone_by(cast):
    visit(cast, home(cast, name="赵六"), body=body("2026-12-01"))
    visit(cast, home(cast, name="钱七"), body=body("2026-11-10"))
    visit(cast, home(cast, name="孙八"))
    note_down(cast)

    assert agreed(cast) == [("钱七", date(2026, 11, 10), True), ("赵六", date(2026, 12, 1), False)]


def test_the_next_visit_settles_what_was_agreed_and_may_agree_anew(cast):
    household = home(cast)
    visit(cast, household, body=body("2026-11-10"), occurred_on=date(2026, 11, 1))

    visit(cast, household, body=VISIT, occurred_on=date(2026, 11, 12))

    assert agreed(cast) == []
    visit(cast, household, body=body("2026-12-12"))
    assert agreed(cast) == [("张三", date(2026, 12, 12), False)]


def test_a_corrected_day_is_the_one_that_counts_and_a_family_gone_is_not_expected(cast):
    household = home(cast)
    record = visit(cast, household, body=body("2026-12-01"))
    correct_record(
        by=cast.first_secretary, record=record, occurred_on=TODAY, body=body("2026-12-05"),
        because="改日子", at=AT, household=household,
    )  # fmt: skip

    assert agreed(cast) == [("张三", date(2026, 12, 5), False)]
    Household.objects.in_county(cast.home.code).filter(id=household.id).update(ends_on=TODAY)
    assert agreed(cast) == []


def test_one_sees_what_one_has_agreed_oneself(cast, client_of):
    household = home(cast)
    visit(cast, household, body=body("2026-11-10"))
    page = reverse("fieldwork:agreed", args=[cast.home.code])

    own = client_of(cast.first_secretary).get(page).content.decode()
    mate = client_of(cast.team_member).get(page).content.decode()

    assert "张三户" in own and "约定的日子已经过了" in own
    assert "张三户" not in mate and "没有约好的走访" in mate
    assert client_of(cast.outsider).get(page).status_code == 404
    assert client_of(cast.county_officer).get(page).status_code == 403


def test_the_page_of_a_family_says_when_it_was_last_seen_and_what_is_agreed(cast, client_of):
    household = home(cast)
    visit(cast, household, body=body("2026-11-16"), occurred_on=date(2026, 11, 2))

    page = client_of(cast.first_secretary).get(
        reverse("households:household", args=[cast.home.code, household.id])
    )

    text = page.content.decode()
    assert "2026年11月2日" in text and "约好 2026年11月16日 再去，这一天已经过了" in text


def test_many_families_are_told_when_last_seen_in_one_query(cast):
    from zhucun.accounts.queries import scope_of

    rows = [home(cast, name=f"户{at}") for at in range(6)]
    for row in rows[:4]:
        visit(cast, row, occurred_on=date(2026, 11, 2))
    visit(cast, rows[0])
    scope = scope_of(cast.first_secretary, cast.home.code, on=TODAY)

    with watching() as watch:
        found = queries.last_seen(scope, [row.id for row in rows])

    assert len(watch.statements) == 1 and not watch.unpinned
    assert found[rows[0].id] == TODAY and found[rows[3].id] == date(2026, 11, 2) and len(found) == 4
    assert sections.last_seen(scope, [row.id for row in rows]) == found
    outsider = scope_of(cast.outsider, cast.home.code, on=TODAY)
    assert sections.last_seen(outsider, [rows[0].id]) == {}


def test_the_register_shows_when_each_family_was_last_seen(cast, client_of):
    visit(cast, home(cast), occurred_on=date(2026, 11, 2))
    home(cast, name="李四")

    page = client_of(cast.county_officer).get(reverse("households:households", args=[cast.home.code]))

    assert [(row.head_name, seen) for row, _village, seen in page.context["lines"]] == [
        ("张三", date(2026, 11, 2)),
        ("李四", None),
    ]
    assert "2026-11-02" in page.content.decode()


def test_the_page_costs_the_same_for_many(cast, client_of):
    browser, costs = client_of(cast.first_secretary), []
    page = reverse("fieldwork:agreed", args=[cast.home.code])
    for at in range(2):
        for one in range(5):
            visit(cast, home(cast, name=f"户{at}{one}"), body=body("2026-12-01"))
        with watching() as watch:
            browser.get(page)
        costs.append(len(watch.statements))

    assert costs[0] == costs[1] <= 12


def short(cast):
    """What the home page is told: the number, how many of them are late, the first day."""
    scope = scope_of(cast.first_secretary, cast.home.code, on=TODAY)
    asked = agreed_counted(scope, pack_of(cast.home.code), TODAY)
    assert asked is not None
    found = read([asked])[AGREED]
    return found.count, found.overdue, found.nearest


def test_the_home_page_counts_what_is_overdue_or_due_within_days(cast):
    visit(cast, home(cast, name="赵六"), body=body("2026-11-21"))
    visit(cast, home(cast, name="钱七"), body=body("2026-11-10"))
    visit(cast, home(cast, name="孙八"), body=body("2026-11-22"))
    visit(cast, home(cast, name="李九"))
    note_down(cast)

    assert short(cast) == (2, 1, date(2026, 11, 10))


def test_the_home_page_counts_no_day_that_a_later_visit_a_correction_or_a_farewell_has_settled(cast):
    first, second, third = home(cast, name="赵六"), home(cast, name="钱七"), home(cast, name="孙八")
    visit(cast, first, body=body("2026-11-10"), occurred_on=date(2026, 11, 1))
    visit(cast, first, body=VISIT, occurred_on=date(2026, 11, 12))
    record = visit(cast, second, body=body("2026-11-10"))
    correct_record(
        by=cast.first_secretary, record=record, occurred_on=TODAY, body=body("2026-12-05"),
        because="改日子", at=AT, household=second,
    )  # fmt: skip
    visit(cast, third, body=body("2026-11-10"))
    Household.objects.in_county(cast.home.code).filter(id=third.id).update(ends_on=TODAY)

    assert short(cast) == (0, 0, None)


def test_whoever_has_agreed_on_a_visit_finds_it_at_home(cast):
    visit(cast, home(cast, name="钱七"), body=body("2026-11-10"))

    scope = scope_of(cast.first_secretary, cast.home.code, on=TODAY)
    owed = home_of(cast.first_secretary, scope, at=AT).owe

    [line] = [one for one in owed if "走访" in one.title and "约好" in one.title]
    assert (line.title, line.text) == ("约好走访 1 户", "1 户已过约定的日子")
    assert line.href == reverse("fieldwork:agreed", args=[cast.home.code])
