"""The screens of monitoring: what each shows, keeps, and keeps from others; statements stay few."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhucun.cases.models import Case
from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Lead
from zhucun.monitoring.tests.acting import lead, measure, monitored, secure, sheet
from zhucun.testing.families import plant_family

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def url(name: str, cast, *parts) -> str:
    return str(reverse(f"monitoring:{name}", args=[cast.home.code, *parts]))


def home_of(cast, household) -> str:
    return str(reverse("households:household", args=[cast.home.code, household.id]))


def text(answer) -> str:
    return str(answer.content.decode())


def test_a_household_shows_its_monitoring_with_each_condition_and_its_figure(
    cast, household, line, client_of
):
    secure(household)
    monitored(household, date(2026, 8, 1))
    sheet(cast, household, work_away=30000)
    measure(cast, household)

    shown = text(client_of(cast.first_secretary).get(home_of(cast, household)))

    for words in (
        "边缘易致贫户",
        "因病",
        "人均 10,000.00 元，监测收入线 8,000.00 元",
        "已落实 0 项",
        "介绍到镇里的鞋厂上班",
    ):
        assert words in shown
    assert shown.count("不符合") == 1


def test_what_is_not_known_is_said_to_be_not_known(cast, household, client_of):
    monitored(household, date(2026, 11, 1))

    shown = text(client_of(cast.first_secretary).get(home_of(cast, household)))

    assert "还没有收支表" in shown
    assert shown.count("登记不全，还不知道") == 4


def test_a_sheet_is_filled_in_on_one_page_with_the_members_counted_already(cast, household, client_of):
    browser, address = client_of(cast.first_secretary), url("new_sheet", cast, household.id)
    shown = text(browser.get(address))
    assert 'name="people" value="3"' in shown
    assert "2025-11 – 2026-10" in shown

    answer = browser.post(
        address,
        {
            "id": "01999999-0000-7000-8000-000000000001",
            "last_month": "2026-10-01",
            "people": "3",
            "work_away": "12,000",
            "crops": "",
            "crops_cost": "15000.50",
            "spent_on_illness": "800",
        },
        follow=True,
    )

    kept = IncomeSheet.objects.in_county(cast.home.code).get()
    assert (kept.net, kept.people, kept.spent_on_illness) == (-300_050, 3, 80_000)
    assert "支出比收入多" in text(answer)
    assert "这一天的收入线还没有设定" in text(answer)


def test_a_wrong_amount_is_told_at_its_line_and_nothing_is_kept(cast, household, client_of):
    given = {"id": "01999999-0000-7000-8000-000000000001", "last_month": "2026-10-01", "people": "3"}

    answer = client_of(cast.first_secretary).post(
        url("new_sheet", cast, household.id), {**given, "pension": "一百"}
    )

    assert answer.status_code == 422
    assert "这里应填金额（元）" in text(answer)
    assert not IncomeSheet.objects.in_county(cast.home.code).exists()


def test_a_lead_is_noted_checked_and_becomes_a_case(cast, household, client_of):
    browser = client_of(cast.first_secretary)
    given = {
        "id": "01999999-0000-7000-8000-000000000002",
        "channel": "applied",
        "applicant": "王芳",
        "way": "phone",
        "heard_on": "2026-11-16",
        "says": "户主住院，自己付了三万多",
    }
    browser.post(url("new_lead", cast, household.id), given)
    held = Lead.objects.in_county(cast.home.code).get()
    address = url("check", cast, held.id)
    shown = text(browser.get(address))
    assert "户主住院，自己付了三万多" in shown
    assert 'value="2026-11-16"' in shown
    key = "01999999-0000-7000-8000-000000000003"

    browser.post(
        address, {"case-id": key, "channel": "applied", "found_on": "2026-11-16", "found": held.says}
    )

    held.refresh_from_db()
    case = Case.objects.in_county(cast.home.code).get()
    assert (held.state, held.case_id, case.subject_id) == ("checking", case.id, household.id)


def test_an_application_says_who_by_which_way_and_when(cast, household, client_of):
    browser, address = client_of(cast.township_officer), url("new_lead", cast, household.id)
    given = {"id": "01999999-0000-7000-8000-000000000002", "channel": "applied", "says": "孩子住院"}

    short = browser.post(address, given)
    ahead = browser.post(
        address, {**given, "applicant": "王芳", "way": "hotline_12317", "heard_on": "2026-11-19"}
    )
    browser.post(address, {**given, "applicant": "王芳", "way": "hotline_12317", "heard_on": "2026-11-10"})

    assert (short.status_code, ahead.status_code) == (422, 422)
    assert "没有写明是谁来申报的" in text(short)
    assert "没有选择怎么来说的" in text(short)
    assert "2026-11-19 还没有到" in text(ahead)
    held = Lead.objects.in_county(cast.home.code).get()
    assert (held.applicant, held.way, held.found_on) == ("王芳", "hotline_12317", date(2026, 11, 10))
    shown = text(browser.get(home_of(cast, household)))
    assert "王芳" in shown
    assert "12317 转来" in shown


def test_a_lead_is_set_aside_with_a_reason(cast, household, client_of):
    held = lead(cast, household)
    browser, address = client_of(cast.first_secretary), url("dismiss", cast, held.id)
    assert f"<p>{held.says}</p>" in text(browser.get(address))
    assert browser.post(address, {"because": ""}).status_code == 422

    browser.post(address, {"because": "儿子已在县城上班"})

    held.refresh_from_db()
    assert (held.state, held.because) == ("dismissed", "儿子已在县城上班")


def test_a_measure_is_planned_done_and_looked_at(cast, household, client_of):
    browser = client_of(cast.first_secretary)
    given = {
        "id": "01999999-0000-7000-8000-000000000004",
        "kind": "work",
        "what": "介绍到鞋厂",
        "owner": "李书记",
        "due_on": "2026-11-28",
    }
    browser.post(url("new_measure", cast, household.id), given)
    held = HelpMeasure.objects.in_county(cast.home.code).get()
    address = url("measure", cast, held.id)

    browser.post(address, {"state": "done", "done_on": "2026-11-17"})
    browser.post(address, {"effect": "helped", "words": "每月三千元"})

    held.refresh_from_db()
    assert (held.state, held.done_on, held.effect) == ("done", date(2026, 11, 17), "helped")


def test_an_account_is_chosen_and_later_another(cast, household, client_of):
    browser = client_of(cast.first_secretary)
    address = url("new_measure", cast, household.id)
    assert f'value="{cast.first_secretary.id}" selected' in text(browser.get(address))
    given = {
        "id": "01999999-0000-7000-8000-000000000004",
        "kind": "work",
        "what": "介绍到鞋厂",
        "owner_user": cast.township_officer.id,
        "due_on": "2026-11-28",
    }
    nobody = browser.post(address, {**given, "owner_user": ""})
    stranger = browser.post(address, {**given, "owner_user": cast.auditor.id})
    browser.post(address, given)
    held = HelpMeasure.objects.in_county(cast.home.code).get()
    assert (nobody.status_code, stranger.status_code) == (422, 422)
    assert held.owner_user_id == cast.township_officer.id

    again = url("replan", cast, held.id)
    assert f'value="{cast.township_officer.id}" selected' in text(browser.get(again))
    browser.post(again, {"owner_user": "", "owner": "鞋厂王老板", "due_on": "2026-12-05"})

    again_held = HelpMeasure.objects.in_county(cast.home.code).get()
    assert (again_held.owner_user_id, again_held.owner, again_held.due_on) == (
        None,
        "鞋厂王老板",
        date(2026, 12, 5),
    )


def test_a_measure_cannot_be_done_tomorrow(cast, household, client_of):
    held = measure(cast, household)

    answer = client_of(cast.first_secretary).post(
        url("measure", cast, held.id), {"state": "done", "done_on": "2026-11-19"}
    )

    assert answer.status_code == 422
    assert "2026-11-19 还没有到" in text(answer)


def test_removal_is_asked_for_from_the_household(cast, household, client_of):
    monitored(household, date(2026, 8, 1))
    browser, address = client_of(cast.first_secretary), url("remove", cast, household.id)
    assert "提出风险消除" in text(browser.get(address))

    browser.post(
        address, {"case-id": "01999999-0000-7000-8000-000000000005", "how": "helped", "why": "收入稳定"}
    )

    assert Case.objects.in_county(cast.home.code).get().flow == "monitoring-removal"


def test_removal_of_a_household_that_is_not_monitored_is_refused(cast, household, client_of):
    given = {"case-id": "01999999-0000-7000-8000-000000000005", "how": "helped", "why": "收入稳定"}

    answer = client_of(cast.first_secretary).post(url("remove", cast, household.id), given)

    assert answer.status_code == 422
    assert "现在不是监测户" in text(answer)


@pytest.mark.parametrize("tab", ["monitored", "leads", "overdue", "removed"])
def test_each_list_shows_its_households_to_those_of_their_places_only(cast, household, client_of, tab):
    far = plant_family(cast.villages[2], "远山户", serial=9).household
    for one in (household, far):
        gone = {"removed_on": date(2026, 11, 1), "removed_how": "helped"} if tab == "removed" else {}
        monitored(one, date(2026, 8, 1), **gone)
        lead(cast, one, by=cast.county_officer)
    measure(cast, household, due=date(2026, 11, 1))

    near = text(client_of(cast.first_secretary).get(url("list", cast), {"tab": tab}))
    whole = text(client_of(cast.county_officer).get(url("list", cast), {"tab": tab}))

    assert household.head_name in near
    assert "远山户" not in near
    assert household.head_name in whole
    assert ("远山户" in whole) is (tab != "overdue")


def test_a_lead_that_nobody_has_decided_in_its_term_says_so(cast, household, client_of):
    held = lead(cast, household)
    rows = Lead.objects.in_county(cast.home.code).filter(id=held.id)
    browser, address = client_of(cast.township_officer), url("list", cast)
    rows.update(found_on=date(2026, 11, 3))
    in_time = text(browser.get(address, {"tab": "leads"}))

    rows.update(found_on=date(2026, 11, 2))

    assert "已过期限" not in in_time
    assert "待核实，已过期限" in text(browser.get(address, {"tab": "leads"}))


def test_a_longer_list_takes_no_more_statements(cast, household, client_of):
    browser = client_of(cast.county_officer)

    def statements(tab: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            browser.get(url("list", cast), {"tab": tab})
        return len(seen)

    monitored(household, date(2026, 8, 1))
    before = statements("monitored")
    for n in range(4):
        monitored(plant_family(cast.villages[1], f"李{n}", serial=n + 3).household, date(2026, 8, n + 1))

    assert statements("monitored") == before
    assert before <= 16


def test_lists_are_cut_into_pages_that_leave_nobody_out(cast, client_of):
    for n in range(53):
        monitored(plant_family(cast.villages[0], f"户主{n:02d}", serial=n + 1).household, date(2026, 8, 1))
    browser = client_of(cast.first_secretary)

    first = browser.get(url("list", cast))
    second = browser.get(url("list", cast), {"page": first.context["following"]})

    seen = [row.id for row, _village in [*first.context["rows"], *second.context["rows"]]]
    assert len(seen) == len(set(seen)) == 53
    assert second.context["following"] is None


@pytest.mark.parametrize("given", [{"tab": "no"}, {"word": "no"}, {"village": "x"}, {"page": "x"}])
def test_an_address_that_no_page_of_ours_writes_is_not_found(cast, client_of, given):
    assert client_of(cast.county_officer).get(url("list", cast), given).status_code == 404


def test_nothing_of_a_household_is_reached_from_another_county_or_village(cast, household, client_of):
    held, plan = lead(cast, household), measure(cast, household)
    kept = sheet(cast, household, work_away=9000)
    addresses = [
        url("new_lead", cast, household.id),
        url("new_sheet", cast, household.id),
        url("new_measure", cast, household.id),
        url("remove", cast, household.id),
        url("check", cast, held.id),
        url("dismiss", cast, held.id),
        url("measure", cast, plan.id),
        url("replan", cast, plan.id),
        url("sheet", cast, kept.id),
    ]

    for address in addresses:
        assert client_of(cast.outsider).get(address).status_code == 404
        assert client_of(cast.auditor).get(address).status_code in (403, 404)


def test_the_register_leads_to_monitoring_for_those_who_may_see_it(cast, household, client_of):
    register = reverse("households:households", args=[cast.home.code])

    assert url("list", cast) in text(client_of(cast.first_secretary).get(register))


def test_after_a_message_the_household_is_shown(cast, household, client_of):
    given = {"id": "01999999-0000-7000-8000-000000000002", "channel": "visited", "says": "房子漏雨"}

    answer = client_of(cast.first_secretary).post(url("new_lead", cast, household.id), given)

    assert answer["Location"] == home_of(cast, household)
    assert "核实以前不作任何认定" in str(next(iter(get_messages(answer.wsgi_request))))
