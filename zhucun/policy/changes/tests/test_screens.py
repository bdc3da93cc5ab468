"""The screens: looked at before anything is kept, decided by another, refused in words at the field."""

import re
from datetime import date

import pytest
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.kernel.guard import watching
from zhucun.policy import queries as policy
from zhucun.policy.changes.refusals import NotTheProposer
from zhucun.policy.models import ValueChange
from zhucun.testing.cast import build_cast

TYPED = {
    "value": "6",
    "since": "2026-10-01",
    "until": "",
    "adopted": "",
    "paper_title": "白玉县驻村干部管理办法",
    "paper_issuer": "中共白玉县委组织部",
    "paper_number": "",
    "paper_dated": "2026-11-02",
    "article": "第一书记每月在村工作不少于6天。",
    "seen": "original",
    "reason": "新的管理办法从十月起执行",
}


def text(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def where(office, name: str, **parts) -> str:
    return reverse(f"policy:{name}", kwargs={"county": office.code, **parts})


@pytest.fixture
def new(office):
    return where(office, "propose") + "?duty=onsite-days"


def kept(office) -> int:
    return ValueChange.objects.in_county(office.code).count()


def test_a_trial_shows_both_numbers_and_whom_they_reach_and_keeps_nothing(office, client_of, new):
    page = client_of(office.first).post(new, {**TYPED, "look": "1"})

    said = text(page)
    assert page.status_code == 200
    assert "不少于 4 天" in said
    assert "不少于 6 天" in said
    assert "从2026年10月1日起" in said
    assert "4 条结果，涉及 2 个对象" in said
    assert "用2026年10月1日至2026年11月18日的记录试算" in said
    assert "判断 4 条，0 条结果会变，另有 4 条只是应达的数不同" in said
    assert "应达 4 → 6" in said
    assert "提出，请另一人决定" in said
    assert kept(office) == 0


def test_a_number_that_begins_later_is_tried_on_the_last_month(office, client_of, new):
    page = client_of(office.first).post(new, {**TYPED, "since": "2027-01-01", "look": "1"})

    assert "假如2026年10月1日至2026年10月31日就这样执行" in text(page)
    assert "不会改变任何人已有的结果" in text(page)


def test_proposed_by_one_and_approved_by_another(office, client_of, new):
    made = client_of(office.first).post(new, TYPED, follow=True)
    assert "决定之前什么都不变" in text(made)
    assert "要由另一位有此权限的人员决定" in text(made)
    (change,) = ValueChange.objects.in_county(office.code)

    seen = client_of(office.second).get(where(office, "change", change=change.id))
    assert "请对照文件核对数、日期和原文" in text(seen)
    assert "第一书记每月在村工作不少于6天。" in text(seen)
    assert "用2026年10月1日至2026年11月18日的记录试算" in text(seen)
    done = client_of(office.second).post(
        where(office, "approve", change=change.id), {"because": "已对照原件"}, follow=True
    )

    assert "已同意，从写明的日子起执行" in text(done)
    assert "已对照原件" in text(done)
    assert "不少于 4 天" in text(done)
    assert policy.pack_of(office.code).version == "513331-1+1"
    assert AuditEvent.objects.in_county(office.code).filter(act="policy.value_approved").count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"value": ""}, "没有填写数"),
        ({"value": "多些"}, "算式"),
        ({"value": "40"}, "办不到"),
        ({"since": "2026-02-30"}, "日期看不懂"),
        ({"until": "2026-09-01"}, "早于开始执行的"),
        ({"article": ""}, "请抄录规定这个数的那一句"),
        ({"paper_dated": "去年"}, "请写成 2026、2026-08 或 2026-08-15"),
        ({"seen": ""}, "没有说明见到的是什么"),
    ],
)
@pytest.mark.parametrize("look", [{}, {"look": "1"}], ids=["proposing", "looking"])
def test_what_is_refused_stands_at_its_field_and_nothing_typed_is_lost(
    office, client_of, new, typed, words, look
):
    page = client_of(office.first).post(new, {**TYPED, **typed, **look})

    assert page.status_code == 422
    assert words in text(page)
    assert "中共白玉县委组织部" in page.content.decode()
    assert kept(office) == 0


def test_the_nation_s_number_is_refused_in_the_words_of_packs(office, client_of):
    page = client_of(office.first).post(
        where(office, "propose") + "?value=explain_within", {**TYPED, "value": "4"}
    )

    assert page.status_code == 422
    assert "上级规定这个数只能提高，这里低于上级的 5。请写 5 或更大的数。" in text(page)


def test_one_s_own_proposal_is_refused_where_it_would_be_approved(office, client_of):
    change = office.propose()

    page = client_of(office.first).post(where(office, "approve", change=change.id))

    assert page.status_code == 422
    assert "要由另一个人决定" in text(page)
    assert "同意后立即生效" not in text(page)


