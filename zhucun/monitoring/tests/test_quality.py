"""The check list: each rule finds exactly the household that breaks it, and only for those who may see it."""

from datetime import date

import pytest

from zhucun.accounts.queries import scope_of
from zhucun.households.models import Household
from zhucun.monitoring.models import HelpMeasure, Monitored
from zhucun.monitoring.quality import RULES, findings
from zhucun.monitoring.tests.acting import TODAY, measure, monitored, secure, sheet

pytestmark = pytest.mark.django_db


def found(cast, who=None) -> set[str]:
    scope = scope_of(who or cast.county_officer, cast.home.code, on=TODAY).narrowed("monitoring.see")
    return {one.code for one in findings(scope, TODAY) if one.households}


def removed(cast, household, **more) -> Monitored:
    """Removed in good order: a measure that answers the risk, enough income, months between."""
    row = monitored(household, date(2026, 3, 1))
    secure(household)
    sheet(cast, household, work_away=60000)
    held = measure(cast, household, done=True)
    HelpMeasure.objects.in_county(cast.home.code).filter(id=held.id).update(kind="health")
    fields = {"removed_on": date(2026, 9, 1), "removed_how": "helped", **more}
    Monitored.objects.in_county(cast.home.code).filter(id=row.id).update(**fields)
    return row


def rows(cast):
    return Monitored.objects.in_county(cast.home.code)


def test_a_removal_in_good_order_is_found_by_no_rule(cast, household, line):
    removed(cast, household)

    assert found(cast) == set()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (
            lambda cast, home: Household.objects.in_county(cast.home.code).update(housing="unsafe"),
            "removed_but_failing",
        ),
        (
            lambda cast, home: HelpMeasure.objects.in_county(cast.home.code).update(kind="industry"),
            "risk_unanswered",
        ),
        (lambda cast, home: sheet(cast, home, work_away=9000), "removed_below_line"),
        (lambda cast, home: rows(cast).update(since=date(2026, 8, 31)), "removed_at_once"),
    ],
)
def test_each_rule_finds_its_own(cast, household, line, spoil, code):
    removed(cast, household)

    spoil(cast, household)

    assert found(cast) == {code}


def test_help_without_a_measure_done_is_found(cast, household, line):
    removed(cast, household)
    HelpMeasure.objects.in_county(cast.home.code).update(state="planned", done_on=None)

    assert "helped_without_measure" in found(cast)


def test_a_natural_removal_needs_no_measure_and_no_months(cast, household, line):
    removed(cast, household, since=date(2026, 8, 31), removed_how="natural")
    HelpMeasure.objects.in_county(cast.home.code).all().delete()

    assert found(cast) == set()


def test_somebody_monitored_for_a_month_without_plan_or_sheet_is_found(cast, household):
    monitored(household, date(2026, 10, 1))
    assert found(cast) == {"month_without_measure", "late_first_measure", "sheet_missing"}

    measure(cast, household)
    HelpMeasure.objects.in_county(cast.home.code).update(monitored=rows(cast).get())
    sheet(cast, household, work_away=100)

    assert found(cast) == set()


def test_a_lifted_household_without_safe_water_is_found_until_it_is_monitored(cast, household):
    homes = Household.objects.in_county(cast.home.code)
    homes.update(circumstance="lifted", water="unsafe")
    assert found(cast) == {"lifted_without_water"}

    monitored(household, TODAY)

    assert "lifted_without_water" not in found(cast)


def test_nothing_is_found_of_places_the_reader_may_not_see(cast, household):
    monitored(household, date(2026, 10, 1))
    scope = scope_of(cast.outsider, cast.away.code, on=TODAY).narrowed("monitoring.see")

    assert all(not one.households for one in findings(scope, TODAY))
    assert {one.code for one in findings(scope, TODAY)} == set(RULES)
