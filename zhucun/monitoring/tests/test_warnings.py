"""Rules run over a county: what each figure is, what opens a lead, and when a rule stays silent."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhucun.audit.services import System
from zhucun.households.models import Household, Mark, Villager
from zhucun.monitoring.figures import FIGURES
from zhucun.monitoring.models import Lead
from zhucun.monitoring.rules import said_figure
from zhucun.monitoring.services import dismiss_lead
from zhucun.monitoring.services_income import add_sheet
from zhucun.monitoring.services_warnings import run_warnings, warn_everywhere
from zhucun.monitoring.snapshot import Snapshot
from zhucun.monitoring.tests.acting import LAST_MONTH, TODAY, at, measure, monitored, secure, sheet
from zhucun.policy.pack.figures_read import FIGURES_READ
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.django_db
NIGHT = System("按规则提示")


def run(household, on: date = TODAY) -> int:
    return run_warnings(by=NIGHT, county=household.county_code, at=at(on)).leads


def figure(name: str, household) -> int | None:
    return FIGURES[name](Snapshot(household.county_code, TODAY)).get(household.id)


def people(household):
    return Villager.objects.in_county(household.county_code)


def mark(household, kind: str, since: date = TODAY, person=None) -> None:
    Mark.objects.create(
        county_code=household.county_code,
        household=household,
        villager=person,
        village_code=household.village_code,
        kind=kind,
        starts_on=since,
    )


def leads(household):
    return Lead.objects.in_county(household.county_code).filter(household=household)


def test_every_figure_of_the_closed_list_is_counted_here():
    assert set(FIGURES) == set(FIGURES_READ)


def test_of_a_household_nobody_has_asked_no_rule_says_anything(household):
    assert run(household) == 0


def test_a_rule_opens_one_lead_that_says_the_rule_and_its_figure(household):
    Household.objects.in_county(household.county_code).update(housing="unsafe")

    assert run(household) == 1

    held = leads(household).get()
    assert (held.channel, held.rule, held.figure, held.state) == ("rule", "unsafe-housing", 1, "open")
    assert held.village_code == household.village_code
    assert held.says


def test_a_second_night_says_nothing_again(household):
    Household.objects.in_county(household.county_code).update(housing="unsafe")
    run(household)

    assert run(household, date(2026, 11, 19)) == 0


def test_what_was_looked_at_is_asked_again_only_when_the_figure_changes(cast, household):
    secure(household)
    people(household).filter(born_on__year=1985).update(medical_insurance="none")
    run(household)
    dismiss_lead(by=cast.first_secretary, lead=leads(household).get(), because="已在外地参保", at=at())
    assert run(household) == 0

    people(household).filter(born_on__year=1986).update(medical_insurance="none")

    assert run(household) == 1
    assert sorted(leads(household).values_list("figure", flat=True)) == [1, 2]


def test_a_household_that_has_gone_is_left_alone(household):
    Household.objects.in_county(household.county_code).update(housing="unsafe", ends_on=TODAY)

    assert run(household) == 0


@pytest.mark.parametrize(
    ("name", "kind"),
    [("disaster", "disaster"), ("accident", "accident"), ("business_failed", "business_failed")],
)
def test_a_circumstance_that_holds_is_one_and_one_that_is_over_is_none(household, name, kind):
    assert figure(name, household) == 0
    mark(household, kind)

    assert figure(name, household) == 1

    Mark.objects.in_county(household.county_code).update(ends_on=TODAY)
    assert figure(name, household) == 0


def test_circumstances_of_people_are_counted_by_head(family):
    household = family.household
    mark(household, "job_lost", person=family.head)
    mark(household, "job_lost", person=family.spouse)

    assert figure("job_lost", household) == 2


def test_new_allowances_are_those_of_the_last_ninety_days(household):
    mark(household, "allowance", date(2026, 8, 20))
    assert figure("new_allowance", household) == 0

    mark(household, "supported", date(2026, 8, 21))

    assert figure("new_allowance", household) == 1


def test_income_falls_by_whole_percent_of_the_sheet_before(cast, household):
    sheet(cast, household, work_away=30000)
    assert figure("income_drop", household) is None
    sheet(cast, household, work_away=20001)

    assert figure("income_per_head", household) == 666_700
    assert figure("income_drop", household) == 33


def test_own_expense_for_illness_is_known_once_it_was_asked(cast, household):
    sheet(cast, household, work_away=100)
    assert figure("illness_cost", household) is None

    add_sheet(
        by=cast.first_secretary,
        household=household,
        last_month=LAST_MONTH,
        people=3,
        lines={},
        spent_on_illness=0,
        at=at(),
    )

    assert figure("illness_cost", household) == 0


def test_health_is_known_when_it_is_of_all_or_when_somebody_is_seriously_ill(family):
    household = family.household
    assert figure("seriously_ill", household) is None
    family.head.health = "serious"
    family.head.save()
    assert figure("seriously_ill", household) == 1

    for person in family.people:
        person.health = "healthy"
        person.save()

    assert figure("seriously_ill", household) == 0


def test_figures_of_people_follow_what_is_entered(family):
    household = family.household
    people(household).filter(id=family.head.id).update(disability="limb_1", works_at="县城", works_months=3)
    people(household).filter(id=family.spouse.id).update(
        schooling="bachelor", works_at="省城", works_months=9
    )

    assert figure("severely_disabled", household) == 1
    assert figure("studying", household) == 1
    assert figure("workers", household) == 2
    assert figure("worked_months", household) == 3
    assert figure("old_alone", household) == 0


def test_old_people_alone_are_known_only_when_every_birth_is(family):
    household = family.household
    people(household).update(born_on=date(1950, 1, 1))
    assert figure("old_alone", household) == 1

    people(household).filter(id=family.child.id).update(born_on=None)

    assert figure("old_alone", household) is None


def test_months_without_a_measure_stop_with_the_first_that_is_done(cast, household):
    assert figure("months_without_measure", household) is None
    monitored(household, date(2026, 9, 1))
    assert figure("months_without_measure", household) == 2

    measure(cast, household, done=True)

    assert figure("months_without_measure", household) == 0


def test_more_households_take_no_more_statements(cast, household):
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            run(household)
        return len(seen)

    run(household)
    before = statements()
    for n in range(6):
        plant_family(cast.villages[n % 3], f"周{n}", serial=n + 2)

    assert statements() == before


def test_every_county_is_run_by_itself(cast, household):
    Household.objects.in_county(household.county_code).update(water="unsafe")

    told = list(warn_everywhere(by=NIGHT, at=at()))

    assert [(one.county, one.leads) for one in told] == [(household.county_code, 1)]


@pytest.mark.parametrize(
    ("name", "number", "words"),
    [
        ("illness_cost", 1_234_500, "12,345.00 元"),
        ("dropouts", 1, "1 人"),
        ("income_drop", 30, "30%"),
        ("worked_months", 2, "2 个月"),
        ("guarantees_failing", 3, "3 处"),
    ],
)
def test_a_figure_is_told_with_its_unit(name, number, words):
    assert said_figure(name, number) == words
