"""Entering, correcting and taking back an exception."""

from datetime import date

import pytest

from zhucun.attendance import queries, services
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PostingMonth, PresenceEntry
from zhucun.audit.models import AuditEvent
from zhucun.kernel import clock
from zhucun.policy.models import Decision

OCTOBER = date(2026, 10, 1)


def enter(stage, kind=Kind.PERSONAL_LEAVE, first=date(2026, 10, 12), last=None, **more):
    return services.add_entry(
        by=stage.secretary,
        posting=stage.posting,
        kind=kind,
        first_day=first,
        last_day=last or first,
        at=clock.now(),
        **more,
    )


def october(stage):
    return PostingMonth.objects.in_county(stage.code).get(posting_id=stage.posting.id, month=OCTOBER)


def acts(stage):
    return list(AuditEvent.objects.in_county(stage.code).order_by("seq").values_list("act", flat=True))


def test_a_leave_shows_in_the_month_at_once(full_time):
    enter(full_time, last=date(2026, 10, 14))

    month = october(full_time)
    assert month.days[11:14] == "lll"
    assert (month.done, month.target) == (15, 18)
    assert acts(full_time) == ["attendance.entry_added"]


def test_a_changed_answer_is_a_new_decision_and_the_old_one_stays(full_time):
    enter(full_time, last=date(2026, 10, 14))

    decisions = Decision.objects.in_county(full_time.code).filter(
        subject_id=full_time.posting.id, period_from=OCTOBER
    )
    assert [(d.revision, d.answer, d.is_current) for d in decisions.order_by("revision")] == [
        (1, "met", False),
        (2, "undetermined", True),
    ]


def test_nobody_else_is_recomputed(full_time):
    before = Decision.objects.in_county(full_time.code).filter(subject_id=full_time.neighbour.id).count()

    enter(full_time)

    after = Decision.objects.in_county(full_time.code).filter(subject_id=full_time.neighbour.id).count()
    assert before == after


def test_a_correction_keeps_the_entry_it_replaces(full_time):
    entry = enter(full_time, last=date(2026, 10, 14))

    fresh = services.correct_entry(
        by=full_time.secretary,
        entry=entry,
        at=clock.now(),
        because="实际只请了一天",
        kind=Kind.PERSONAL_LEAVE,
        first_day=date(2026, 10, 12),
        last_day=date(2026, 10, 12),
    )

    entry.refresh_from_db()
    assert (entry.is_current, fresh.is_current, fresh.supersedes_id) == (False, True, entry.id)
    assert queries.history_of_entry(fresh) == [fresh, entry]
    assert october(full_time).days[11:14] == "lpp"


def test_an_entry_taken_back_no_longer_counts_and_is_still_there(full_time):
    entry = enter(full_time)

    services.void_entry(by=full_time.secretary, entry=entry, at=clock.now(), because="填错了人")

    assert october(full_time).days[11] == "p"
    assert PresenceEntry.objects.in_county(full_time.code).count() == 2
    assert acts(full_time)[-1] == "attendance.entry_voided"


@pytest.mark.parametrize(
    ("first", "last", "kind", "refusal", "words"),
    [
        (
            date(2026, 10, 14),
            date(2026, 10, 12),
            Kind.PERSONAL_LEAVE,
            services.DaysReversed,
            "结束日期早于开始日期",
        ),
        (
            date(2026, 8, 31),
            date(2026, 9, 1),
            Kind.PERSONAL_LEAVE,
            services.DaysOutsidePosting,
            "不在派驻期内",
        ),
        (date(2026, 11, 20), date(2026, 11, 20), Kind.IN_VILLAGE, services.DayStillAhead, "还没有到"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(full_time, first, last, kind, refusal, words):
    with pytest.raises(refusal) as refused:
        enter(full_time, kind, first, last)

    assert words in refused.value.sentence
    assert refused.value.advice
    assert not PresenceEntry.objects.in_county(full_time.code).exists()
    assert acts(full_time) == []


def test_leave_may_be_entered_ahead(full_time):
    entry = enter(full_time, Kind.STATUTORY_LEAVE, date(2026, 11, 25), date(2026, 11, 27))

    month = PostingMonth.objects.in_county(full_time.code).get(
        posting_id=full_time.posting.id, month=date(2026, 11, 1)
    )
    assert entry.is_current
    assert month.days[24:27] == "lll"


def test_two_entries_for_one_day_are_refused_with_the_one_that_stands(full_time):
    enter(full_time, last=date(2026, 10, 14))

    with pytest.raises(services.EntryOverlaps) as refused:
        enter(full_time, Kind.TRAINING, date(2026, 10, 14))

    assert "2026-10-12" in refused.value.sentence
    assert "事假" in refused.value.sentence


def test_a_correction_without_a_reason_is_refused(full_time):
    entry = enter(full_time)

    with pytest.raises(services.ReasonMissing):
        services.correct_entry(by=full_time.secretary, entry=entry, at=clock.now(), because=" ")


def test_an_entry_that_was_replaced_cannot_be_changed_again(full_time):
    entry = enter(full_time)
    services.void_entry(by=full_time.secretary, entry=entry, at=clock.now(), because="填错")

    with pytest.raises(services.EntryIsHistory):
        services.void_entry(by=full_time.secretary, entry=entry, at=clock.now(), because="再撤一次")


def test_an_added_day_counts_in_a_part_time_county(part_time):
    for day in (5, 12, 19, 26):
        enter(part_time, Kind.IN_VILLAGE, date(2026, 10, day))

    month = october(part_time)
    assert (month.answer, month.done, month.target) == ("met", 4, 4)
