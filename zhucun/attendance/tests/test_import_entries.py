from datetime import UTC, date, datetime, timedelta

import pytest

from zhucun.attendance import queries, services
from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PostingMonth, PresenceEntry
from zhucun.attendance.refresh import judging_once, refresh_between
from zhucun.attendance.services_bulk import EntryDraft, PostingElsewhere, add_entries_in_bulk
from zhucun.audit.models import AuditEvent
from zhucun.kernel.guard import watching
from zhucun.policy.models import Decision

AT = datetime(2026, 11, 18, 2, tzinfo=UTC)
MONDAY = date(2026, 11, 9)
OCTOBER = date(2026, 10, 1)


def draft(posting, first=MONDAY, days=1, kind=Kind.PERSONAL_LEAVE, **other):
    last = first + timedelta(days=days - 1)
    return EntryDraft(posting=posting, kind=kind, first_day=first, last_day=last, **other)


def bring_in(stage, *drafts):
    return add_entries_in_bulk(by=stage.officer, county=stage.code, drafts=drafts, at=AT)


def held(stage):
    return list(PresenceEntry.objects.in_county(stage.code).order_by("first_day"))


def month_of(stage, posting, month=MONDAY):
    rows = PostingMonth.objects.in_county(stage.code)
    return rows.get(posting_id=posting.id, month=month.replace(day=1))


def test_an_import_counts_like_entries_made_one_by_one(full_time):
    before = month_of(full_time, full_time.posting).done

    brought = bring_in(full_time, draft(full_time.posting, days=3), draft(full_time.neighbour))

    assert brought == 2
    assert month_of(full_time, full_time.posting).done == before - 3
    assert month_of(full_time, full_time.neighbour).done == before - 1


def test_who_and_when_are_the_importer_and_the_import_unless_the_draft_says_otherwise(full_time):
    evening = datetime(2026, 11, 12, 12, tzinfo=UTC)

    bring_in(
        full_time,
        draft(full_time.posting),
        draft(
            full_time.posting,
            date(2026, 11, 12),
            recorded_by_id=full_time.township.id,
            recorded_at=evening,
        ),
    )

    assert [(one.recorded_by_id, one.recorded_at, one.received_at) for one in held(full_time)] == [
        (full_time.officer.id, AT, AT),
        (full_time.township.id, evening, AT),
    ]


def test_an_import_is_one_line_in_the_trail(full_time):
    bring_in(full_time, draft(full_time.posting), draft(full_time.neighbour, days=2))

    line = AuditEvent.objects.in_county(full_time.code).get(act="attendance.entries_imported")
    assert line.details == {
        "entries": 2,
        "postings": 2,
        "first_day": "2026-11-09",
        "last_day": "2026-11-10",
    }


def test_one_wrong_entry_keeps_the_whole_import_out(full_time):
    good = draft(full_time.posting)
    wrong = {
        services.EntryOverlaps: draft(full_time.posting),
        services.DaysOutsidePosting: draft(full_time.neighbour, date(2026, 8, 1)),
        services.DayStillAhead: draft(full_time.neighbour, date(2026, 11, 19), kind=Kind.IN_VILLAGE),
        services.DaysReversed: draft(full_time.neighbour, days=0),
    }

    for refusal, bad in wrong.items():
        with pytest.raises(refusal):
            bring_in(full_time, good, bad)

    assert held(full_time) == []


def test_what_was_entered_before_is_not_entered_twice(full_time):
    bring_in(full_time, draft(full_time.posting, days=3))

    with pytest.raises(services.EntryOverlaps):
        bring_in(full_time, draft(full_time.posting, MONDAY + timedelta(days=2)))

    assert len(held(full_time)) == 1


def test_a_month_that_a_township_stands_by_takes_no_import(full_time):
    township = full_time.posting.village_code[:9] + "000"
    services.confirm_month(
        by=full_time.township, county=full_time.code, township_code=township, month=OCTOBER, at=AT
    )

    with pytest.raises(services.MonthIsConfirmed):
        bring_in(full_time, draft(full_time.posting, date(2026, 10, 12)))

    assert bring_in(full_time, draft(full_time.neighbour, date(2026, 10, 12))) == 1


def test_an_entry_of_another_county_is_refused(full_time, part_time):
    with pytest.raises(PostingElsewhere) as refused:
        bring_in(full_time, draft(full_time.posting), draft(part_time.posting))

    assert "1 条" in refused.value.sentence
    assert held(full_time) == []


def test_an_import_of_twenty_costs_no_more_statements_than_one_of_two(full_time):
    costs = []
    bring_in(full_time, draft(full_time.posting))  # begins the county's trail
    for count, first in ((2, date(2026, 10, 8)), (20, date(2026, 10, 12))):
        days = [first + timedelta(days=offset) for offset in range(count // 2)]
        drafts = [draft(one, day) for day in days for one in (full_time.posting, full_time.neighbour)]
        with watching() as watch:
            bring_in(full_time, *drafts)
        costs.append(len(watch.statements))
        assert not watch.unpinned

    assert costs[1] <= costs[0]  # one less when no answer is superseded


def test_nothing_brought_in_is_no_line_worth_keeping(full_time):
    assert bring_in(full_time) == 0


def test_a_past_is_judged_once_and_as_of_its_own_day(part_time):
    first_of_november = datetime(2026, 10, 31, 16, 5, tzinfo=UTC)

    with judging_once(first_of_november):
        add_entries_in_bulk(
            by=part_time.officer,
            county=part_time.code,
            drafts=[draft(part_time.posting, date(2026, 10, 12), kind=Kind.IN_VILLAGE)],
            at=first_of_november,
        )
        refresh_between(part_time.code, OCTOBER, date(2026, 10, 31))
        inside = month_of(part_time, part_time.posting, OCTOBER).done

    assert inside == 0
    after = month_of(part_time, part_time.posting, OCTOBER)
    assert (after.done, after.as_of) == (1, date(2026, 10, 31))
    decisions = Decision.objects.in_county(part_time.code).filter(subject_id=part_time.posting.id)
    assert decisions.filter(made_at=first_of_november, period_from=OCTOBER).count() == 1


def test_what_fails_inside_is_not_judged_and_holds_nothing_back_afterwards(part_time):
    with pytest.raises(ValueError, match="stopped"), judging_once(AT):
        refresh_between(part_time.code, OCTOBER, OCTOBER)
        raise ValueError("stopped")

    bring_in(part_time, draft(part_time.posting, kind=Kind.IN_VILLAGE))
    assert month_of(part_time, part_time.posting).done == 1
    assert len(queries.entries_between(part_time.code, MONDAY, MONDAY)) == 1
