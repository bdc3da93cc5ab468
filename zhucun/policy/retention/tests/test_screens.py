"""保存期限 on screen: what is due opens the list of who; a hold keeps it; the outsider learns nothing."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.policy.models import RetentionHold

pytestmark = pytest.mark.usefixtures("frozen_today")


def address(cast, name, *parts):
    return reverse(f"retention:{name}", args=[cast.home.code, *parts])


def test_the_table_says_what_is_kept_and_how_long(cast, client_of):
    page = client_of(cast.county_officer).get(address(cast, "table"))

    text = page.content.decode()
    assert page.status_code == 200
    assert "农户成员" in text
    assert "以后 60 个月" in text
    assert "中华人民共和国个人信息保护法" in text
    assert "还没有处理过" in text


def test_the_table_takes_few_statements(cast, client_of, django_assert_max_num_queries):
    client = client_of(cast.county_officer)

    with django_assert_max_num_queries(24):
        client.get(address(cast, "table"))


@pytest.mark.parametrize("who", ["township_officer", "first_secretary", "auditor", "outsider"])
def test_nobody_else_sees_it(cast, client_of, who):
    client = client_of(getattr(cast, who))

    answers = {client.get(address(cast, name)).status_code for name in ("table", "hold")}

    assert answers <= {403, 404}


def test_a_hold_is_set_listed_and_lifted(cast, client_of):
    client = client_of(cast.county_officer)
    asked = {"place": cast.villages[0].code, "kind": "", "ends_on": "2027-06-30", "because": "正在调查"}

    made = client.post(address(cast, "hold"), asked)
    listed = client.get(address(cast, "table")).content.decode()
    hold = RetentionHold.objects.in_county(cast.home.code).get()
    client.post(address(cast, "lift", hold.id), {"because": "调查结束"})

    assert made.status_code == 302
    assert "正在调查" in listed
    hold.refresh_from_db()
    assert hold.lifted_on == date(2026, 11, 18)
    acts = AuditEvent.objects.in_county(cast.home.code).values_list("act", flat=True)
    assert {"policy.retention_held", "policy.retention_hold_lifted"} <= set(acts)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("because", " ", "没有写明原因"),
        ("ends_on", "2026-11-17", "最长 1098 天"),
        ("ends_on", "2036-11-17", "最长 1098 天"),
        ("place", "513331101001", "没有这一项"),
        ("kind", "nothing", "没有这一项"),
    ],
)
def test_a_hold_that_cannot_be_says_why(cast, client_of, field, value, words):
    asked = {"place": cast.villages[0].code, "kind": "", "ends_on": "2027-06-30", "because": "正在调查"}

    page = client_of(cast.county_officer).post(address(cast, "hold"), {**asked, field: value})

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not RetentionHold.objects.in_county(cast.home.code).exists()
