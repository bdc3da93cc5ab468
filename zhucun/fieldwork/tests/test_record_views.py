from datetime import date, timedelta

import pytest
from django.urls import reverse

from zhucun.accounts import roles
from zhucun.fieldwork.services import correct_record, void_record
from zhucun.fieldwork.tests.builders import AT, NOTE, TODAY, VISIT, home, note_down, visit
from zhucun.kernel.guard import watching

pytestmark = pytest.mark.usefixtures("frozen_today")

A_PAGE = 12  # statements an office page may cost, whatever the number of rows


def address(cast, name, *args):
    return reverse(f"fieldwork:{name}", args=[cast.home.code, *args])


def test_the_list_shows_this_month_and_the_four_duties_with_figures_that_open(cast, client_of):
    visit(cast)
    note_down(cast)
    note_down(cast, occurred_on=date(2026, 10, 9), title="上月的事")

    answer = client_of(cast.county_officer).get(address(cast, "records"))

    page = answer.content.decode()
    assert answer.context["duties"] == [
        ("party_building", "建强村党组织", 0),
        ("prosperity", "推进强村富民", 1),
        ("governance", "提升治理水平", 0),
        ("service", "为民办事服务", 1),
    ]
    assert "?duty=prosperity" in page and "入户走访：张三" in page and "上坪村" in page
    assert "上月的事" not in page


def test_filters_stay_in_the_address(cast, client_of):
    visit(cast)
    note_down(cast, occurred_on=date(2026, 10, 9), title="上月的事")
    note_down(cast, occurred_on=date(2026, 10, 10), body={**NOTE, "work_area": "service"}, title="另一件")

    page = client_of(cast.county_officer).get(
        address(cast, "records"), {"month": "2026-10", "duty": "prosperity", "place": cast.villages[0].code}
    )

    assert [line.record.title for line in page.context["lines"]] == ["上月的事"]
    assert "month=2026-09" in page.content.decode() and "duty=prosperity" in page.content.decode()


def test_all_times_are_paged_by_key(cast, client_of):
    for day in range(51):
        note_down(cast, occurred_on=TODAY - timedelta(days=day))
    browser = client_of(cast.county_officer)

    first = browser.get(address(cast, "records"), {"month": "all"})
    second = browser.get(address(cast, "records"), {"month": "all", "page": str(first.context["following"])})

    assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 1)
    assert second.context["following"] is None


@pytest.mark.parametrize("wrong", [{"month": "2026-13"}, {"place": "x"}, {"person": "1"}, {"page": "2"}])
def test_an_address_no_screen_of_ours_writes_is_not_there(cast, client_of, wrong):
    assert client_of(cast.county_officer).get(address(cast, "records"), wrong).status_code == 404


def test_lists_and_diary_cost_the_same_for_twice_the_records(cast, client_of):
    household, browser, costs = home(cast), client_of(cast.first_secretary), []
    for _time in range(2):
        for day in range(10):
            visit(cast, household, occurred_on=TODAY - timedelta(days=day))
        for name in ("records", "balance", "diary"):
            with watching() as watch:
                assert browser.get(address(cast, name)).status_code == 200
            costs.append(len(watch.statements))
            assert not watch.unpinned

    assert costs[:3] == costs[3:]
    assert max(costs) <= A_PAGE


def test_a_record_shows_its_answers_and_every_version_with_its_reason(cast, client_of):
    record = visit(cast)
    fresh = correct_record(
        by=cast.first_secretary,
        record=record,
        occurred_on=record.occurred_on,
        household=record.household,
        body={**VISIT, "said": "已修好<b>"},
        because="补充结果",
        at=AT + timedelta(hours=1),
    )
    browser = client_of(cast.township_officer)

    now = browser.get(address(cast, "record", fresh.id)).content.decode()
    before = browser.get(address(cast, "record", record.id)).content.decode()

    assert "已修好&lt;b&gt;" in now and "饮水住房和日常困难" in now
    assert "首次记录" in now and "原因：补充结果" in now
    assert "水管冻裂了" in before and "这是以前的一版" in before
    assert address(cast, "record", fresh.id) in before


