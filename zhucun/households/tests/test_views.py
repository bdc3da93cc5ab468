import pytest
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.households.domain import Entry
from zhucun.households.models import Household
from zhucun.households.services import add_households_in_bulk
from zhucun.households.tests.registry import home
from zhucun.kernel.guard import watching

pytestmark = pytest.mark.usefixtures("frozen_today")

LIST_STATEMENTS = 10


def register(cast, count, village=0, **other):
    entries = [
        Entry(village_code=cast.villages[village].code, head_name=f"张{at:03d}", people=3, **other)
        for at in range(count)
    ]
    return add_households_in_bulk(by=cast.county_officer, county=cast.home.code, entries=entries)


def address(cast, name, *args):
    return reverse(f"households:{name}", args=[cast.home.code, *args])


def asked(cast, **other):
    given = {
        "village_code": cast.villages[0].code,
        "head_name": "李四",
        "people": "3",
        "circumstance": "none",
    }
    return {**given, **other}


def test_the_register_shows_heads_villages_and_counts_that_open(cast, client_of):
    register(cast, 2, circumstance="monitored")
    register(cast, 1, village=2)

    page = client_of(cast.county_officer).get(address(cast, "households")).content.decode()

    assert page.count("/households/") > 3
    assert "张001" in page and "石门村" in page
    assert "监测户 2" in page and "?circumstance=monitored" in page


def test_the_register_is_narrowed_by_the_address(cast, client_of):
    register(cast, 2, circumstance="monitored")
    register(cast, 3)
    browser = client_of(cast.county_officer)

    found = browser.get(address(cast, "households"), {"circumstance": "monitored", "q": "张001"})

    assert [row.head_name for row, _village in found.context["rows"]] == ["张001"]
    assert "没有符合条件的农户" in browser.get(address(cast, "households"), {"q": "王"}).content.decode()
    assert browser.get(address(cast, "households"), {"circumstance": "rich"}).status_code == 404
    assert browser.get(address(cast, "households"), {"page": "2"}).status_code == 404


def test_the_next_page_begins_after_the_last_row_and_keeps_the_filters(cast, client_of):
    register(cast, 51)
    browser = client_of(cast.county_officer)

    first = browser.get(address(cast, "households"), {"q": "张"})
    second = browser.get(
        address(cast, "households"), {"q": "张", "page": str(first.context["page"].following)}
    )

    assert 'rel="next"' in first.content.decode() and "q=%E5%BC%A0&amp;page=" in first.content.decode()
    assert len(second.context["rows"]) == 1
    assert 'rel="next"' not in second.content.decode()


def test_the_list_costs_the_same_for_twice_the_rows(cast, client_of):
    browser, costs = client_of(cast.county_officer), []
    for count in (20, 20):
        register(cast, count)
        with watching() as watch:
            browser.get(address(cast, "households"))
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[0] == costs[1] <= LIST_STATEMENTS


def test_a_household_has_its_page(cast, client_of):
    (household,) = register(cast, 1, group_name="二组", circumstance="allowance")

    page = client_of(cast.first_secretary).get(address(cast, "household", household.id)).content.decode()

    assert "张000户" in page and "上坪村" in page and "二组" in page and "低保户" in page


@pytest.mark.parametrize("who", ["outsider", "auditor", "unit_contact"])
def test_those_without_the_right_see_no_register(cast, client_of, who):
    (household,) = register(cast, 1)
    browser = client_of(getattr(cast, who))

    answers = {
        browser.get(address(cast, "households")).status_code,
        browser.get(address(cast, "household", household.id)).status_code,
        browser.get(address(cast, "new")).status_code,
        browser.get(address(cast, "correct", household.id)).status_code,
    }

    assert answers == ({404} if who == "outsider" else {403})


def test_the_next_village_is_not_there(cast, client_of):
    (household,) = register(cast, 1, village=1)
    browser = client_of(cast.first_secretary)

    assert browser.get(address(cast, "household", household.id)).status_code == 404
    assert browser.get(address(cast, "correct", household.id)).status_code == 404


def test_a_household_is_entered_from_the_page(cast, client_of):
    browser = client_of(cast.first_secretary)

    answer = browser.post(address(cast, "new"), asked(cast), follow=True)

    household = Household.objects.in_county(cast.home.code).get()
    assert answer.redirect_chain == [(address(cast, "household", household.id), 302)]
    assert "已登记“李四”户。" in answer.content.decode()


def test_what_is_wrong_stands_under_its_field_and_nothing_typed_is_lost(cast, client_of):
    wrong = asked(cast, head_name="", people="四", group_name="河边")

    answer = client_of(cast.first_secretary).post(address(cast, "new"), wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "户主姓名没有填写。" in page and "家庭人口应是整数。" in page
    assert 'value="四"' in page and 'value="河边"' in page
    assert not Household.objects.in_county(cast.home.code).exists()


def test_a_village_out_of_reach_cannot_be_sent(cast, client_of):
    answer = client_of(cast.first_secretary).post(
        address(cast, "new"), asked(cast, village_code=cast.villages[1].code)
    )

    assert answer.status_code == 422
    assert "这个村不在您可以登记的范围内" in answer.content.decode()


def test_a_correction_from_the_page_leaves_a_line(cast, client_of):
    (household,) = register(cast, 1)
    browser = client_of(cast.first_secretary)
    sent = {"head_name": "张三", "people": "5", "circumstance": "monitored", "because": "核对"}

    answer = browser.post(address(cast, "correct", household.id), sent)

    assert answer.status_code == 302
    assert Household.objects.in_county(cast.home.code).get().people == 5
    assert AuditEvent.objects.in_county(cast.home.code).filter(act="households.household_corrected").exists()


def test_a_correction_that_the_service_refuses_is_answered_in_words(cast, client_of):
    (household,) = register(cast, 1)
    same = {"head_name": "张000", "people": "3", "circumstance": "none", "because": "核对"}

    answer = client_of(cast.first_secretary).post(address(cast, "correct", household.id), same)

    assert answer.status_code == 422
    assert "没有需要更正的内容" in answer.content.decode()


def test_the_register_is_narrowed_by_initials_too(cast, client_of):
    home(cast, "单晓东")

    page = client_of(cast.first_secretary).get(address(cast, "households"), {"q": "sXD"}).content.decode()

    assert "单晓东" in page


def test_a_number_is_not_looked_for_where_it_would_stand_in_the_address(cast, client_of):
    answer = client_of(cast.first_secretary).get(
        address(cast, "households"), {"q": "13800138000"}, follow=True
    )

    assert answer.redirect_chain == [(address(cast, "search"), 302)]
    assert "网址里不能写号码" in answer.content.decode()
