"""Files beside a case go with its term, content and all; an open case holds its household back."""

from datetime import date, datetime

import pytest

from zhucun.audit.services import System
from zhucun.cases.models import Case, CaseFile
from zhucun.cases.services_files import add_file
from zhucun.cases.tests.acting import AT, raised, settled
from zhucun.documents import store
from zhucun.households.models import Household
from zhucun.kernel.clock import SHANGHAI
from zhucun.policy.retention.services import drop_everywhere
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.usefixtures("frozen_today")
PDF = b"%PDF-1.7\n%%EOF\n"


def run(day):
    at = datetime(day.year, day.month, day.day, 2, tzinfo=SHANGHAI)
    return {one.title: one.rows for one in drop_everywhere(by=System("保存期限"), at=at)}


def attach(cast, case, content=PDF):
    return add_file(
        by=cast.first_secretary,
        case=case,
        name="证明.pdf",
        media_type="application/pdf",
        content=content,
        at=AT,
    )


def test_a_file_goes_two_years_after_its_case_was_settled(cast, flows):
    case = raised(cast)
    file = attach(cast, case)
    settled(cast, case)

    before, kept = run(date(2028, 11, 17)), store.read(file.digest)
    after = run(date(2028, 11, 18))

    assert (before, kept, after) == ({}, PDF, {"办件的附件": 1})
    assert not CaseFile.objects.in_county(cast.home.code).exists()
    with pytest.raises(FileNotFoundError):
        store.read(file.digest)
    assert Case.objects.in_county(cast.home.code).get(id=case.id).title == case.title


def test_content_that_another_case_still_needs_stays(cast, flows):
    over, still = raised(cast), raised(cast)
    attach(cast, over)
    file = attach(cast, still)
    settled(cast, over)

    assert run(date(2028, 11, 18)) == {"办件的附件": 1}
    assert store.read(file.digest) == PDF


def test_files_of_an_open_case_stay(cast, flows):
    attach(cast, raised(cast))

    assert run(date(2060, 1, 1)) == {}


def test_an_open_case_about_a_household_holds_it_back(cast, flows):
    household = plant_family(cast.villages[0]).household
    Household.objects.in_county(cast.home.code).update(ends_on=date(2026, 11, 18))
    case = raised(cast)
    Case.objects.in_county(cast.home.code).filter(id=case.id).update(subject_id=household.id)

    held = run(date(2060, 1, 1))
    Case.objects.in_county(cast.home.code).filter(id=case.id).update(
        ending="settled", ended_on=date(2026, 11, 18)
    )

    assert held == {}
    assert run(date(2060, 1, 1)) == {"农户": 1}


@pytest.mark.parametrize("confidential", [False, True])
def test_the_list_of_what_is_due_tells_no_titles(cast, flows, client_of, confidential):
    case = raised(cast, topic="某人的病历")
    attach(cast, case)
    settled(cast, case)
    Case.objects.in_county(cast.home.code).filter(id=case.id).update(
        confidential=confidential, ended_on=date(2024, 11, 18)
    )

    address = f"/c/{cast.home.code}/system/retention/due/case-file/"
    page = client_of(cast.county_officer).get(address).content.decode()

    assert "某人的病历" not in page
    assert ("保密的事项" in page) is confidential
    assert (str(case.id) in page) is not confidential
