"""What monitoring drops with its term: words, not figures; sheets that another has taken the place of."""

from datetime import date, datetime, timedelta

from zhucun.audit.services import System
from zhucun.households.models import Household
from zhucun.kernel.clock import SHANGHAI
from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Lead, Monitored
from zhucun.monitoring.tests.acting import at, lead, measure, monitored, sheet
from zhucun.policy.retention.services import drop_everywhere

BY = System("保存期限")
CLOSED = date(2026, 11, 18)
DAY = timedelta(days=1)


def run(day):
    night = datetime(day.year, day.month, day.day, 2, tzinfo=SHANGHAI)
    return {one.title: one.rows for one in drop_everywhere(by=BY, at=night)}


def changed(row, **columns):
    type(row).objects.in_county(row.county_code).filter(id=row.id).update(**columns)


def rows(cast, model):
    return list(model.objects.in_county(cast.home.code).order_by("id"))


def test_an_answered_lead_loses_its_words_and_keeps_its_figure(cast, household):
    row = lead(cast, household)
    changed(row, state="dismissed", closed_on=CLOSED, because="已经报销", figure=500000)

    before, after = run(date(2028, 11, 17)), run(date(2028, 11, 18))

    (found,) = rows(cast, Lead)
    assert (before, after) == ({}, {"监测线索": 1})
    assert (found.says, found.because, found.figure, found.state) == ("", "", 500000, "dismissed")


def test_a_lead_that_nobody_has_answered_stays(cast, household):
    lead(cast, household)

    assert run(date(2060, 1, 1)) == {}


def test_a_sheet_goes_when_another_has_stood_in_its_place_for_the_term(cast, household):
    first, second = sheet(cast, household), sheet(cast, household)
    changed(first, made_at=at(CLOSED - DAY), made_on=CLOSED - DAY)

    before, after = run(date(2029, 11, 17)), run(date(2029, 11, 18))

    assert (before, after) == ({}, {"以前的收支表": 1})
    assert [one.id for one in rows(cast, IncomeSheet)] == [second.id]


def test_the_sheet_that_holds_goes_with_its_household_alone(cast, household):
    sheet(cast, household)

    staying = run(date(2060, 1, 1))
    Household.objects.in_county(cast.home.code).filter(id=household.id).update(ends_on=CLOSED)
    gone = run(date(2029, 11, 18))

    assert staying == {}
    assert gone["以前的收支表"] == 1
    assert rows(cast, IncomeSheet) == []


def test_monitoring_that_is_over_loses_its_risks_and_what_was_done_in_words(cast, household):
    row = monitored(household, date(2026, 8, 1))
    measure(cast, household, done=True)
    changed(row, removed_on=CLOSED, removed_how="helped")

    before, after = run(date(2031, 11, 17)), run(date(2031, 11, 18))

    (times,), (done,) = rows(cast, Monitored), rows(cast, HelpMeasure)
    assert (before, after) == ({}, {"监测": 1, "帮扶措施": 1})
    assert (times.risks, times.kind) == ([], "borderline")
    assert (done.what, done.effect_note, done.kind, done.state) == ("", "", "work", "done")


def test_a_measure_of_no_monitoring_counts_from_the_day_it_was_done(cast, household):
    measure(cast, household, done=True)

    assert run(date(2031, 11, 17)) == {}
    assert run(date(2031, 11, 18)) == {"帮扶措施": 1}


def test_as_long_as_the_household_is_monitored_again_nothing_is_dropped(cast, household):
    over = monitored(household, date(2026, 8, 1), removed_on=CLOSED, removed_how="helped")
    monitored(household, CLOSED + DAY)
    sheet(cast, household)
    sheet(cast, household)

    assert run(date(2060, 1, 1)) == {}
    assert Monitored.objects.in_county(cast.home.code).get(id=over.id).risks == ["illness"]
