"""What people do with cases: it happens, it is refused in words, the outsider gets nowhere, the trail has a line."""

from uuid import uuid4

import pytest

from zhucun.audit.queries import latest_events
from zhucun.cases import queries, refusals
from zhucun.cases.models import Case, CaseEvent, CaseParty
from zhucun.cases.pages import offers_of, seen_values
from zhucun.cases.services import assign_case, note_case, raise_case, remind_about, resume_case
from zhucun.cases.tests.acting import AT, TODAY, raised, scope, settled, took

pytestmark = pytest.mark.usefixtures("flows", "frozen_today")


def acts(cast):
    return [event.act for event in latest_events(cast.home.code)]


# --- raising


def test_a_raised_case_waits_for_whoever_handles_it_there(cast):
    case = raised(cast)

    assert (case.title, case.state, case.level, case.seq) == ("村口路灯不亮", "received", "village", 1)
    assert (case.waits_role, case.waits_place) == ("first_secretary", cast.villages[0].code)
    assert str(case.due_on) == "2026-11-20"
    assert list(queries.waiting_for(scope(cast, cast.first_secretary))) == [case]
    assert acts(cast) == ["cases.case_raised"]


def test_the_same_id_again_is_the_case_already_raised(cast):
    id = uuid4()
    first = raised(cast, id=id)

    again = raised(cast, id=id)

    assert again == first
    assert CaseEvent.objects.in_county(cast.home.code).count() == 1


def test_an_id_of_somebody_else_s_case_is_refused(cast):
    case = raised(cast)

    with pytest.raises(refusals.CaseDiffers, match="已有另一件办件"):
        raised(cast, by=cast.team_member, role="team_member", id=case.id)


def test_a_role_that_is_not_held_there_raises_nothing(cast):
    with pytest.raises(refusals.MayNotRaise, match="不能由您以“乡镇管理员”的身份在这里提出"):
        raised(cast, role="township_officer")
    assert not Case.objects.in_county(cast.home.code).exists()
    assert acts(cast) == []


def test_an_outsider_raises_nothing(cast):
    with pytest.raises(refusals.MayNotRaise):
        raised(cast, by=cast.outsider, role="county_officer")


def test_a_village_elsewhere_is_no_place(cast):
    with pytest.raises(refusals.PlaceMissing, match="哪个村的事"):
        raise_case(
            by=cast.county_officer,
            county=cast.home.code,
            flow="trial-small",
            role="county_officer",
            fields={"topic": "路灯"},
            at=AT,
            place_code=cast.away.villages[0].code,
        )


def test_a_kind_that_no_pack_has_is_refused(cast):
    with pytest.raises(refusals.NoSuchFlow, match="没有“nothing”这类办件"):
        raised(cast, flow="nothing")


def test_what_is_missing_wrong_or_not_asked_is_said_field_by_field(cast):
    with pytest.raises(refusals.CaseIncomplete) as refused:
        raised(cast, topic="", detail="字" * 5000, colour="红")

    assert refused.value.problems == {
        "topic": "“事由”没有填写。请填写后再保存。",
        "detail": "“情况”最多 2000 个字，现在 5000 个字。请删去 3000 个字。",
        "colour": "“colour”不是这张表要填的项。请更新后重试。",
    }


def test_somebody_who_is_not_of_the_county_cannot_be_named(cast):
    with pytest.raises(refusals.CaseIncomplete) as refused:
        raised(cast, flow="trial-complaint", cadre=str(cast.outsider.id))

    assert refused.value.problems == {"cadre": "“反映谁”在本县没有找到。请从列出的名单中重新选择。"}


def test_a_script_in_a_text_is_kept_as_the_text_it_is(cast):
    case = raised(cast, topic="<script>alert(1)</script>")

    assert case.title == "<script>alert(1)</script>"


# --- steps


def test_a_case_goes_from_first_word_to_rating(cast):
    case = settled(cast, raised(cast))

    assert (case.ending, case.rating, case.in_time) == ("settled", "good", True)
    assert [event.step for event in queries.events_of(case)] == ["", "accept", "settle", "rate"]
    assert acts(cast) == ["cases.step_taken"] * 3 + ["cases.case_raised"]
    kept = Case.objects.in_county(cast.home.code).get()
    assert (kept.seq, kept.state, kept.values) == (4, "settled", case.values)


