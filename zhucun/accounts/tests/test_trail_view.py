from zhucun.accounts import roles
from zhucun.accounts.handlers import note_sign_in_failed
from zhucun.accounts.services import issue_accounts_in_bulk
from zhucun.accounts.tests.builders import BECAUSE, COUNTY, give, opening
from zhucun.accounts.tests.test_views import text
from zhucun.audit import queries
from zhucun.audit.services import System, append
from zhucun.kernel import clock

AUDIT = f"/c/{COUNTY}/system/audit/"


def test_the_auditor_reads_who_did_what_where_and_why(cast, client_of):
    give(cast, cast.security_admin, cast.team_member, role="first_secretary")

    said = text(client_of(cast.auditor).get(AUDIT))

    assert "郑安全 授予角色" in said
    assert f"原因：{BECAUSE}" in said and "账号：周队员 角色：第一书记 地方：白石乡石门村" in said


def test_many_people_of_one_act_are_counted(cast, client_of):
    issue_accounts_in_bulk(
        by=cast.county_officer,
        county=COUNTY,
        openings=[opening(cast, name=f"众人{number:02d}") for number in range(12)],
        on=clock.today(),
        because=BECAUSE,
    )

    said = text(client_of(cast.auditor).get(AUDIT))

    assert "账号：众人00、众人01、" in said and "众人09 等 12 人 角色：工作队员" in said


def test_a_failed_sign_in_names_whose_it_was(cast, client_of):
    note_sign_in_failed(cast.team_member.username)

    assert "登录失败 – 对象：周队员" in text(client_of(cast.auditor).get(AUDIT))


def test_events_of_another_county_are_not_there(cast, client_of):
    append(county="990002", act="test.elsewhere", by=cast.outsider)

    said = text(client_of(cast.auditor).get(AUDIT))

    assert "test.elsewhere" not in said and "冯外县" not in said


def test_the_trail_is_narrowed_to_an_act_or_a_person(cast, client_of):
    give(cast, cast.security_admin, cast.team_member, role="first_secretary")
    append(county=COUNTY, act="accounts.signed_in", by=cast.auditor)
    auditor = client_of(cast.auditor)

    by_act = text(auditor.get(f"{AUDIT}?act=accounts.role_granted"))
    by_person = text(auditor.get(f"{AUDIT}?actor={cast.security_admin.id}"))

    assert "郑安全" in by_act and "王审计 登录" not in by_act
    assert "只看 郑安全" in by_person and "王审计 登录" not in by_person


def test_strange_filters_are_not_found(cast, client_of):
    auditor = client_of(cast.auditor)

    assert auditor.get(f"{AUDIT}?actor=x").status_code == 404
    assert auditor.get(f"{AUDIT}?page=x").status_code == 404
    assert "没有符合条件的记录" in text(auditor.get(f"{AUDIT}?act=no.such"))


def test_older_events_come_page_by_page(cast, client_of):
    for number in range(60):
        append(county=COUNTY, act=f"test.act_{number:02d}", by=System())
    auditor = client_of(cast.auditor)

    first = auditor.get(AUDIT)
    older = text(auditor.get(f"{AUDIT}?page={first.context['older']}"))

    assert "test.act_59" in text(first) and "test.act_09" not in text(first)
    assert "test.act_09" in older and "test.act_00" in older and "test.act_59" not in older


def test_the_head_of_the_chain_can_be_copied(cast, client_of):
    append(county=COUNTY, act="test.act", by=System())

    said = text(client_of(cast.auditor).get(AUDIT))

    head = queries.head_of(COUNTY)
    assert f"第 {head.seq} 条，{head.hash}" in said


def test_a_reader_of_one_township_sees_what_happened_there(cast, client_of, monkeypatch):
    monkeypatch.setitem(roles._permissions, "township_officer", frozenset({"audit.see"}))
    append(county=COUNTY, act="test.here", by=System(), place_code=cast.villages[0].code)
    append(county=COUNTY, act="test.there", by=System(), place_code=cast.villages[2].code)
    append(county=COUNTY, act="test.nowhere", by=System())

    said = text(client_of(cast.township_officer).get(AUDIT))

    assert "test.here" in said and "青河镇上坪村" in said
    assert "test.there" not in said and "test.nowhere" not in said


def test_the_page_costs_the_same_for_few_events_and_many(cast, client_of, django_assert_num_queries):
    about = {"place_code": cast.villages[0].code, "subject": cast.team_member}
    append(county=COUNTY, act="test.act", by=cast.auditor, **about)
    auditor = client_of(cast.auditor)
    with django_assert_num_queries(8) as few:
        auditor.get(AUDIT)
    for _ in range(40):
        append(county=COUNTY, act="test.act", by=cast.auditor, **about)

    with django_assert_num_queries(len(few)):
        auditor.get(AUDIT)
