"""The screens of the register: drafting with its cost, deciding, and what is kept from whom."""

from datetime import date

import pytest

from zhucun.burden.models import DataRequest
from zhucun.burden.tests.acting import drafted, refused, running, submitted, text, url, whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def given(cast, **other) -> dict[str, object]:
    return {
        "title": "村级设施情况",
        "paper_title": "关于核实村级设施的通知",
        "paper_number": "青农〔2026〕9号",
        "owner": "县农业农村局",
        "contact": "何科",
        "frequency": "monthly",
        "first_on": "2026-11-01",
        "last_on": "2027-01-31",
        "days_after": "5",
        "people": "2",
        "places": [cast.villages[0].code, cast.villages[1].code],
        "held": ["households"],
        "label_1": "危房处数",
        "kind_1": "number",
        "minutes_1": "",
        "label_2": "存在的问题",
        "kind_2": "text",
        "minutes_2": "20",
        **other,
    }


def test_a_draft_is_kept_and_its_cost_is_shown_next(cast, client_of):
    answer = client_of(cast.county_officer).post(url("draft", cast), given(cast), follow=True)

    held = DataRequest.objects.in_county(cast.home.code).get()
    shown = text(answer)
    assert held.fields == [
        {"key": "f1", "label": "危房处数", "kind": "number", "minutes": 3},
        {"key": "f2", "label": "存在的问题", "kind": "text", "minutes": 20},
    ]
    assert "2 个村，每村填 3 次，每次 2 人、23 分钟：一共 276 人·分钟，约 4.6 人·小时。" in shown
    assert "这些村2026年12月没有别的填报任务。" in shown
    assert "看过负担，报县里审批" in shown