def test_what_is_sent_up_waits_a_level_higher(cast):
    case = took(
        took(raised(cast), cast.first_secretary, "accept"), cast.first_secretary, "send_up", reason="要钱"
    )

    assert (case.level, case.waits_role, case.times_up) == ("township", "township_officer", 1)
    assert list(queries.waiting_for(scope(cast, cast.township_officer))) == [case]
    assert list(queries.waiting_for(scope(cast, cast.first_secretary))) == []


def test_a_step_that_is_somebody_else_s_is_refused(cast):
    with pytest.raises(refusals.NotYours, match="“受理”不由您办理"):
        took(raised(cast), cast.township_officer, "accept")


def test_a_step_of_another_state_is_refused(cast):
    with pytest.raises(refusals.NotInThisState, match="现在是“待受理”，不能办“办结”"):
        took(raised(cast), cast.first_secretary, "settle", result="好了")


def test_an_outsider_does_not_know_of_it(cast):
    with pytest.raises(refusals.NoSuchCase, match="没有找到这件办件，或者您无权查看"):
        took(raised(cast), cast.outsider, "accept")


def test_a_colleague_of_another_village_does_not_know_of_it(cast):
    case = raised(cast)

    assert not queries.visible(scope(cast, cast.unit_contact), TODAY).exists()
    with pytest.raises(refusals.NoSuchCase):
        took(case, cast.unit_contact, "accept")


def test_whoever_saw_an_older_state_is_told_what_happened_meanwhile(cast):
    case = raised(cast)
    took(case, cast.first_secretary, "accept")

    with pytest.raises(refusals.SomebodyWasFirst) as refused:
        took(case, cast.first_secretary, "withdraw", seq=1)

    assert refused.value.sentence == (
        "您打开页面以后，李书记已于 2026-11-18 10:00 办了“受理”，这一步没有再办。"
    )
    assert CaseEvent.objects.in_county(cast.home.code).count() == 2


def test_a_remark_meanwhile_holds_nobody_up(cast):
    case = raised(cast)
    note_case(by=cast.township_officer, case=case, text="请抓紧", at=AT)

    case = took(case, cast.first_secretary, "accept", seq=1)

    assert (case.state, case.seq) == ("handling", 3)


def test_a_date_whose_term_is_past_is_refused(cast):
    case = took(raised(cast), cast.first_secretary, "accept")

    with pytest.raises(refusals.TermPast, match="按所填日期，期限 2026-11-11 已经过去"):
        took(case, cast.first_secretary, "promise", promised="2026-11-10")


def test_a_case_that_is_over_takes_only_what_reopens_it(cast):
    case = settled(cast, raised(cast))

    with pytest.raises(refusals.CaseIsOver, match="已经结束（已办结）"):
        took(case, cast.first_secretary, "accept")
    again = took(case, cast.first_secretary, "reopen", reason="灯又坏了")

    assert (again.ending, again.ended_on, again.in_time, again.times_reopened) == ("", None, None, 1)


def test_a_merged_case_names_the_one_it_went_into(cast):
    by, other = cast.first_secretary, raised(cast, topic="路灯又不亮")
    case = took(raised(cast), by, "accept")

    with pytest.raises(refusals.MergeWhere):
        took(case, by, "merge", merge_into=case.id)
    with pytest.raises(refusals.MergeWhere):
        took(case, by, "merge", merge_into=uuid4())
    merged = took(case, by, "merge", merge_into=other.id)

    assert (merged.ending, merged.merged_into_id, merged.in_time) == ("merged", other.id, None)


def test_a_suspended_case_stands_still_until_it_is_resumed(cast):
    by = cast.first_secretary
    case = took(took(raised(cast), by, "accept"), by, "suspend", reason="等配件")

    with pytest.raises(refusals.CaseSuspended, match="已经中止"):
        took(case, by, "settle", result="好了")
    case = resume_case(by=by, case=case, seq=case.seq, at=AT)

    assert (case.suspended_on, case.state) == (None, "handling")
    assert acts(cast)[0] == "cases.case_resumed"
    with pytest.raises(refusals.CaseNotSuspended):
        resume_case(by=by, case=case, seq=case.seq, at=AT)


# --- children


