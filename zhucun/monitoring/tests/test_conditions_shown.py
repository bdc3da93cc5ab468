"""Each condition of removal is met, not met or not known, with its figure and the way to where that is entered."""

import re
from datetime import date

import pytest
from django.urls import reverse

from zhucun.households.models import Household
from zhucun.monitoring.tests.acting import lead, measure, monitored, secure, sheet
from zhucun.monitoring.tests.test_lives import identified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def told(page: str) -> dict[str, tuple[str, str]]:
    """Title of each condition: its answer, and where its figure leads."""
    found = {}
    for item in re.findall(r'<li class="item">(.*?)</li>', page, re.S):
        title = re.search(r"<b>(.*?)</b>", item)
        answer = re.search(r"(不知道|不符合|符合)</span>", item)
        if title and answer:
            link = re.search(r'<small><a href="(.*?)"', item)
            found[title[1]] = (answer[1], link[1] if link else "")
    return found


def page_of(cast, household, client) -> str:
    return str(
        client.get(reverse("households:household", args=[cast.home.code, household.id])).content.decode()
    )


def address(name: str, cast, *parts) -> str:
    return reverse(name, args=[cast.home.code, *parts])


def test_what_is_not_known_leads_to_where_it_is_filled_in(cast, household, client_of):
    monitored(household, date(2026, 8, 1))

    found = told(page_of(cast, household, client_of(cast.first_secretary)))

    home = address("households:household", cast, household.id)
    correct = address("households:correct", cast, household.id)
    assert found["人均纯收入达到监测范围以上"] == (
        "不知道",
        address("monitoring:new_sheet", cast, household.id),
    )
    assert found["住房安全"] == found["饮水安全"] == ("不知道", correct)
    assert found["没有失学辍学"] == found["都参加了医疗保险"] == ("不知道", f"{home}#members")
    assert found["至少落实一项帮扶措施"] == ("不符合", f"{home}#measures")


def test_what_is_met_leads_to_what_it_is_counted_from(cast, household, line, client_of):
    secure(household)
    monitored(household, date(2026, 8, 1))
    held = sheet(cast, household, work_away=60000)
    measure(cast, household, done=True)

    found = told(page_of(cast, household, client_of(cast.first_secretary)))

    assert {answer for answer, _href in found.values()} == {"符合"}
    assert len(found) == 8
    assert found["人均纯收入达到监测范围以上"][1] == address("monitoring:sheet", cast, held.id)


def test_labour_and_months_lead_to_the_case_that_identified_the_household(cast, household, client_of):
    case = identified(cast, lead(cast, household))

    found = told(page_of(cast, household, client_of(cast.first_secretary)))

    assert found["家里有人能劳动"] == ("符合", address("cases:case", cast, case.id))


def test_a_line_that_nobody_has_set_leads_whoever_may_set_it_there(cast, household, client_of):
    monitored(household, date(2026, 8, 1))
    sheet(cast, household, work_away=60000)

    officer = told(page_of(cast, household, client_of(cast.county_officer)))
    secretary = told(page_of(cast, household, client_of(cast.first_secretary)))

    title = "人均纯收入达到监测范围以上"
    assert officer[title] == ("不知道", f"{address('policy:propose', cast)}?value=monitoring_income_line")
    assert client_of(cast.county_officer).get(officer[title][1]).status_code == 200
    assert secretary[title] == ("不知道", "")


def test_every_link_of_a_condition_opens(cast, household, line, client_of):
    browser = client_of(cast.first_secretary)
    identified(cast, lead(cast, household))
    Household.objects.in_county(cast.home.code).update(housing="unsafe")

    links = {href for _answer, href in told(page_of(cast, household, browser)).values() if href}

    assert len(links) >= 5
    assert {browser.get(link).status_code for link in links} == {200}


def test_whoever_asks_for_the_removal_sees_the_conditions_first(cast, household, client_of):
    monitored(household, date(2026, 8, 1))

    page = client_of(cast.first_secretary).get(address("monitoring:remove", cast, household.id))

    assert len(told(page.content.decode())) == 8
