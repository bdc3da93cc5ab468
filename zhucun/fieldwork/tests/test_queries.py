from datetime import date, timedelta

import pytest
from django.http import Http404

from zhucun.accounts.queries import scope_of
from zhucun.engine.period import Period
from zhucun.fieldwork import queries
from zhucun.fieldwork.domain import Balance, Filters
from zhucun.fieldwork.services import void_record
from zhucun.fieldwork.tests.builders import AT, NOTE, TODAY, VISIT, home, note_down, visit
from zhucun.kernel.guard import watching
from zhucun.policy import registry

NOVEMBER = Period.month(2026, 11)


def scope(cast, who):
    return scope_of(getattr(cast, who), cast.home.code, on=TODAY).narrowed("fieldwork.see")


def test_a_day_counts_once_however_many_records_it_has(cast):
    first = note_down(cast)
    note_down(cast)
    other = note_down(cast, occurred_on=TODAY - timedelta(days=1))

    days = registry.village_days(cast.home.code, date(2026, 11, 1), TODAY, None)

    assert {(fact.posting_id, fact.day, fact.record_id) for fact in days} == {
        (cast.posting.id, TODAY, first.id),
        (cast.posting.id, TODAY - timedelta(days=1), other.id),
    }


def test_a_record_made_elsewhere_or_taken_back_vouches_for_no_day(cast):
    note_down(cast, body={**NOTE, "where": "elsewhere"})
    gone = note_down(cast)
    void_record(by=cast.first_secretary, record=gone, because="记错了", at=AT)

    assert not registry.village_days(cast.home.code, TODAY, TODAY, [cast.posting.id])


def test_days_of_a_county_are_one_statement_whatever_the_number_of_postings(cast, django_assert_num_queries):
    note_down(cast)
    note_down(cast, by=cast.team_member, posting=cast.member_posting)

    with django_assert_num_queries(1), watching() as watch:
        days = list(queries.village_days(cast.home.code, TODAY, TODAY))

    assert len(days) == 2
    assert not watch.unpinned


def test_records_come_newest_first_and_pages_meet_without_gap_or_overlap(cast):
    for day in range(7):
        note_down(cast, occurred_on=TODAY - timedelta(days=day // 2))
    reader, seen, after = scope(cast, "county_officer"), [], None

    for _page in range(4):
        page = queries.page_of(reader, Filters(), after, size=2)
        seen += page.rows
        after = page.following

    assert after is None
    assert len({row.id for row in seen}) == 7
    assert [(row.occurred_on, row.id) for row in seen] == sorted(
        ((row.occurred_on, row.id) for row in seen), reverse=True
    )


def test_each_filter_narrows_the_list(cast):
    household = home(cast)
    met = visit(cast, household, occurred_on=date(2026, 10, 9))
    noted = note_down(cast)
    own = note_down(cast, by=cast.team_member, posting=cast.member_posting)
    reader = scope(cast, "county_officer")

    def found(**filters):
        return {row.id for row in queries.records_in(reader, Filters(**filters))}

    assert found() == {met.id, noted.id, own.id}
    assert found(form="household-visit") == {met.id}
    assert found(duty="prosperity") == {noted.id, own.id}
    assert found(month=NOVEMBER) == {noted.id, own.id}
    assert found(person=cast.member_posting.person_id) == {own.id}
    assert found(household=household.id) == {met.id}
    assert found(place=cast.villages[0].code) == found(place=cast.home.townships[0].code) == found()
    assert found(place=cast.villages[1].code) == found(place=cast.home.townships[1].code) == set()


@pytest.mark.parametrize("who", ["first_secretary", "team_member", "township_officer", "county_officer"])
def test_readers_of_the_village_find_a_record(cast, who):
    record = visit(cast)

    assert queries.record_for(scope(cast, who), record.id) == record


def test_an_outsider_finds_nothing_here_and_nothing_by_way_of_the_own_county(cast):
    record = visit(cast)

    for county in (cast.home.code, cast.away.code):
        reader = scope_of(cast.outsider, county, on=TODAY)
        with pytest.raises(Http404):
            queries.record_for(reader, record.id)
        assert not queries.records_in(reader, Filters()).exists()


def test_records_behind_a_figure_are_read_in_one_statement(cast, django_assert_num_queries):
    later, earlier = note_down(cast), visit(cast, occurred_on=date(2026, 11, 2))

    with django_assert_num_queries(1):
        found = queries.records_by_ids(cast.home.code, [later.id, earlier.id])
        assert [row.posting.person.name for row in found] == ["李书记", "李书记"]

    assert [row.id for row in found] == [earlier.id, later.id]
    assert not queries.records_by_ids(cast.away.code, [later.id])


def test_a_diary_is_the_records_of_ones_days(cast):
    morning, evening = visit(cast), note_down(cast)
    note_down(cast, by=cast.team_member, posting=cast.member_posting)
    note_down(cast, occurred_on=date(2026, 10, 31))

    days = queries.diary_of(cast.home.code, [cast.posting.id], NOVEMBER.first, NOVEMBER.last)

    assert {day: [row.id for row in rows] for day, rows in days.items()} == {TODAY: [morning.id, evening.id]}


def test_the_four_duties_add_up_to_the_list_by_person_village_and_township(cast):
    visit(cast)
    visit(cast, body={**VISIT, "topic": "party"})
    note_down(cast)
    note_down(cast, by=cast.team_member, posting=cast.member_posting)
    reader, filters = scope(cast, "county_officer"), Filters(month=NOVEMBER)

    counts = queries.count_by_duty(reader, filters)
    balance = {by: queries.duty_balance(reader, filters, by) for by in Balance}

    assert counts == {"service": 1, "party_building": 1, "prosperity": 2}
    assert [(row.name, row.counts.total()) for row in balance[Balance.PERSON]] == [
        ("周队员", 1),
        ("李书记", 3),
    ]
    assert [(row.key, row.counts) for row in balance[Balance.VILLAGE]] == [(cast.villages[0].code, counts)]
    assert [(row.key, row.counts) for row in balance[Balance.TOWNSHIP]] == [
        (cast.home.townships[0].code, counts)
    ]