def test_a_matter_with_parts_waits_for_all_of_them(cast):
    by = cast.first_secretary
    case = took(took(raised(cast, flow="trial-parent"), by, "accept"), by, "split", reason="修灯座")
    child = queries.children_of(case, scope(cast, by), TODAY)[0]

    assert (child.flow, child.title, child.place_code) == ("trial-small", "修灯座", case.place_code)
    with pytest.raises(refusals.SaidByPack, match="分办的还没有办完"):
        took(case, by, "settle", result="好了")
    took(child, by, "withdraw")

    assert took(case, by, "settle", result="好了").state == "rating"


# --- beside the steps


def test_an_officer_names_who_is_to_handle_it(cast):
    case = took(raised(cast), cast.first_secretary, "accept")

    case = assign_case(
        by=cast.township_officer, case=case, party="owner", user=cast.team_member, because="书记出差", at=AT
    )

    assert case.waits_user == cast.team_member
    assert acts(cast)[0] == "cases.case_assigned"
    assert list(queries.waiting_for(scope(cast, cast.team_member))) == [case]
    names = CaseParty.objects.in_county(cast.home.code).filter(case=case).values_list("name", "user__name")
    assert set(names) == {("raiser", "李书记"), ("owner", "周队员")}


def test_only_an_officer_of_the_place_assigns_and_says_why(cast):
    case = raised(cast)
    given = {"case": case, "party": "owner", "user": cast.team_member, "at": AT}

    with pytest.raises(refusals.MayNotManage):
        assign_case(by=cast.first_secretary, because="忙", **given)
    with pytest.raises(refusals.ReasonMissing):
        assign_case(by=cast.township_officer, because=" ", **given)
    with pytest.raises(refusals.NobodyToName):
        assign_case(by=cast.township_officer, because="忙", **{**given, "user": cast.outsider})


def test_a_remark_moves_nothing_and_has_a_length(cast):
    case = raised(cast)

    after = note_case(by=cast.county_officer, case=case, text="请注意安全", at=AT)

    assert (after.state, after.due_on, after.seq) == (case.state, case.due_on, 2)
    assert queries.events_of(after)[-1].body["more"] == {"text": "请注意安全"}
    with pytest.raises(refusals.TextTooLong, match="最多 2000 个字，现在 5000 个字。") as refused:
        note_case(by=cast.county_officer, case=case, text="字" * 5000, at=AT)
    assert refused.value.advice == "请删去 3000 个字；内容较多的，请作为附件添加。"
    with pytest.raises(refusals.TextMissing):
        note_case(by=cast.county_officer, case=case, text=" \n", at=AT)


def test_people_are_reminded_once_a_day(cast):
    cases = [raised(cast), raised(cast)]
    given = {"by": cast.township_officer, "county": cast.home.code, "cases": cases, "at": AT}

    assert remind_about(**given) == 2

    assert acts(cast)[0] == "cases.people_reminded"
    with pytest.raises(refusals.NobodyToRemind):
        remind_about(**given)
    with pytest.raises(refusals.NobodyToRemind):
        remind_about(**{**given, "by": cast.first_secretary})


# --- what a reader is offered and sees


def test_a_reader_is_offered_the_reader_s_own_steps(cast):
    case = raised(cast)

    mine = offers_of(scope(cast, cast.first_secretary), cast.first_secretary, case, AT)
    theirs = offers_of(scope(cast, cast.township_officer), cast.township_officer, case, AT)

    assert [offer.step.id for offer in mine.steps if offer.can] == ["accept", "refuse", "withdraw"]
    assert [field.key for field in mine.steps[1].fields] == ["reason"]
    assert (mine.may_manage, theirs.steps, theirs.may_manage) == (False, (), True)


def test_a_step_that_waits_for_something_says_for_what(cast):
    by = cast.first_secretary
    case = took(took(raised(cast, flow="trial-parent"), by, "accept"), by, "split", reason="修灯座")

    offers = {offer.step.id: offer for offer in offers_of(scope(cast, by), by, case, AT).steps}

    assert (offers["settle"].can, offers["settle"].why) == (False, "分办的还没有办完。")


def test_a_field_for_few_is_not_read_by_others(cast):
    by = cast.team_member
    case = raised(
        cast,
        by=by,
        role="team_member",
        flow="trial-complaint",
        cadre=str(cast.auditor.id),
        told_by="亲眼看见",
    )

    mine = [seen.key for seen in seen_values(scope(cast, by), case)]
    secretary = [seen.key for seen in seen_values(scope(cast, cast.first_secretary), case)]

    assert mine == ["topic", "cadre", "told_by"]
    assert secretary == ["topic", "cadre"]
