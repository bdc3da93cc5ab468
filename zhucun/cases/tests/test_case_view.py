"""One case on a page: who acts next, what can be done, what happened, for those who may know and for nobody else."""

from uuid import uuid4

import pytest
from django.urls import reverse

from zhucun.cases.forms import INTO, SEQ
from zhucun.cases.models import Case, CaseEvent
from zhucun.cases.services import note_case
from zhucun.cases.tests.staging import AT, raised, taken
from zhucun.kernel.guard import watching

MOST_STATEMENTS = 24


@pytest.fixture(autouse=True)
def _today(frozen_today):
    """Every test on this page is on the same day."""


def url(case, name="case", **parts):
    return reverse(f"cases:{name}", kwargs={"county": case.county_code, "case": case.id, **parts})


def now(case):
    return Case.objects.in_county(case.county_code).get(id=case.id)


def test_the_page_says_who_acts_next_and_by_when_and_on_which_paper(cast, client_of):
    case = raised(cast)

    page = client_of(cast.township_officer).get(url(case)).content.decode()

    assert "上坪村第一书记" in page.replace(" ", "")
    assert "为什么是这一天" in page
    assert "5 个工作日" in page


def test_what_happened_is_told_in_order_with_who_and_what(cast, client_of):
    case = taken(raised(cast), cast.first_secretary, "send_up", up_reason="要用水务部门的设备")

    answer = client_of(cast.first_secretary).get(url(case))

    entries = answer.context["entries"]
    assert [(one.title, one.who) for one in entries] == [
        ("以第一书记身份提出", "李书记"),
        ("上报上级", "李书记"),
    ]
    assert ("上报的理由", "要用水务部门的设备") in entries[1].facts


def test_a_step_that_cannot_be_taken_yet_is_shown_with_its_reason(cast, client_of):
    case = raised(cast)

    page = client_of(cast.first_secretary).get(url(case)).content.decode()

    assert url(case, "act", step="settle") in page
    assert url(case, "act", step="send_down") not in page
    assert "已经在村一级，没有下级可退。" in page


def test_a_field_kept_for_some_is_not_shown_to_others(cast, client_of):
    case = raised(cast, contact="晚上打给她女儿", by=cast.team_member, role="team_member")

    seen = client_of(cast.team_member).get(url(case)).content.decode()
    unseen = client_of(cast.township_officer).get(url(case)).content.decode()

    assert "晚上打给她女儿" in seen
    assert "晚上打给她女儿" not in unseen


def test_a_step_is_taken_and_the_page_says_so(cast, client_of):
    case = raised(cast)

    answer = client_of(cast.first_secretary).post(
        url(case, "act", step="settle"), {SEQ: case.seq, "result": "换了灯泡"}, follow=True
    )

    assert now(case).state == "replying"
    assert "已办：办结。" in answer.content.decode()