def test_a_record_costs_the_same_however_many_versions_it_has(cast, client_of):
    record, costs = visit(cast), []
    browser = client_of(cast.first_secretary)
    for version in range(3):
        with watching() as watch:
            browser.get(address(cast, "record", record.id))
        costs.append(len(watch.statements))
        assert not watch.unpinned
        record = correct_record(
            by=cast.first_secretary,
            record=record,
            occurred_on=record.occurred_on,
            household=record.household,
            body={**VISIT, "said": f"第 {version} 版"},
            because="再改",
            at=AT + timedelta(hours=version + 1),
        )

    assert costs[0] == costs[1] == costs[2] <= A_PAGE


def test_a_record_taken_back_says_so_and_offers_no_change(cast, client_of):
    gone = void_record(by=cast.first_secretary, record=visit(cast), because="记错了人家", at=AT)

    page = client_of(cast.first_secretary).get(address(cast, "record", gone.id)).content.decode()

    assert "这条记录已撤销，不再计入。原因：记错了人家" in page
    assert address(cast, "correct", gone.id) not in page


def test_only_the_writer_is_offered_to_change_a_record(cast, client_of):
    record = visit(cast)
    link = address(cast, "correct", record.id)

    assert link in client_of(cast.first_secretary).get(address(cast, "record", record.id)).content.decode()
    assert link not in client_of(cast.team_member).get(address(cast, "record", record.id)).content.decode()


def test_the_balance_of_the_four_duties_opens_its_records(cast, client_of):
    visit(cast)
    note_down(cast, by=cast.team_member, posting=cast.member_posting)
    browser = client_of(cast.county_officer)

    by_person = browser.get(address(cast, "balance"), {"by": "person"}).content.decode()
    by_township = browser.get(address(cast, "balance"), {"by": "township"})
    opened = browser.get(
        address(cast, "records"),
        {"place": cast.home.townships[0].code, "duty": "service", "month": "2026-11"},
    )

    assert (
        "周队员" in by_person
        and f"&amp;person={cast.member_posting.person_id}&amp;duty=prosperity" in by_person
    )
    assert by_township.context["rows"][0][1] == "青河镇"
    assert by_township.context["total"] == 2
    assert len(opened.context["lines"]) == 1
    assert browser.get(address(cast, "balance"), {"by": "score"}).status_code == 404


def test_a_diary_is_ones_own_month_day_by_day(cast, client_of):
    visit(cast, occurred_on=date(2026, 11, 3))
    note_down(cast, occurred_on=date(2026, 11, 5))
    note_down(cast, by=cast.team_member, posting=cast.member_posting)

    page = client_of(cast.first_secretary).get(address(cast, "diary"))

    assert [day for day, _lines in page.context["days"]] == [date(2026, 11, 3), date(2026, 11, 5)]
    assert "驻村日记 2026年11月" in page.content.decode()
    assert "水管冻裂了" in page.content.decode()


def test_a_reader_opens_the_diary_of_somebody_in_reach_only(cast, client_of):
    note_down(cast)
    whose = {"person": str(cast.posting.person_id)}

    assert (
        "看茶园水渠" in client_of(cast.township_officer).get(address(cast, "diary"), whose).content.decode()
    )
    stranger = {"person": str(cast.away_posting.person_id)}
    assert client_of(cast.county_officer).get(address(cast, "diary"), stranger).status_code == 404


def test_an_empty_diary_reproaches_nobody(cast, client_of):
    page = client_of(cast.first_secretary).get(address(cast, "diary"), {"month": "2026-10"}).content.decode()

    assert "这个月的日记还是空的" in page and "没有篇数要求" in page


def test_a_household_shows_its_visits_to_those_who_may_read_them(cast, client_of):
    household = home(cast)
    visit(cast, household)
    page = reverse("households:household", args=[cast.home.code, household.id])
    roles.install("registrar_for_tests", "户籍", ["households.see"])

    seen = client_of(cast.first_secretary).get(page).content.decode()
    cast.township_officer.grants.update(role="registrar_for_tests")
    hidden = client_of(cast.township_officer).get(page).content.decode()

    assert "水管冻裂了" in seen and "?household=" in seen
    assert "水管冻裂了" not in hidden


@pytest.mark.parametrize("who", ["outsider", "auditor", "system_admin"])
def test_those_without_the_right_see_no_records(cast, client_of, who):
    record, browser = visit(cast), client_of(getattr(cast, who))
    pages = ["records", "balance", "diary", "new", "find_household"]

    answers = {browser.get(address(cast, name)).status_code for name in pages}
    answers |= {
        browser.get(address(cast, name, record.id)).status_code for name in ("record", "correct", "void")
    }

    assert answers == ({404} if who == "outsider" else {403})