def test_what_the_villages_carry_already_is_said_beside_the_cost(cast, second, client_of):
    running(cast, second, whole(cast), title="别的")
    draft = drafted(cast)

    shown = text(client_of(cast.county_officer).get(url("request", cast, draft.id)))

    assert "2026年11月已经要花 15 人·分钟填别的；这一项每次再添 15 人·分钟。" in shown


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"paper_number": ""}, "没有写文号。没有文件依据的，不能要求村里填报。"),
        ({"last_on": "2028-01-01"}, "一项填报任务最长一年，从 2026-11-01 起最晚到 2027-10-31。"),
        ({"last_on": "明年"}, "日期没有填，或者看不懂。"),
        ({"places": []}, "没有选发给哪些村。请至少选一个。"),
        ({"label_1": "本村总户数"}, "“本村总户数”本系统已有：农户户数。已有的数不再要村里填。"),
        ({"people": "0"}, "最少是 1。"),
        ({"minutes_2": "十"}, "请填写整数。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast, client_of, other, words):
    answer = client_of(cast.county_officer).post(url("draft", cast), given(cast, **other))

    shown = text(answer)
    assert answer.status_code == 422
    assert words in shown
    for kept in ("关于核实村级设施的通知", "存在的问题", "县农业农村局"):
        assert kept in shown
    if "places" not in other:
        assert shown.count(" checked") >= 3  # two villages and the frequency
    assert not DataRequest.objects.in_county(cast.home.code).exists()


def test_alike_questions_are_pointed_out_to_the_issuer_and_to_the_county(cast, second, client_of):
    from zhucun.burden.domain import Field

    asked = (Field("f1", "走访脱贫农户次数", "number", 3), Field("f2", "村级公路硬化里程", "number", 3))
    running(cast, second, title="别的")
    held = submitted(cast, fields=asked)

    for user in (cast.county_officer, second):
        shown = text(client_of(user).get(url("request", cast, held.id)))
        assert "“走访脱贫农户次数”看起来和系统已有的“走访农户次数”是一回事。" in shown
        assert "“村级公路硬化里程”在 2026-001《别的》里已经问过同样的村。" in shown


def test_the_county_decides_on_the_page_and_never_on_one_s_own(cast, second, client_of):
    held = submitted(cast)
    own = client_of(cast.county_officer)
    assert "要由另一位有审批权限的人员决定" in text(own.get(url("request", cast, held.id)))
    refusal = own.post(url("approve", cast, held.id), {"cost": "15"})
    assert refusal.status_code == 422
    assert "这项填报任务是您起草或者报审的，要由另一人审批。" in text(refusal)

    answer = client_of(second).post(url("approve", cast, held.id), {"cost": "15"}, follow=True)

    assert "已批准登记并编号" in text(answer)
    assert "编号 2026-001" in text(answer)


def test_a_sum_of_before_is_refused_and_the_page_has_the_sum_of_now(cast, second, client_of):
    held = submitted(cast)

    answer = client_of(second).post(url("approve", cast, held.id), {"cost": "3"})

    shown = text(answer)
    assert answer.status_code == 422
    assert "看到的负担是 3 人·分钟，现在是 15 人·分钟。" in shown
    assert 'name="cost" value="15"' in shown
    assert "请看过下面的负担再办。" in text(client_of(second).post(url("approve", cast, held.id), {}))


def test_returning_and_withdrawing_want_a_reason(cast, second, client_of):
    held = submitted(cast)
    browser = client_of(second)

    assert "没有写明理由" in text(browser.post(url("return", cast, held.id), {"because": ""}))
    returned = browser.post(url("return", cast, held.id), {"because": "太密"}, follow=True)
    assert "已退回，起草人会看到理由。" in text(returned)
    shown = text(client_of(cast.county_officer).get(url("request", cast, held.id)))
    assert "县里退回：太密。改好以后可以再报。" in shown
    away = browser.post(url("withdraw", cast, held.id), {"withdraw-because": "不办了"}, follow=True)
    assert "已撤销，不用再填：不办了。" in text(away)


def test_a_draft_is_changed_on_the_same_form(cast, client_of):
    held = drafted(cast)
    browser = client_of(cast.county_officer)

    shown = text(browser.get(url("change", cast, held.id)))
    assert 'value="村级公路硬化里程"' in shown
    browser.post(url("change", cast, held.id), given(cast, title="改过的"))

    held.refresh_from_db()
    assert (held.title, held.version) == ("改过的", 2)


def test_renewing_asks_for_days_and_makes_a_draft(cast, second, client_of):
    held = running(cast, second)
    days = {"first_on": "2026-12-01", "last_on": "2026-12-31"}

    answer = client_of(cast.county_officer).post(url("renew", cast, held.id), days, follow=True)

    again = DataRequest.objects.in_county(cast.home.code).get(renews=held)
    assert (again.first_on, again.state) == (date(2026, 12, 1), "draft")
    assert "已照原样起草续办" in text(answer)


def test_the_register_has_what_runs_waits_and_is_over(cast, second, client_of):
    running(cast, second, title="在跑的")
    submitted(cast, title="等批的")
    drafted(cast, title="草稿的")
    browser = client_of(cast.county_officer)

    for tab, title in (("running", "在跑的"), ("waiting", "等批的"), ("drafts", "草稿的")):
        shown = text(browser.get(url("requests", cast) + f"?tab={tab}"))
        assert [one for one in ("在跑的", "等批的", "草稿的") if one in shown] == [title]
    assert browser.get(url("requests", cast) + "?tab=strange").status_code == 404
    village = client_of(cast.first_secretary)
    assert "等批的" not in text(village.get(url("requests", cast)))
    assert village.get(url("requests", cast) + "?tab=waiting").status_code == 404


def test_a_village_s_page_has_what_is_asked_with_paper_day_and_what_is_filled_in(cast, second, client_of):
    running(cast, second)
    running(cast, second, title="上个月的", first_on=date(2026, 10, 1), last_on=date(2026, 11, 19))
    refused(cast)
    browser = client_of(cast.first_secretary)

    answer = browser.get(url("mine", cast), follow=True)

    shown = text(answer)
    assert answer.redirect_chain[0][0] == url("village", cast, cast.villages[0].code)
    for words in (
        "上坪村2026年11月要填的",
        "村级设施情况",
        "编号 2026-001",
        "依据 青农〔2026〕9号",
        "2026-11-30 前交",
        "村里填 2 项，约 15 人·分钟",
        "系统已填",
        "产业到户统计表",
    ):
        assert words in shown


def test_only_askers_draft_and_only_the_county_approves(cast, second, client_of):
    held = submitted(cast)

    for user in (cast.first_secretary, cast.unit_contact, cast.auditor):
        assert client_of(user).get(url("draft", cast)).status_code == 403
    assert client_of(cast.township_officer).post(url("approve", cast, held.id)).status_code == 403
    assert client_of(cast.outsider).get(url("request", cast, held.id)).status_code == 404
    assert client_of(cast.township_officer).get(url("draft", cast)).status_code == 200


def test_the_home_page_tells_the_village_and_the_county_what_waits(cast, second, client_of):
    running(cast, second)
    submitted(cast, title="等批的")
    refused(cast)
    home = f"/c/{cast.home.code}/"

    assert "村里要填报 1 次" in text(client_of(cast.first_secretary).get(home))
    county = text(client_of(second).get(home))
    assert "1 项填报任务等待审批" in county
    assert "村里拒绝了 1 件没有登记的填报" in county
    assert "填报任务等待审批" not in text(client_of(cast.county_officer).get(home))