def test_what_is_missing_is_said_under_its_field_and_nothing_typed_is_lost(cast, client_of):
    case = raised(cast)

    answer = client_of(cast.first_secretary).post(
        url(case, "act", step="refuse"), {SEQ: case.seq, "refuse_reason": "不归村里管"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有填写" in page
    assert "不归村里管" in page


def test_whoever_was_not_first_reads_what_happened_and_keeps_what_was_typed(cast, client_of):
    case = raised(cast)
    taken(case, cast.first_secretary, "withdraw_late", withdraw_reason="说错了")

    answer = client_of(cast.first_secretary).post(
        url(case, "act", step="settle"), {SEQ: 1, "result": "写了很久的办理结果"}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "李书记已于 2026-11-18 10:00 办了“撤回”" in page
    assert "写了很久的办理结果" in page
    assert now(case).state == "withdrawn"


def test_a_step_that_is_not_in_this_state_is_refused_with_a_sentence(cast, client_of):
    case = raised(cast)

    answer = client_of(cast.first_secretary).get(url(case, "act", step="rate"))

    assert answer.status_code == 409
    assert "不能办“登记评价”" in answer.content.decode()


@pytest.mark.parametrize(
    ("part", "step", "says"),
    [("township_officer", "settle", "不由您办理"), ("first_secretary", "to_unit", "村里不能直接交部门")],
)
def test_a_form_that_could_not_be_sent_is_not_shown(cast, client_of, part, step, says):
    case = raised(cast)

    answer = client_of(getattr(cast, part)).get(url(case, "act", step=step))

    assert answer.status_code == 409
    assert says in answer.content.decode()


def test_a_step_that_no_flow_has_is_not_found(cast, client_of):
    case = raised(cast)

    assert client_of(cast.first_secretary).get(url(case, "act", step="fly")).status_code == 404


def test_somebody_else_s_step_is_refused(cast, client_of):
    case = raised(cast)

    answer = client_of(cast.township_officer).post(
        url(case, "act", step="settle"), {SEQ: case.seq, "result": "替他办了"}
    )

    assert answer.status_code == 422
    assert now(case).seq == case.seq


def test_a_case_is_merged_into_another_of_the_same_place_by_its_title(cast, client_of):
    kept, doubled = raised(cast, "水管漏水"), raised(cast, "水管又漏水")
    raised(cast, "另一个村的", by=cast.county_officer, role="county_officer", village=2)
    client = client_of(cast.first_secretary)

    form = client.get(url(doubled, "act", step="merge")).content.decode()
    answer = client.post(
        url(doubled, "act", step="merge"),
        {SEQ: doubled.seq, "merge_reason": "同一处", INTO: kept.id},
        follow=True,
    )

    assert "水管漏水（2026-11-18提出）" in form
    assert "另一个村的" not in form
    assert (now(doubled).ending, now(doubled).merged_into_id) == ("merged", kept.id)
    assert "这件事已并入另一件" in answer.content.decode()


def test_a_suspended_case_says_so_and_goes_on(cast, client_of):
    case = taken(raised(cast), cast.first_secretary, "suspend", wait_reason="等天晴")
    client = client_of(cast.first_secretary)

    page = client.get(url(case)).content.decode()
    client.post(url(case, "resume"), {"seq": case.seq})

    assert "暂停中" in page
    assert "恢复办理" in page
    assert now(case).suspended_on is None


def test_a_remark_moves_nothing_and_stands_in_what_happened(cast, client_of):
    case = raised(cast)

    answer = client_of(cast.first_secretary).post(
        url(case, "note"), {"text": "<script>已联系电工"}, follow=True
    )

    page = answer.content.decode()
    assert now(case).state == case.state
    assert "&lt;script&gt;已联系电工" in page
    assert "<script>已联系电工" not in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有写内容。请写一句话。"),
        ("字" * 5000, "最多 2000 个字，现在 5000 个字。请删短一些。"),
    ],
)
def test_an_empty_or_endless_remark_is_refused_with_a_sentence_and_nothing_of_it_is_lost(
    cast, client_of, text, said
):
    case, client = raised(cast), client_of(cast.first_secretary)

    page = client.get(url(case, "case")).content.decode()
    answer = client.post(url(case, "note"), {"text": text})

    assert "maxlength" not in page
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert text in answer.content.decode()
    assert now(case).seq == case.seq


def test_an_officer_names_somebody_with_a_reason(cast, client_of):
    case = raised(cast)
    given = {"party": "owner", "user": cast.team_member.id, "because": "第一书记外出培训"}

    answer = client_of(cast.township_officer).post(url(case, "assign"), given, follow=True)

    assert "第一书记外出培训" in answer.content.decode()
    assert client_of(cast.first_secretary).post(url(case, "assign"), given).status_code == 403


@pytest.mark.parametrize("name", ["case", "note", "resume", "assign"])
def test_the_outsider_and_the_next_township_find_no_case(cast, client_of, name):
    far = raised(cast, by=cast.county_officer, role="county_officer", village=2)

    assert client_of(cast.outsider).get(url(far, name)).status_code == 404
    assert client_of(cast.township_officer).get(url(far, name)).status_code == 404


def test_a_case_that_is_not_there_is_not_found(cast, client_of):
    where = reverse("cases:case", kwargs={"county": cast.home.code, "case": uuid4()})

    assert client_of(cast.county_officer).get(where).status_code == 404


def test_the_flow_is_drawn_with_where_it_stands(cast, client_of):
    case = raised(cast)

    answer = client_of(cast.first_secretary).get(url(case))

    assert [box.id for box in answer.context["picture"].boxes if box.here] == ["handling"]
    assert "● 现在在这里" in answer.content.decode()


def test_a_page_asks_no_more_when_more_has_happened(cast, client_of):
    case = raised(cast)
    client = client_of(cast.first_secretary)
    client.get(url(case))
    with watching() as few:
        client.get(url(case))
    for at in range(12):
        note_case(by=cast.first_secretary, case=case, text=f"第{at}条", at=AT)

    with watching() as many:
        client.get(url(case))

    assert CaseEvent.objects.in_county(case.county_code).filter(case_id=case.id).count() == 13
    assert len(many.statements) == len(few.statements) <= MOST_STATEMENTS
    assert many.unpinned == []


def test_a_case_that_was_split_off_and_the_one_it_came_from_lead_to_each_other(cast, client_of):
    case = taken(raised(cast), cast.first_secretary, "send_up", up_reason="要几个部门")
    case = taken(case, cast.township_officer, "accept")
    taken(case, cast.township_officer, "split", unit=str(cast.home.unit.id), unit_ask="请丈量")
    child = Case.objects.in_county(case.county_code).get(parent=case.id)
    client = client_of(cast.township_officer)

    above, below = client.get(url(case)).content.decode(), client.get(url(child)).content.decode()

    assert url(child) in above
    assert "还有协办事项没有办完，办完再办结。" in above
    assert url(case) in below
    assert "这件事从这里分出" in below


def test_a_settled_case_can_be_taken_up_again_by_who_raised_it(cast, client_of):
    secretary = cast.first_secretary
    case = taken(raised(cast), secretary, "settle", result="换了灯泡")
    case = taken(case, secretary, "reply_given", reply="当面说了")
    case = taken(case, secretary, "rate", rating="satisfied")
    client = client_of(secretary)

    page = client.get(url(case)).content.decode()
    client.post(url(case, "act", step="reopen"), {SEQ: case.seq, "again_reason": "又不亮了"})

    assert "已办结" in page
    assert url(case, "note") not in page
    assert (now(case).state, now(case).times_reopened) == ("handling", 1)


def test_what_was_answered_before_stands_in_the_form_again(cast, client_of):
    case = taken(raised(cast), cast.first_secretary, "send_up", up_reason="要供电所的梯车")
    case = taken(case, cast.township_officer, "accept")

    form = client_of(cast.township_officer).get(url(case, "act", step="send_up")).context["form"]

    assert form.initial == {SEQ: case.seq, "up_reason": "要供电所的梯车"}
