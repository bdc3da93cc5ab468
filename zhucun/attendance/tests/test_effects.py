"""An approved leave stands in the calendar, once, and ends when they are back."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.attendance import effects, queries, services
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PostingMonth, PresenceEntry
from zhucun.cases.effects import EffectCall, apply_effect
from zhucun.cases.models import Case, FlowVersion
from zhucun.kernel import clock
from zhucun.kernel.ids import uuid7
from zhucun.policy.pack.effects import EFFECTS
from zhucun.testing.cast import client_of


@pytest.fixture
def case(full_time):
    version = FlowVersion.objects.create(
        county_code=full_time.code,
        flow="leave",
        digest="d",
        title="请假",
        definition={},
        pack_version="1",
        kept_at=clock.now(),
    )
    return Case.objects.create(
        county_code=full_time.code,
        flow_version=version,
        flow="leave",
        title="李书记请假",
        place_code=full_time.posting.village_code,
        place_digits=12,
        subject_id=full_time.posting.id,
        state="away",
        seq=2,
        entered_on=clock.today(),
        raised_by=full_time.secretary,
        raised_as="first_secretary",
        raised_on=clock.today(),
    )


def call(stage, case, *, by=None, event=None, subject="own", **args):
    return EffectCall(
        county=stage.code,
        case_id=case.id,
        event_id=event or uuid7(),
        by=by,
        raised_by=stage.secretary,
        subject_id=stage.posting.id if subject == "own" else subject,
        at=clock.now(),
        args=args,
    )


def granted(stage, case, first="2026-11-23", last="2026-11-27", kind="personal_leave", **more):
    given = call(stage, case, first=first, last=last, kind=kind, **more)
    apply_effect(effects.LEAVE, given)
    return given


def returned(stage, case, day):
    apply_effect(effects.LEAVE_ENDS, call(stage, case, returned=day))


def standing(stage):
    return [
        (row.kind, row.first_day.isoformat(), row.last_day.isoformat())
        for row in queries.entries_between(stage.code, date(2026, 9, 1), date(2026, 12, 31))
    ]


def confirm(stage, month):
    services.confirm_month(
        by=stage.township,
        county=stage.code,
        township_code=stage.county.townships[0].code,
        month=month,
        at=clock.now(),
    )


def test_an_approved_leave_is_entered_for_the_posting_it_is_about(full_time, case):
    given = granted(full_time, case, by=full_time.township)

    entry = PresenceEntry.objects.in_county(full_time.code).get()
    month = PostingMonth.objects.in_county(full_time.code).get(
        posting_id=full_time.posting.id, month=date(2026, 11, 1)
    )
    assert (entry.id, entry.case_id, entry.recorded_by) == (given.event_id, case.id, full_time.township)
    assert standing(full_time) == [("personal_leave", "2026-11-23", "2026-11-27")]
    assert month.days[22:27] == "lllll"


def test_one_event_enters_one_leave_however_often_it_is_applied(full_time, case):
    given = granted(full_time, case)

    apply_effect(effects.LEAVE, given)

    assert len(standing(full_time)) == 1
    assert PresenceEntry.objects.in_county(full_time.code).count() == 1


def test_a_leave_granted_by_the_clock_is_entered_in_the_name_of_whoever_asked(full_time, case):
    granted(full_time, case)

    assert PresenceEntry.objects.in_county(full_time.code).get().recorded_by == full_time.secretary


def test_a_prolonged_leave_is_a_new_version_of_the_same_entry(full_time, case):
    granted(full_time, case)

    granted(full_time, case, last="2026-12-01")

    assert standing(full_time) == [("personal_leave", "2026-11-23", "2026-12-01")]
    newest = queries.entry_of_case(full_time.code, case.id)
    assert newest is not None
    assert (newest.supersedes_id is None, newest.because) == (False, "请假经批准变更")


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2026-11-25", [("personal_leave", "2026-11-23", "2026-11-24")]),
        ("2026-11-24", [("personal_leave", "2026-11-23", "2026-11-23")]),
        ("2026-11-28", [("personal_leave", "2026-11-23", "2026-11-27")]),
        ("2026-12-03", [("personal_leave", "2026-11-23", "2026-11-27")]),
        ("2026-11-23", []),
        ("2026-11-20", []),
    ],
)
def test_a_leave_ends_before_the_day_of_return(full_time, case, day, left):
    granted(full_time, case)

    returned(full_time, case, day)

    assert standing(full_time) == left


def test_a_return_told_twice_changes_nothing_more(full_time, case):
    granted(full_time, case)
    returned(full_time, case, "2026-11-25")
    before = PresenceEntry.objects.in_county(full_time.code).count()

    returned(full_time, case, "2026-11-25")

    assert PresenceEntry.objects.in_county(full_time.code).count() == before


def test_a_return_in_november_changes_nothing_of_a_confirmed_october(full_time, case):
    granted(full_time, case, first="2026-10-29", last="2026-11-13")
    confirm(full_time, date(2026, 10, 1))

    returned(full_time, case, "2026-11-10")

    assert standing(full_time) == [("personal_leave", "2026-10-29", "2026-11-09")]


def test_a_leave_into_a_confirmed_month_says_which_and_who_reopens_it(full_time, case):
    confirm(full_time, date(2026, 10, 1))

    with pytest.raises(services.MonthIsConfirmed) as refused:
        granted(full_time, case, first="2026-10-29", last="2026-11-03")

    assert "2026年10月" in refused.value.sentence
    assert "由乡镇写明原因重新打开该月" in refused.value.advice
    assert standing(full_time) == []


def test_a_leave_over_days_already_spoken_for_says_over_which(full_time, case):
    services.add_entry(
        by=full_time.secretary,
        posting=full_time.posting,
        kind=Kind.TRAINING,
        first_day=date(2026, 11, 26),
        last_day=date(2026, 11, 30),
        at=clock.now(),
    )

    with pytest.raises(services.EntryOverlaps) as refused:
        granted(full_time, case)

    assert "培训" in refused.value.sentence
    assert "2026" in refused.value.sentence


@pytest.mark.parametrize("kind", ["in_village", "found_absent", "holiday"])
def test_only_what_can_be_granted_is_entered(full_time, case, kind):
    with pytest.raises(effects.NoSuchLeave):
        granted(full_time, case, kind=kind)

    assert standing(full_time) == []


def test_a_leave_that_was_approved_is_not_the_persons_to_change(full_time, case):
    granted(full_time, case)
    entry = PresenceEntry.objects.in_county(full_time.code).get()
    page = reverse("attendance:correct", kwargs={"county": full_time.code, "entry": entry.id})

    assert client_of(full_time.secretary).get(page).status_code == 403
    assert client_of(full_time.township).get(page).status_code == 200


def test_what_packs_may_tell_the_effects_is_what_they_need():
    leave, ends = EFFECTS[effects.LEAVE], EFFECTS[effects.LEAVE_ENDS]

    assert set(leave.required) == {"kind", "first", "last"}
    assert set(ends.required) == {"returned"}


@pytest.mark.parametrize("subject", [None, uuid7()])
def test_a_leave_of_no_posting_is_refused(full_time, case, subject):
    with pytest.raises(effects.LeaveOfNobody):
        granted(full_time, case, subject=subject)
