from datetime import date, timedelta

import pytest

from zhucun.accounts import roles
from zhucun.accounts.services import grant_role
from zhucun.audit.models import AuditEvent
from zhucun.dispatch.choices import Role
from zhucun.fieldwork import refusals
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.services import write_record
from zhucun.fieldwork.tests.builders import AT, NOTE, TODAY, VISIT, home, note_down, visit
from zhucun.households import merging
from zhucun.kernel.ids import uuid7
from zhucun.places.models import Division
from zhucun.policy import registry
from zhucun.policy.queries import pack_of


def test_a_visit_is_kept_once_with_all_that_follows_from_it(cast):
    household = home(cast)

    record = visit(cast, household)

    kept = WorkRecord.objects.in_county(cast.home.code).get()
    assert kept.id == record.id
    assert (kept.village_code, kept.household_id) == (cast.villages[0].code, household.id)
    assert (kept.duty, kept.in_village, kept.title) == ("service", True, "入户走访：张三")
    assert kept.body == VISIT
    assert kept.pack_digest == pack_of(cast.home.code).digest
    assert (kept.recorded_by_id, kept.received_at) == (cast.first_secretary.id, AT)


def test_a_visit_by_telephone_does_not_say_the_day_was_spent_in_the_village(cast):
    record = visit(cast, body={**VISIT, "way": "by_phone"})

    assert record.in_village is False


def test_a_note_serves_the_duty_that_was_chosen(cast):
    record = note_down(cast, body={**NOTE, "work_area": "governance"})

    assert record.duty == "governance"
    assert record.title == "看茶园水渠。"


def test_the_trail_says_who_wrote_what_kind_of_record_and_never_what_was_said(cast):
    record = visit(cast)

    line = AuditEvent.objects.in_county(cast.home.code).get(act="fieldwork.record_written")
    assert (line.actor_id, line.subject_id) == (cast.first_secretary.id, record.id)
    assert line.place_code == record.village_code
    assert line.details["form"] == "household-visit"
    assert "水管" not in str(line.details)


def test_whoever_counts_days_is_told_whose_day_changed(cast, monkeypatch):
    told = []
    monkeypatch.setitem(registry._refreshers, "test", lambda *told_of, at: told.append(told_of))

    visit(cast)

    assert told == [(cast.home.code, TODAY, TODAY, [cast.posting.id])]


def test_the_same_id_with_the_same_content_twice_is_one_record(cast):
    household, id = home(cast), uuid7()

    first = visit(cast, household, id=id)
    again = visit(cast, household, id=id, body={**VISIT, "said": VISIT["said"] + "  "})

    assert again.id == first.id == id
    assert WorkRecord.objects.in_county(cast.home.code).count() == 1


def test_the_same_id_is_still_the_same_record_after_the_posting_has_ended(cast):
    household, id = home(cast), uuid7()
    visit(cast, household, id=id)
    cast.posting.ends_on = TODAY - timedelta(days=1)
    cast.posting.save(update_fields=["ends_on"])

    again = visit(cast, household, id=id)

    assert again.id == id


@pytest.mark.parametrize(
    "other", [{"body": {**VISIT, "said": "另一番话"}}, {"occurred_on": date(2026, 11, 17)}]
)
def test_the_same_id_with_other_content_is_refused_and_nothing_is_overwritten(cast, other):
    household, id = home(cast), uuid7()
    visit(cast, household, id=id)

    with pytest.raises(refusals.RecordDiffers) as refused:
        visit(cast, household, id=id, **other)

    assert "没有覆盖" in refused.value.sentence
    assert "更正" in refused.value.advice
    assert WorkRecord.objects.in_county(cast.home.code).get().body == VISIT


def test_the_same_id_from_somebody_else_is_refused(cast):
    household, id = home(cast), uuid7()
    visit(cast, household, id=id)

    with pytest.raises(refusals.RecordDiffers):
        visit(cast, household, id=id, by=cast.team_member)


def test_an_id_that_another_county_uses_is_refused_without_telling_about_it(cast):
    record = visit(cast)

    with pytest.raises(refusals.RecordDiffers):
        write_record(
            by=_user_of(cast.away_posting),
            county=cast.away.code,
            posting=cast.away_posting,
            form="work-note",
            occurred_on=TODAY,
            body=NOTE,
            at=AT,
            id=record.id,
        )

    assert WorkRecord.objects.in_county(cast.away.code).count() == 0


def test_tomorrow_cannot_be_recorded_today(cast):
    with pytest.raises(refusals.DayAhead) as refused:
        visit(cast, occurred_on=TODAY + timedelta(days=1))

    assert refused.value.sentence == "2026-11-19 还没有到，不能先记。"
    assert refused.value.advice.startswith("请填写今天")


