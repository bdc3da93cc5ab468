"""From a lead to being monitored and out again, through the nation's own flows."""

from datetime import date, timedelta
from typing import Any

import pytest

from zhucun.audit.services import System
from zhucun.cases.models import Case
from zhucun.cases.refusals import CaseRefusal
from zhucun.cases.services import raise_case
from zhucun.cases.services_clock import run_clocks
from zhucun.households.models import Household, Mark, RegistryAct
from zhucun.monitoring import refusals
from zhucun.monitoring.models import HelpMeasure, Lead, Monitored
from zhucun.monitoring.services_opening import open_check
from zhucun.monitoring.tests.acting import TODAY, at, lead, measure, monitored, secure, sheet, take

pytestmark = pytest.mark.django_db
SUDDEN: dict[str, Any] = {
    "visited_on": "2026-11-18",
    "visit_way": "at_home",
    "consented_on": "2026-11-18",
    "situation": "住院花费大",
    "kind": "sudden",
    "risk": "illness",
    "risk_2": "work",
    "labour": "labour",
}


def opened(cast, held: Lead) -> Case:
    fields = {"channel": held.channel, "found": held.says}
    return open_check(by=cast.first_secretary, lead=held, role="first_secretary", fields=fields, at=at())


def notice_over(case: Case, day: date) -> None:
    run_clocks(by=System("办件期限"), county=case.county_code, at=at(day))


def identified(cast, held: Lead) -> Case:
    """Through visit, discussion, notice, township and county, in thirteen days."""
    case, secretary = opened(cast, held), cast.first_secretary
    take(case, secretary, "found_sudden", **SUDDEN)
    take(case, secretary, "agreed", discussed_on="2026-11-18", present=30, agree=28)
    take(case, secretary, "post", posted_on="2026-11-18", posted_at="村务公开栏")
    notice_over(case, TODAY + timedelta(days=8))
    later = TODAY + timedelta(days=9)
    take(case, cast.township_officer, "township_agrees", later, township_opinion="同意")
    return take(case, cast.county_officer, "identify_sudden", later, county_opinion="同意")


def test_a_check_ties_every_open_lead_and_identifies_the_household(cast, household):
    first, second = lead(cast, household), lead(cast, household, "儿子失业")
    measure(cast, household)

    case = identified(cast, first)

    held = Monitored.objects.in_county(household.county_code).get()
    assert (held.household_id, held.case_id, held.kind) == (household.id, case.id, "sudden")
    assert (held.channel, held.risks, held.since) == ("visited", ["illness", "work"], date(2026, 11, 27))
    leads = Lead.objects.in_county(household.county_code)
    assert {one.state for one in leads.filter(id__in=[first.id, second.id])} == {"taken_in"}
    assert HelpMeasure.objects.in_county(household.county_code).get().monitored_id == held.id
    mark = Mark.objects.in_county(household.county_code).get(household=household, kind="monitored")
    assert (mark.starts_on, mark.ends_on) == (held.since, None)
    assert Household.objects.in_county(household.county_code).get(id=household.id).circumstance == "monitored"
    assert RegistryAct.objects.in_county(household.county_code).filter(act="mark_began").count() == 1


def test_a_household_is_checked_once_at_a_time(cast, household):
    first = lead(cast, household)
    opened(cast, first)
    second = lead(cast, household, "又听说一件")

    with pytest.raises(refusals.AlreadyChecked):
        opened(cast, second)
    with pytest.raises(refusals.AlreadyChecked):
        from zhucun.monitoring.services import dismiss_lead

        first.refresh_from_db()
        dismiss_lead(by=cast.first_secretary, lead=first, because="没有风险", at=at())


def test_a_check_that_finds_no_risk_settles_the_leads_with_its_reason(cast, household):
    held = lead(cast, household)
    case = opened(cast, held)

    take(case, cast.first_secretary, "no_risk", visited_on="2026-11-18", no_reason="儿子收入稳定")

    held.refresh_from_db()
    assert (held.state, held.because, held.closed_on) == ("dismissed", "儿子收入稳定", TODAY)
    assert not Monitored.objects.in_county(household.county_code).exists()


def removal(cast, household) -> Case:
    return raise_case(
        by=cast.first_secretary,
        county=household.county_code,
        flow="monitoring-removal",
        role="first_secretary",
        fields={"how": "helped", "why": "收入稳定"},
        at=at(),
        place_code=household.village_code,
        subject_id=household.id,
    )


def visited(cast, case: Case) -> Case:
    answers: dict[str, Any] = {"visited_on": "2026-11-18", "situation": "都好", "agreed_by_family": "agrees"}
    return take(case, cast.first_secretary, "found_helped", **answers)


def ready(cast, household) -> None:
    """Everything that removal asks is so."""
    secure(household)
    monitored(household, date(2026, 8, 1))
    sheet(cast, household, work_away=60000)
    measure(cast, household, done=True)


def test_a_risk_is_removed_only_when_every_number_is_known_and_met(cast, household, line):
    ready(cast, household)

    case = visited(cast, removal(cast, household))

    assert case.state == "discussing"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda cast, home: sheet(cast, home, work_away=20000), "人均纯收入"),
        (
            lambda cast, home: Household.objects.in_county(home.county_code).update(housing="unsafe"),
            "没有保障",
        ),
        (
            lambda cast, home: Household.objects.in_county(home.county_code).update(water="unknown"),
            "没有保障",
        ),
        (lambda cast, home: HelpMeasure.objects.in_county(home.county_code).delete(), "帮扶措施"),
        (lambda cast, home: Monitored.objects.in_county(home.county_code).update(since=TODAY), "当月"),
        (lambda cast, home: Monitored.objects.in_county(home.county_code).update(no_labour=True), "劳动能力"),
    ],
)
def test_each_condition_alone_stands_in_the_way(cast, household, line, spoil, words):
    ready(cast, household)
    spoil(cast, household)
    case = removal(cast, household)

    with pytest.raises(CaseRefusal) as refused:
        visited(cast, case)

    assert words in refused.value.said


def test_a_removed_household_is_marked_no_more_and_can_be_taken_in_again(cast, household, line):
    ready(cast, household)
    case = visited(cast, removal(cast, household))
    secretary = cast.first_secretary
    take(case, secretary, "agreed", discussed_on="2026-11-18", present=30, agree=28)
    take(case, secretary, "post", posted_on="2026-11-18", posted_at="村务公开栏")
    notice_over(case, TODAY + timedelta(days=8))
    later = TODAY + timedelta(days=9)
    take(case, cast.township_officer, "township_agrees", later, township_opinion="同意")
    take(case, cast.county_officer, "remove_helped", later, county_opinion="同意")

    held = Monitored.objects.in_county(household.county_code).get()
    assert (held.removed_on, held.removed_how, held.removal_case_id) == (later, "helped", case.id)
    assert Household.objects.in_county(household.county_code).get(id=household.id).circumstance == "none"

    monitored(household, later)
    assert Monitored.objects.in_county(household.county_code).count() == 2
