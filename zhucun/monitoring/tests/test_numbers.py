"""What a flow is told of a household: known numbers only, read once for many."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhucun.households.models import Membership, Villager
from zhucun.monitoring import known
from zhucun.monitoring.facts import facts_of
from zhucun.monitoring.tests.acting import TODAY, measure, monitored, secure, sheet
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.django_db


def told(source, household, on=TODAY):
    return source(household.county_code, frozenset({household.id}), on).get(household.id)


def test_of_a_household_nobody_has_asked_only_what_is_certain_is_known(household):
    assert told(known.income, household) is None
    assert told(known.people, household) == 3
    assert told(known.guarantees_failing, household) is None
    assert told(known.months_monitored, household) is None
    assert told(known.no_labour, household) is None
    assert told(known.monitored, household) == 0
    assert told(known.measures_done, household) == 0


def test_guarantees_are_counted_once_all_of_them_are_known(household):
    secure(household)
    assert told(known.guarantees_failing, household) == 0

    Villager.objects.in_county(household.county_code).filter(born_on__year=2018).update(
        schooling="dropped_out"
    )
    Villager.objects.in_county(household.county_code).filter(born_on__year=1985).update(
        medical_insurance="none"
    )

    assert told(known.guarantees_failing, household) == 2


def test_a_grown_up_out_of_school_is_no_dropout_and_an_unknown_birth_is_not_guessed(household):
    secure(household)
    people = Villager.objects.in_county(household.county_code)
    people.filter(born_on__year=1985).update(schooling="dropped_out")
    assert told(known.guarantees_failing, household) == 0

    people.filter(born_on__year=1985).update(born_on=None)

    assert told(known.guarantees_failing, household) is None


def test_income_is_that_of_the_sheet_that_holds_now(cast, household):
    sheet(cast, household, work_away=9000)
    sheet(cast, household, work_away=30000)

    assert told(known.income, household) == 1_000_000


def test_measures_and_months_are_those_of_the_present_time_of_being_monitored(cast, household):
    past = monitored(household, date(2025, 1, 1))
    measure(cast, household, done=True)
    past.removed_on, past.removed_how = date(2025, 12, 1), "helped"
    past.save()
    monitored(household, date(2026, 9, 20), no_labour=True)
    measure(cast, household)

    assert told(known.measures_done, household) == 0
    assert told(known.measures_open, household) == 1
    assert told(known.months_monitored, household) == 1
    assert told(known.monitored, household) == 1
    assert told(known.no_labour, household) == 1


def test_many_households_take_as_many_statements_as_one(cast, household):
    more = [plant_family(cast.villages[0], f"张{n}", serial=n + 2).household.id for n in range(5)]
    ids = frozenset({household.id, *more})

    with CaptureQueriesContext(connection) as seen:
        known.guarantees_failing(household.county_code, ids, TODAY)
        known.income(household.county_code, ids, TODAY)
        known.measures_done(household.county_code, ids, TODAY)

    assert len(seen) == 4


def test_who_left_is_counted_no_more(family):
    household = family.household
    secure(household)
    rows = Membership.objects.in_county(household.county_code)
    rows.filter(villager=family.child).update(ends_on=date(2026, 1, 1), gone="moved_out")

    assert facts_of(household.county_code, TODAY, {household.id})[household.id].people == 2