def test_a_day_before_the_posting_cannot_be_recorded(cast):
    with pytest.raises(refusals.DayOutsidePosting) as refused:
        visit(cast, occurred_on=cast.posting.starts_on - timedelta(days=1))

    assert "不在派驻期内（2026-01-01 至 今）" in refused.value.sentence


def test_a_visit_without_a_household_is_refused(cast):
    with pytest.raises(refusals.HouseholdMissing) as refused:
        write_record(
            by=cast.first_secretary,
            county=cast.home.code,
            posting=cast.posting,
            form="household-visit",
            occurred_on=TODAY,
            body=VISIT,
            at=AT,
        )

    assert refused.value.sentence == "“入户走访”没有选择农户。"


def test_a_household_of_another_village_is_refused(cast):
    with pytest.raises(refusals.HouseholdElsewhere):
        visit(cast, home(cast, village=1))


def test_a_visit_handed_in_after_its_village_was_merged_is_still_kept(cast):
    household, into = home(cast), cast.villages[1].code
    Division.objects.filter(code=cast.villages[0].code).update(successor_code=into, valid_to=TODAY)
    merging.follow(cast.home.code, [cast.villages[0].code], into, TODAY)
    household.refresh_from_db()

    record = visit(cast, household)

    assert household.village_code == into
    assert (record.village_code, record.household_id) == (cast.villages[0].code, household.id)


def test_what_a_form_requires_is_named_field_by_field(cast):
    with pytest.raises(refusals.RecordIncomplete) as refused:
        visit(cast, body={"way": "at_home", "topic": "weather", "said": " ", "colour": "red"})

    assert refused.value.problems["said"] == "“群众说了什么”没有填写。请填写后再保存。"
    assert refused.value.problems["topic"].startswith("“主要谈什么”没有这一项。")
    assert refused.value.problems["colour"].startswith("“colour”不是这张表要填的项。")
    assert "还有 3 处要补正" in refused.value.sentence


def test_words_beyond_the_bound_are_counted_in_characters(cast):
    just = visit(cast, body={**VISIT, "said": "\U00020bb7" * 1000})

    with pytest.raises(refusals.RecordIncomplete) as refused:
        visit(cast, just.household, body={**VISIT, "said": "\U00020bb7" * 1003})

    assert refused.value.problems == {"said": "“群众说了什么”最多 1000 个字，现在 1003 个字。请删去 3 个字。"}


def test_an_unknown_form_is_refused(cast):
    with pytest.raises(refusals.NoSuchForm):
        note_down(cast, form="check-in")


def test_a_title_a_duty_or_a_presence_that_contradicts_the_answers_is_refused(cast):
    with pytest.raises(refusals.PresenceContradicts):
        visit(cast, in_village=False)
    with pytest.raises(refusals.DutyUnclear):
        note_down(cast, duty="service")
    with pytest.raises(refusals.TitleTooLong):
        note_down(cast, title="长" * 121)


def test_nobody_writes_under_a_colleagues_posting(cast):
    with pytest.raises(refusals.NotYourPosting) as refused:
        note_down(cast, by=cast.team_member)

    assert "不是这条派驻的本人" in refused.value.sentence
    assert not AuditEvent.objects.in_county(cast.home.code).filter(act="fieldwork.record_written").exists()


def test_an_outsider_writes_nothing(cast):
    with pytest.raises(refusals.NotYourPosting):
        note_down(cast, by=cast.outsider)


def test_a_posting_of_another_county_is_refused(cast):
    with pytest.raises(refusals.PostingElsewhere):
        note_down(cast, by=_user_of(cast.away_posting), posting=cast.away_posting)


def test_an_office_above_the_village_writes_on_behalf_and_stands_as_the_writer(cast):
    roles.install("clerk_for_tests", "代填人员", ["fieldwork.write"])
    grant_role(
        by=cast.security_admin,
        county=cast.home.code,
        user=cast.township_officer,
        role="clerk_for_tests",
        on=TODAY,
        because="测试",
        place_prefix=cast.home.townships[0].code[:9],
    )

    record = note_down(cast, by=cast.township_officer)

    assert (record.recorded_by_id, record.posting_id) == (cast.township_officer.id, cast.posting.id)


def test_the_holder_of_an_ended_posting_still_hands_in_what_happened_during_it(cast):
    cast.posting.ends_on = TODAY - timedelta(days=3)
    cast.posting.save(update_fields=["ends_on"])

    record = note_down(cast, occurred_on=TODAY - timedelta(days=3))

    assert record.posting_id == cast.posting.id


def test_a_team_leader_records_what_a_member_may(cast):
    cast.posting.role = Role.TEAM_LEADER
    cast.posting.save(update_fields=["role"])

    assert note_down(cast).form == "work-note"


def _user_of(posting):
    return posting.person.user