def test_a_rejection_asks_for_its_reason(office, client_of):
    change = office.propose()
    address = where(office, "reject", change=change.id)

    bare = client_of(office.second).post(address, {"because": ""})
    done = client_of(office.second).post(address, {"because": "文件还没有印发"}, follow=True)

    assert bare.status_code == 422
    assert "请写明怎样改才能同意" in text(bare)
    assert "文件还没有印发" in text(done)
    assert "试算" not in text(done)


def test_withdrawn_by_its_proposer_on_the_page(office, client_of):
    change = office.propose()

    done = client_of(office.first).post(where(office, "withdraw", change=change.id), follow=True)

    assert "已撤回。" in text(done)


def test_taken_back_by_somebody_else_it_stays_and_the_page_says_why(office, client_of):
    change = office.propose()

    done = client_of(office.second).post(where(office, "withdraw", change=change.id))

    assert done.status_code == 422
    assert NotTheProposer().sentence in text(done)
    assert ValueChange.objects.in_county(office.code).get(id=change.id).state == change.state


def test_an_end_is_proposed_from_an_approved_change(office, client_of):
    change = office.set()
    typed = {name: value for name, value in TYPED.items() if name not in ("value", "until", "adopted")}

    page = client_of(office.first).get(where(office, "end", change=change.id))
    made = client_of(office.first).post(
        where(office, "end", change=change.id), {**typed, "since": "2026-11-01"}, follow=True
    )

    assert "停止以后，改按制度包里写的数" in text(page)
    assert "已提出停止执行" in text(made)
    end = ValueChange.objects.in_county(office.code).get(kind="end")
    done = client_of(office.second).post(where(office, "approve", change=end.id), follow=True)
    assert "不少于 6 天" in text(done)
    assert "不少于 4 天" in text(done)


def test_the_list_names_what_waits_and_what_was_decided(office, client_of):
    office.set()
    office.propose(value="8", since=date(2026, 12, 1))

    said = text(client_of(office.second).get(where(office, "changes")))

    assert "等待决定" in said
    assert "已经办结" in said
    assert "不少于 8 天" in said
    assert "已同意 · 钱县委" in said


def test_it_waits_on_the_home_of_the_other_officer_alone(office, client_of):
    office.propose()
    home = reverse("home:home", kwargs={"county": office.code})

    assert "调整规定的数等待决定" in text(client_of(office.second).get(home))
    for other in (office.first, office.stage.township, office.stage.secretary):
        assert "调整规定的数等待决定" not in text(client_of(other).get(home))


def test_an_empty_list_says_what_to_do(office, client_of):
    said = text(client_of(office.first).get(where(office, "changes")))

    assert "还没有人提出过调整" in said
    assert "文件改了数，可以在这里提出" in said


def test_what_can_be_changed_is_listed_with_today_s_number(office, client_of):
    said = text(client_of(office.first).get(where(office, "propose")))

    assert "每月在村工作天数 不少于 4 天" in said
    assert "当事人说明的期限 5 个工作日" in said


def test_a_name_that_the_rules_do_not_have_is_not_found(office, client_of):
    assert client_of(office.first).get(where(office, "propose") + "?duty=nothing").status_code == 404


def test_a_township_is_refused_and_an_outsider_finds_nothing(office, client_of):
    change = office.propose()
    outsider = build_cast().outsider
    pages = [where(office, "changes"), where(office, "propose"), where(office, "change", change=change.id)]

    for page in pages:
        assert client_of(office.stage.township).get(page).status_code == 403
        assert client_of(outsider).get(page).status_code == 404
    for act in ("approve", "reject", "withdraw", "end"):
        address = where(office, act, change=change.id)
        assert client_of(office.stage.township).post(address).status_code == 403
        assert client_of(outsider).post(address).status_code == 404
    change.refresh_from_db()
    assert change.state == "proposed"


def test_looking_at_the_address_of_a_decision_decides_nothing(office, client_of):
    change = office.propose()

    page = client_of(office.second).get(where(office, "approve", change=change.id))

    assert page.status_code == 302
    change.refresh_from_db()
    assert change.state == "proposed"


@pytest.mark.parametrize("many", [1, 6])
def test_the_list_costs_the_same_for_one_and_for_many(office, client_of, many):
    for month in range(many):
        office.set(value=str(5 + month), since=date(2027, 1 + month, 1))
    browser = client_of(office.first)
    browser.get(where(office, "changes"))

    with watching() as watch:
        browser.get(where(office, "changes"))

    assert len(watch.statements) <= 12
    assert watch.unpinned == []
