"""Screens of accounts. What is refused to whom is in test_gate and, for every screen, in tests/test_access_matrix."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from zhucun.accounts.models import Grant, User
from zhucun.accounts.services import issue_accounts_in_bulk
from zhucun.accounts.tests.builders import BECAUSE, COUNTY, acts, give, grant_of, lines, opening
from zhucun.audit.services import System
from zhucun.kernel import clock
from zhucun.testing.county import member

PEOPLE = f"/c/{COUNTY}/system/"
FIRST_PASSWORD = re.compile(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")


def text(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def form_for(cast, **changed):
    return {
        "account": str(uuid4()),
        "name": " 许　新人 ",
        "role": "team_member",
        "reach": f"p{cast.villages[2].code}",
        "on": "2026-11-18",
        "until": "",
        "because": BECAUSE,
        **changed,
    }


@pytest.fixture
def officer(cast, client_of):
    return client_of(cast.county_officer)


@pytest.fixture
def keeper(cast, client_of):
    return client_of(cast.security_admin)


def person(user, act=""):
    return f"{PEOPLE}people/{user.id}/{act}"


def test_the_list_says_who_may_do_what_where(cast, officer):
    said = text(officer.get(PEOPLE))

    assert "李书记 first_secretary 第一书记，青河镇上坪村 正常" in said
    assert "钱单位 unit_contact 派出单位联系人，青山县财政局 正常" in said
    assert "赵县委 county_officer 县委组织部管理员，青山县 正常" in said
    assert "冯外县" not in said and "陈外书记" not in said


def test_the_list_is_narrowed_by_the_address(cast, officer):
    cast.team_member.is_active = False
    cast.team_member.save()

    assert "李书记" in text(officer.get(f"{PEOPLE}?q=李书记"))
    assert "周队员" not in text(officer.get(f"{PEOPLE}?q=李书记"))
    assert "已停用" in text(officer.get(f"{PEOPLE}?state=closed&q=周"))
    assert "没有符合条件的账号" in text(officer.get(f"{PEOPLE}?role=team_member&state=current"))


def test_the_list_costs_the_same_however_many_there_are(cast, officer, django_assert_num_queries):
    with django_assert_num_queries(9) as few:
        officer.get(PEOPLE)
    issue_accounts_in_bulk(
        by=System(),
        county=COUNTY,
        openings=[opening(cast) for _ in range(40)],
        on=clock.today(),
        because=BECAUSE,
    )

    with django_assert_num_queries(len(few)):
        officer.get(PEOPLE)


def test_long_lists_come_in_pages(cast, officer):
    many = [
        member(COUNTY, f"member{n}", f"众人{n:03d}", "team_member", cast.villages[0].code) for n in range(60)
    ]
    User.objects.bulk_create([user for user, _ in many])
    Grant.objects.bulk_create([grant for _, grant in many])

    first, second = text(officer.get(f"{PEOPLE}?q=众人")), text(officer.get(f"{PEOPLE}?q=众人&page=2"))

    assert "众人049" in first and "众人050" not in first
    assert "众人050" in second and "众人059" in second


def test_a_person_s_page_gives_the_reason_of_every_role(cast, officer):
    give(cast, System(), cast.team_member, role="first_secretary")

    said = text(officer.get(person(cast.team_member)))

    assert "工作队员 青河镇上坪村 2026-01-01 至 未定 测试" in said
    assert "第一书记 白石乡石门村" in said and BECAUSE in said


def test_acts_are_offered_only_to_those_who_may(cast, officer, keeper):
    for_officer, for_keeper = (
        text(officer.get(person(cast.team_member))),
        text(keeper.get(person(cast.team_member))),
    )

    assert "重置密码" in for_officer and "再授一个角色" not in for_officer
    assert "再授一个角色" in for_keeper and "重置密码" not in for_keeper
    assert "重置密码" not in text(officer.get(person(cast.county_officer)))


def test_a_person_of_another_county_is_not_found(cast, officer):
    assert officer.get(person(cast.outsider)).status_code == 404
    assert officer.post(person(cast.outsider, "reset/"), {"because": BECAUSE}).status_code == 404
    assert acts() == []


def test_opening_an_account_shows_its_password_once(cast, officer):
    answer = officer.post(f"{PEOPLE}issue/", form_for(cast))

    (password,) = FIRST_PASSWORD.findall(text(answer))
    user = User.objects.get(name="许新人")
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert "青山县" in text(answer) and user.username in text(answer)
    assert user.check_password(password)
    assert Grant.objects.get(user=user).place_prefix == cast.villages[2].code
    assert password not in text(officer.get(person(user)))


def test_a_first_password_is_stored_and_logged_nowhere(cast, officer, caplog):
    (password,) = FIRST_PASSWORD.findall(text(officer.post(f"{PEOPLE}issue/", form_for(cast))))

    sessions = "".join(str(session.get_decoded()) for session in Session.objects.all())
    assert password not in sessions + caplog.text + str([line.__dict__ for line in lines()])
    assert password not in str(User.objects.values()) and cache.get(password) is None


def test_a_form_sent_twice_opens_one_account(cast, officer):
    form = form_for(cast)
    officer.post(f"{PEOPLE}issue/", form)

    again = officer.post(f"{PEOPLE}issue/", form)

    assert again.status_code == 422
    assert "这个账号已经开立" in text(again)
    assert User.objects.filter(name="许新人").count() == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "没有填写姓名"),
        ({"role": ""}, "没有选择角色"),
        ({"role": "auditor"}, "auditor"),
        ({"reach": ""}, "没有选择范围"),
        ({"reach": "p990002101200"}, "990002101200"),
        ({"on": "昨天"}, "日期写法不对"),
        ({"until": "2026-11-01"}, "结束日期早于开始日期"),
        ({"because": ""}, "没有写明依据或原因"),
        ({"username": "a b"}, "登录名只能用字母"),
        ({"username": "auditor"}, "已被使用"),
    ],
)
def test_an_opening_is_refused_beside_its_field(cast, officer, changed, says):
    answer = officer.post(f"{PEOPLE}issue/", form_for(cast, **changed))

    assert answer.status_code == 422
    assert says in text(answer)
    assert acts() == []


def test_places_are_offered_by_township_and_units_by_name(cast, officer):
    said = text(officer.get(f"{PEOPLE}issue/"))

    assert "青河镇 上坪村 下坪村" in said and "青山县财政局" in said
    assert "审计管理员" not in said and "溪口村" not in said and "远溪县水利局" not in said


def test_a_role_is_added(cast, keeper):
    form = form_for(cast, role="first_secretary")

    answer = keeper.post(person(cast.team_member, "grant/"), form, follow=True)

    assert "已授权。" in text(answer)
    assert Grant.objects.filter(user=cast.team_member, role="first_secretary").exists()
    assert acts() == ["accounts.role_granted"]


def test_a_role_that_must_stay_apart_is_refused_in_words(cast, keeper):
    form = form_for(cast, role="auditor", reach=f"p{COUNTY}")

    answer = keeper.post(person(cast.system_admin, "grant/"), form)

    assert "必须由不同的人担任，“吴系统”已担任其中一项。请另选人员" in text(answer)


def test_a_role_is_ended(cast, keeper, frozen_today):
    grant = grant_of(cast.team_member)
    assert "周队员：工作队员，青河镇上坪村" in text(keeper.get(f"{PEOPLE}grants/{grant.id}/end/"))

    answer = keeper.post(
        f"{PEOPLE}grants/{grant.id}/end/", {"on": "2026-11-20", "because": BECAUSE}, follow=True
    )

    assert "授权的最后一天已记下" in text(answer) and "2026-01-01 至 2026-11-20" in text(answer)


def test_ending_an_ended_role_is_refused_in_words(cast, keeper, frozen_today):
    grant = grant_of(cast.team_member)
    Grant.objects.filter(pk=grant.pk).update(ends_on="2026-11-01")

    answer = keeper.post(f"{PEOPLE}grants/{grant.id}/end/", {"on": "2026-11-20", "because": BECAUSE})

    assert "这项授权已于 2026-11-01 结束。" in text(answer)


def test_a_grant_of_another_county_cannot_be_ended(cast, keeper):
    grant = grant_of(cast.outsider, "990002")

    assert (
        keeper.post(f"{PEOPLE}grants/{grant.id}/end/", {"on": "2026-11-20", "because": "x"}).status_code
        == 404
    )


def test_a_password_is_reset(cast, officer):
    answer = officer.post(person(cast.team_member, "reset/"), {"because": "本人来电"})

    (password,) = FIRST_PASSWORD.findall(text(answer))
    assert User.objects.get(pk=cast.team_member.pk).check_password(password)
    assert password not in str([line.__dict__ for line in lines()])


def test_an_account_is_closed_and_opened_again(cast, officer):
    closed = officer.post(person(cast.team_member, "close/"), {"because": "已离岗"}, follow=True)
    assert "账号已停用" in text(closed) and "恢复账号" in text(closed)

    answer = officer.post(person(cast.team_member, "reopen/"), {"because": "误停用"})

    (password,) = FIRST_PASSWORD.findall(text(answer))
    user = User.objects.get(pk=cast.team_member.pk)
    assert user.is_active and user.check_password(password)


@pytest.mark.parametrize("act", ["reset/", "close/"])
def test_an_act_that_goes_too_far_is_refused_beside_the_form(cast, officer, act):
    give(cast, System(), cast.outsider)

    answer = officer.post(person(cast.outsider, act), {"because": "试试"})

    assert answer.status_code == 422
    assert "这超出了您的授权范围。请由上一级的管理员办理。" in text(answer)


def test_a_form_without_its_token_changes_nothing(cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.county_officer)

    assert browser.post(person(cast.team_member, "close/"), {"because": "x"}).status_code == 403
    assert User.objects.get(pk=cast.team_member.pk).is_active
