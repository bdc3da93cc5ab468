"""The check list: each rule finds exactly the household that breaks it, and only for those who may see it."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.households.models import Household
from zhucun.households.quality.queries import counted
from zhucun.monitoring.models import HelpMeasure, Monitored
from zhucun.monitoring.quality import RULES
from zhucun.monitoring.tests.acting import TODAY, measure, monitored, secure, sheet

pytestmark = pytest.mark.django_db


def found(cast, who=None) -> set[str]:
    scope = scope_of(who or cast.county_officer, cast.home.code, on=TODAY).narrowed("households.see")
    return {one.rule.code for one in counted(scope, TODAY) if one.count and one.rule.code in RULES}


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
            "removed_failing",
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

    assert "helped_unmeasured" in found(cast)


def test_a_natural_removal_needs_no_measure_and_no_months(cast, household, line):
    removed(cast, household, since=date(2026, 8, 31), removed_how="natural")
    HelpMeasure.objects.in_county(cast.home.code).all().delete()

    assert found(cast) == set()


def test_somebody_monitored_for_a_month_without_plan_or_sheet_is_found(cast, household):
    monitored(household, date(2026, 10, 1))
    assert found(cast) == {"month_unmeasured", "sheet_missing"}

    measure(cast, household)
    HelpMeasure.objects.in_county(cast.home.code).update(monitored=rows(cast).get())
    sheet(cast, household, work_away=100)

    assert found(cast) == set()


def test_a_first_measure_is_late_after_the_days_of_the_pack(cast, household):
    monitored(household, date(2026, 11, 8))
    sheet(cast, household, work_away=100)
    assert found(cast) == set()

    rows(cast).update(since=date(2026, 11, 7))

    assert found(cast) == {"late_unmeasured"}


def test_a_household_taken_in_again_is_no_longer_asked_about_its_removal(cast, household, line):
    removed(cast, household)
    Household.objects.in_county(cast.home.code).update(housing="unsafe")
    monitored(household, TODAY)

    assert found(cast) == set()


def test_a_count_leads_to_exactly_its_households(cast, household, client_of):
    monitored(household, date(2026, 10, 1))
    address = reverse("households:quality", args=[cast.home.code])

    shown = client_of(cast.first_secretary).get(address, {"rule": "month_unmeasured"})

    assert household.head_name in shown.content.decode()


def test_nothing_is_found_of_places_the_reader_may_not_see(cast, household):
    monitored(household, date(2026, 10, 1))
    scope = scope_of(cast.outsider, cast.away.code, on=TODAY).narrowed("households.see")

    assert not any(one.count for one in counted(scope, TODAY))
