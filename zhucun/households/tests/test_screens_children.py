"""Who may open what is kept of children: given, listed and withdrawn on screen."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.households.models import MinorAccess
from zhucun.kernel.guard import watching
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.usefixtures("frozen_today")

TODAY = date(2026, 11, 18)
LIST_STATEMENTS = 9


def at(cast, name, *args):
    return reverse(f"households:{name}", args=[cast.home.code, *args])


def asked(cast, **other):
    given = {"who": "李书记", "place": cast.villages[0].code, "starts_on": "2026-11-18"}
    return {**given, "ends_on": "2026-11-30", "because": "开学前核对控辍保学名单", **other}


def let(cast, **other):
    given = {
        "starts_on": TODAY,
        "ends_on": TODAY,
        "because": "摸底",
        "given_by": cast.county_officer,
        **other,
    }
    return MinorAccess.objects.create(
        county_code=cast.home.code, user=cast.first_secretary, place_code=cast.villages[0].code, **given
    )


def test_leave_is_given_on_the_page_and_then_opens_the_child(cast, client_of):
    child = plant_family(cast.villages[0], "张三", 1).child

    answer = client_of(cast.county_officer).post(at(cast, "let"), asked(cast), follow=True)

    page = answer.content.decode()
    assert "已批准“李书记”查看" in page and "上坪村" in page and "开学前核对控辍保学名单" in page
    own = client_of(cast.first_secretary).get(at(cast, "person", child.id)).content.decode()
    assert "写明原因，查看这个孩子的信息" in own


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"who": "查无此人"}, "没有找到这个人"),
        ({"who": "李"}, "没有找到这个人"),
        ({"who": "赵县委"}, "不能给自己批准"),
        ({"ends_on": "2026-11-01"}, "查看期限应从 2026-11-18 起"),
        ({"place": ""}, "还没有选择"),
        ({"because": ""}, "没有写明原因"),
    ],
)
def test_what_cannot_be_given_is_told_and_nothing_is_kept(cast, client_of, other, told):
    answer = client_of(cast.county_officer).post(at(cast, "let"), asked(cast, **other))

    assert answer.status_code == 422 and told in answer.content.decode()
    assert not MinorAccess.objects.in_county(cast.home.code).exists()


def test_a_name_that_two_bear_asks_for_the_sign_in_name(cast, client_of):
    cast.team_member.name = "李书记"
    cast.team_member.save()
    browser = client_of(cast.county_officer)

    twice = browser.post(at(cast, "let"), asked(cast))
    exact = browser.post(at(cast, "let"), asked(cast, who=cast.team_member.username))

    assert "不止一人" in twice.content.decode() and exact.status_code == 302
    assert MinorAccess.objects.in_county(cast.home.code).get().user == cast.team_member


def test_leave_is_withdrawn_at_once_and_stays_on_the_list(cast, client_of):
    access, browser = let(cast), client_of(cast.county_officer)

    answer = browser.post(at(cast, "withdraw_let", access.id), {"because": "核对完了"}, follow=True)

    assert "已收回" in answer.content.decode()
    assert MinorAccess.objects.in_county(cast.home.code).get().withdrawn
    assert browser.post(at(cast, "withdraw_let", access.id), {"because": "再收"}).status_code == 422


def test_only_whoever_has_the_right_sees_the_list(cast, client_of):
    access = let(cast)

    for name, args in (("children", []), ("let", []), ("withdraw_let", [access.id])):
        assert client_of(cast.first_secretary).get(at(cast, name, *args)).status_code == 403
        assert client_of(cast.outsider).get(at(cast, name, *args)).status_code == 404
    register = client_of(cast.first_secretary).get(at(cast, "households")).content.decode()
    assert "未成年人信息批准" not in register


def test_the_list_costs_the_same_for_twice_the_rows(cast, client_of):
    browser, costs = client_of(cast.county_officer), []
    for _round in range(2):
        for _row in range(5):
            let(cast)
        with watching() as watch:
            browser.get(at(cast, "children"))
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[0] == costs[1] <= LIST_STATEMENTS
