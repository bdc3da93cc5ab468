"""Who answers for a measure: an account that can open the household, or a name alone; and what it finds on its home page."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.desk.home import home_of
from zhucun.kernel.guard import watching
from zhucun.monitoring import refusals
from zhucun.monitoring.models import HelpMeasure
from zhucun.monitoring.owners import owners_for
from zhucun.monitoring.services_measures import Plan, move_measure, plan_measure, replan_measure
from zhucun.monitoring.tests.acting import TODAY, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def planned(cast, household, owner=None, name="李四", due: date = TODAY) -> HelpMeasure:
    plan = Plan("work", "介绍到镇里的鞋厂上班", name, due, owner.id if owner else None)
    return plan_measure(by=cast.first_secretary, household=household, plan=plan, at=at())


def owed(cast, user) -> list[tuple[str, str, str]]:
    """The lines on measures under 我该做的."""
    page = home_of(user, scope_of(user, cast.home.code, on=TODAY), at=at())
    return [(one.title, one.text, one.href) for one in page.owe if "帮扶措施" in one.title]


def test_those_who_may_write_of_the_household_can_be_chosen_the_nearest_first(cast, household):
    names = {cast.villages[0].code: "上坪村"}

    offered = owners_for(cast.home.code, household.village_code, TODAY, names)

    ids = [id for id, _word in offered]
    assert ids[0] == str(cast.first_secretary.id)
    assert offered[0][1] == f"{cast.first_secretary.name}（上坪村第一书记）"
    assert {str(cast.township_officer.id), str(cast.county_officer.id)} <= set(ids)
    for other in (cast.auditor, cast.unit_contact, cast.outsider):
        assert str(other.id) not in ids


def test_an_account_goes_by_its_own_name(cast, household):
    held = planned(cast, household, cast.township_officer, name="随便写的")

    assert (held.owner, held.owner_user_id) == (cast.township_officer.name, cast.township_officer.id)


def test_a_name_alone_stays_possible(cast, household):
    held = planned(cast, household, name="鞋厂王老板")

    assert (held.owner, held.owner_user_id) == ("鞋厂王老板", None)


def test_whoever_cannot_open_the_household_answers_for_nothing(cast, household):
    with pytest.raises(refusals.OwnerNotHere):
        planned(cast, household, cast.unit_contact)

    assert not HelpMeasure.objects.in_county(cast.home.code).exists()


def test_the_owner_finds_at_home_what_comes_within_a_week_or_is_late(cast, household):
    planned(cast, household, cast.township_officer, due=date(2026, 11, 25))
    planned(cast, household, cast.township_officer, due=date(2026, 11, 26))
    address = reverse("monitoring:list", args=[cast.home.code]) + "?tab=mine"
    assert owed(cast, cast.township_officer) == [("您负责的帮扶措施 1 项要落实", "快到期", address)]

    planned(cast, household, cast.township_officer, due=date(2026, 11, 10))

    assert owed(cast, cast.township_officer) == [("您负责的帮扶措施 2 项要落实", "1 项逾期", address)]
    assert owed(cast, cast.first_secretary) == []


def test_what_is_done_is_owed_no_more(cast, household):
    held = planned(cast, household, cast.township_officer)

    move_measure(by=cast.township_officer, measure=held, state="done", at=at())

    assert owed(cast, cast.township_officer) == []


def test_a_list_shows_what_one_answers_for(cast, household, client_of):
    planned(cast, household, cast.township_officer, due=date(2026, 11, 10))
    address = reverse("monitoring:list", args=[cast.home.code])

    mine = client_of(cast.township_officer).get(address, {"tab": "mine"}).content.decode()
    others = client_of(cast.first_secretary).get(address, {"tab": "mine"}).content.decode()

    assert household.head_name in mine
    assert "2026-11-10 到期" in mine
    assert "没有等您落实的措施" in others


def test_a_home_page_asks_no_more_for_measures_and_visits(cast, household, client_of):
    browser, address = client_of(cast.first_secretary), reverse("home:home", args=[cast.home.code])
    browser.get(address)
    with watching() as none:
        browser.get(address)
    for _ in range(3):
        planned(cast, household, cast.first_secretary)

    with watching() as some:
        browser.get(address)

    assert len(some.statements) == len(none.statements)
    assert some.unpinned == []


def test_somebody_else_takes_a_measure_over_on_another_day(cast, household):
    held = planned(cast, household, cast.first_secretary, due=date(2026, 11, 10))

    replan_measure(
        by=cast.township_officer,
        measure=held,
        owner="",
        owner_user=cast.township_officer.id,
        due_on=date(2026, 11, 20),
        at=at(),
    )

    held.refresh_from_db()
    assert (held.owner_user_id, held.due_on) == (cast.township_officer.id, date(2026, 11, 20))
    assert owed(cast, cast.first_secretary) == []


def test_what_is_done_is_not_planned_anew(cast, household):
    held = planned(cast, household)
    move_measure(by=cast.first_secretary, measure=held, state="done", at=at())

    with pytest.raises(refusals.MeasureOver):
        replan_measure(
            by=cast.first_secretary, measure=held, owner="王五", owner_user=None, due_on=TODAY, at=at()
        )
