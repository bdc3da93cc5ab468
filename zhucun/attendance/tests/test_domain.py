"""What each day of a month says, under the rules of the two real counties."""

from datetime import date
from uuid import UUID

import pytest

from zhucun.attendance.choices import Kind
from zhucun.attendance.domain import Entry, MonthFrame, Vouched, facts_of, month_sheet
from zhucun.engine.period import Period
from zhucun.engine.tally import judge
from zhucun.engine.verdict import Answer, Reason
from zhucun.kernel.ids import uuid7
from zhucun.policy.pack import load_pack
from zhucun.policy.queries import presence_duty

OCTOBER = Period.month(2026, 10)  # 18 workdays, 10 October among them
OVER = date(2026, 11, 18)


def frame(county="350428", period=OCTOBER, as_of=OVER):
    pack = load_pack(county)
    duty = presence_duty(pack)
    assert duty is not None
    return MonthFrame.of(duty, pack.calendar, period, as_of)


def entry(kind, first, last=None, questioned=False):
    return Entry(uuid7(), kind, date(2026, 10, first), date(2026, 10, last or first), questioned)


def sheet_of(frame, *entries, vouched=None, posted=None):
    return month_sheet(frame, posted or frame.period, entries, vouched or {})


def answer_of(frame, sheet, posted=None, role="first_secretary", settled=False):
    return judge(
        frame.duty, facts_of(frame, sheet, posted or frame.period, role, settled=settled), frame.period
    )


def test_full_time_without_entries_is_in_the_village_on_every_workday():
    month = frame()

    sheet = sheet_of(month)

    assert sheet.codes == ".......ppp.ppppp..ppppp..ppppp."
    assert (sheet.done, sheet.open, sheet.ahead) == (18, 0, 0)
    assert answer_of(month, sheet).answer is Answer.MET


def test_personal_leave_takes_its_workdays_and_nothing_else():
    month = frame()

    sheet = sheet_of(month, entry(Kind.PERSONAL_LEAVE, 12, 18))

    assert sheet.codes[11:18] == "lllll.."
    assert sheet.done == 13
    verdict = answer_of(month, sheet, settled=True)
    assert (verdict.answer, verdict.target, verdict.short) == (Answer.NOT_MET, 18, 5)


def test_sick_leave_lowers_what_is_owed_by_its_workdays():
    month = frame()

    verdict = answer_of(month, sheet_of(month, entry(Kind.SICK_LEAVE, 12, 18)))

    assert (verdict.answer, verdict.target, verdict.excused) == (Answer.MET, 13, 5)


def test_an_added_rest_day_makes_up_for_a_day_of_leave():
    month = frame()

    sheet = sheet_of(month, entry(Kind.PERSONAL_LEAVE, 12), entry(Kind.IN_VILLAGE, 17))

    assert sheet.codes[11] == "l"
    assert sheet.codes[16] == "x"
    assert answer_of(month, sheet).answer is Answer.MET


def test_days_under_question_leave_the_answer_open():
    month = frame()

    sheet = sheet_of(month, entry(Kind.IN_VILLAGE, 20, 22, questioned=True))

    verdict = answer_of(month, sheet)
    assert sheet.codes[19:22] == "qqq"
    assert (verdict.answer, verdict.reason, verdict.open) == (Answer.UNDETERMINED, Reason.UNDER_REVIEW, 3)


def test_what_an_inspection_found_outweighs_what_was_entered():
    month = frame()

    sheet = sheet_of(month, entry(Kind.FOUND_ABSENT, 13), entry(Kind.IN_VILLAGE, 12, 14))

    assert sheet.codes[11:14] == "xax"
    assert sheet.done == 17


def test_a_posting_that_begins_on_the_26th_owes_its_share():
    month = frame()
    posted = Period(date(2026, 10, 26), date(2026, 10, 31))

    sheet = sheet_of(month, posted=posted)

    verdict = answer_of(month, sheet, posted)
    assert sheet.codes.startswith("-" * 25)
    assert (verdict.answer, verdict.target, verdict.done) == (Answer.MET, 5, 5)


def test_a_month_still_running_counts_today_and_keeps_the_rest_possible():
    month = frame(as_of=date(2026, 10, 13))

    sheet = sheet_of(month)

    assert sheet.codes == ".......ppp.ppfff..fffff..fffff."
    assert sheet.done == 5
    assert answer_of(month, sheet).reason is Reason.PERIOD_RUNNING


def test_part_time_counts_the_days_that_a_record_vouches_for():
    month = frame("513331")
    vouched = {date(2026, 10, day): Vouched((uuid7(),)) for day in (9, 17, 20, 28)}

    sheet = sheet_of(month, vouched=vouched)

    assert [at + 1 for at, code in enumerate(sheet.codes) if code == "r"] == [9, 17, 20, 28]
    assert len(sheet.records) == 4
    assert answer_of(month, sheet).answer is Answer.MET


def test_part_time_silence_is_undetermined_until_the_township_has_spoken():
    month = frame("513331")
    sheet = sheet_of(month)

    before = answer_of(month, sheet)
    after = answer_of(month, sheet, settled=True)

    assert before.answer is Answer.UNDETERMINED
    assert after.answer is Answer.NOT_MET


@pytest.mark.parametrize(("days", "answer"), [(3, Answer.NOT_MET), (4, Answer.MET), (5, Answer.MET)])
def test_part_time_just_below_at_and_above_four_days(days, answer):
    month = frame("513331")
    vouched = {date(2026, 10, 12 + at): Vouched((uuid7(),)) for at in range(days)}

    assert answer_of(month, sheet_of(month, vouched=vouched), settled=True).answer is answer


def test_a_team_member_in_a_county_that_asks_first_secretaries_only_owes_nothing():
    month = frame("513331")

    verdict = answer_of(month, sheet_of(month), role="team_member")

    assert (verdict.answer, verdict.reason) == (Answer.NOT_APPLICABLE, Reason.NOT_ADDRESSED)


def test_a_span_of_days_names_its_entry_once():
    month = frame()
    span = entry(Kind.TRAINING, 12, 16)

    sheet = sheet_of(month, span)

    assert sheet.codes[11:16] == "ttttt"
    assert [UUID(record) for record in sheet.records] == [span.id]


def test_a_record_that_comes_after_the_townships_word_waits_for_it():
    month = frame("513331")
    in_time = {date(2026, 10, 12 + at): Vouched((uuid7(),)) for at in range(3)}

    sheet = sheet_of(month, vouched=in_time | {date(2026, 10, 20): Vouched((uuid7(),), late=True)})

    verdict = answer_of(month, sheet, settled=True)
    assert sheet.codes[19] == "q"
    assert (sheet.done, sheet.open) == (3, 1)
    assert (verdict.answer, verdict.reason) == (Answer.UNDETERMINED, Reason.UNDER_REVIEW)
