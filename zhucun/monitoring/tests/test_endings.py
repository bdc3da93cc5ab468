"""However a check ends, none of its leads is left with a case that is no more."""

from datetime import date, timedelta
from typing import Any

import pytest

from zhucun.audit.services import System
from zhucun.cases.models import Case
from zhucun.cases.services import raise_case, take_step
from zhucun.cases.services_clock import run_clocks
from zhucun.monitoring.models import Lead
from zhucun.monitoring.tests.acting import TODAY, at, lead, measure, take
from zhucun.monitoring.tests.test_lives import SUDDEN, identified, notice_over, opened
from zhucun.testing.flows import SMALL, own_flows

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=9)
DISCUSSED: dict[str, Any] = {"discussed_on": "2026-11-18", "present": 30}


def discussed(cast, case: Case) -> None:
    take(case, cast.first_secretary, "found_sudden", **SUDDEN)
    take(case, cast.first_secretary, "agreed", **DISCUSSED, agree=28)


def posted(cast, case: Case) -> None:
    discussed(cast, case)
    take(case, cast.first_secretary, "post", posted_on="2026-11-18", posted_at="村务公开栏")
    notice_over(case, TODAY + timedelta(days=8))


def withdrawn(cast, case: Case) -> None:
    take(case, cast.first_secretary, "cancel", cancel_reason="提重了")


def refused_by_the_family(cast, case: Case) -> None:
    take(case, cast.first_secretary, "refused", visited_on="2026-11-18", refusal="不用了")


def no_risk(cast, case: Case) -> None:
    take(case, cast.first_secretary, "no_risk", visited_on="2026-11-18", no_reason="收入稳定")


def refused_by_the_village(cast, case: Case) -> None:
    take(case, cast.first_secretary, "found_sudden", **SUDDEN)
    take(case, cast.first_secretary, "not_agreed", **DISCUSSED, agree=3, no_reason="收入稳定")
    take(case, cast.township_officer, "confirm_no")


def refused_by_the_township(cast, case: Case) -> None:
    posted(cast, case)
    take(case, cast.township_officer, "township_refuses", LATER, no_reason="收入稳定")


def refused_by_the_county(cast, case: Case) -> None:
    posted(cast, case)
    take(case, cast.township_officer, "township_agrees", LATER, township_opinion="同意")
    take(case, cast.county_officer, "county_refuses", LATER, no_reason="收入稳定")


@pytest.mark.parametrize(
    ("end", "ending", "state", "because"),
    [
        (withdrawn, "withdrawn", "open", ""),
        (refused_by_the_family, "refused", "dismissed", "不用了"),
        (no_risk, "refused", "dismissed", "收入稳定"),
        (refused_by_the_village, "refused", "dismissed", "收入稳定"),
        (refused_by_the_township, "refused", "dismissed", "收入稳定"),
        (refused_by_the_county, "refused", "dismissed", "收入稳定"),
    ],
)
def test_every_end_of_the_flow_but_being_taken_in(cast, household, end, ending, state, because):
    held = lead(cast, household)
    case = opened(cast, held)

    end(cast, case)

    case.refresh_from_db()
    held.refresh_from_db()
    assert (case.ending, held.state, held.because) == (ending, state, because)
    assert (held.case_id is None) is (state == "open")


def test_a_household_taken_in_and_planned_for_keeps_its_leads_answered(cast, household):
    held = lead(cast, household)
    measure(cast, household)
    case = identified(cast, held)

    take(case, cast.first_secretary, "planned", LATER)

    case.refresh_from_db()
    held.refresh_from_db()
    assert (case.ending, held.state, held.case_id) == ("settled", "taken_in", case.id)


def test_a_lead_of_a_withdrawn_check_is_checked_anew(cast, household):
    held = lead(cast, household)
    withdrawn(cast, opened(cast, held))
    held.refresh_from_db()

    again = opened(cast, held)

    held.refresh_from_db()
    assert (held.state, held.case_id) == ("checking", again.id)


@pytest.fixture
def trial(cast, tmp_path):
    """A kind of case about a household that can be merged, and that the clock closes."""
    text = SMALL.replace("id: trial-small", "id: trial-home").replace("about: village", "about: household")
    with own_flows(tmp_path, cast.home.code, text):
        yield "trial-home"


def raised(cast, household, flow: str) -> Case:
    case = raise_case(
        by=cast.first_secretary,
        county=household.county_code,
        flow=flow,
        role="first_secretary",
        fields={"topic": "看一看"},
        at=at(),
        place_code=household.village_code,
        subject_id=household.id,
    )
    return take(case, cast.first_secretary, "accept")


def tied(cast, household, case: Case) -> Lead:
    held = lead(cast, household)
    Lead.objects.in_county(household.county_code).filter(id=held.id).update(state="checking", case=case)
    return held


def merged(cast, case: Case, into: Case) -> None:
    take_step(
        by=cast.first_secretary,
        case=case,
        seq=case.seq,
        step="merge",
        fields={},
        at=at(),
        merge_into=into.id,
    )


def test_a_check_merged_into_another_hands_its_leads_on(cast, household, trial):
    kept, doubled = raised(cast, household, trial), raised(cast, household, trial)
    held = tied(cast, household, doubled)

    merged(cast, doubled, kept)

    held.refresh_from_db()
    assert (held.state, held.case_id) == ("checking", kept.id)


def test_a_check_that_the_clock_ends_gives_its_leads_back(cast, household, trial):
    case = raised(cast, household, trial)
    held = tied(cast, household, case)
    take(case, cast.first_secretary, "settle", result="看过了")

    run_clocks(by=System("办件期限"), county=case.county_code, at=at(date(2026, 12, 20)))

    case.refresh_from_db()
    held.refresh_from_db()
    assert (case.ending, held.state, held.case_id) == ("settled", "open", None)
