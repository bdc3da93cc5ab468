"""Whom a cadre answers for decides a duty: the families on the last day of the month, visited from the own village."""

from datetime import date

import pytest

from zhucun.engine.duty import Subject
from zhucun.fieldwork.services import write_record
from zhucun.fieldwork.tests.builders import AT, VISIT
from zhucun.households.choices import PairingKind
from zhucun.households.pairings import measures, services
from zhucun.households.pairings.domain import Helper
from zhucun.households.pairings.tests.test_services import home
from zhucun.kernel.guard import watching
from zhucun.policy.deciding.run import decide
from zhucun.policy.models import Decision
from zhucun.policy.offers import Asked, Posted
from zhucun.testing.cast import build_cast

pytestmark = [pytest.mark.usefixtures("frozen_today"), pytest.mark.django_db]

HERE, DUTY = "511781", "paired-visits"
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
TODAY = date(2026, 11, 18)


@pytest.fixture
def people():
    return build_cast(HERE, "350428")


def paired(people, household, user=None, since=date(2026, 5, 1), name="李书记"):
    helper = Helper(name, user_id=(user or people.first_secretary).id)
    return services.pair(
        by=people.county_officer, county=HERE, kind=PairingKind.CADRE_HOUSEHOLD,
        helper=helper, starts_on=since, household=household,
    )  # fmt: skip


def asked(people):
    posted = [
        Posted(
            id=one.id, person_id=one.person_id, unit_id=one.unit_id, user_id=one.person.user_id,
            village_code=one.village_code, role=one.role, starts_on=one.starts_on, ends_on=None,
            term_ends=None, person="", unit="", attributes={},
        )
        for one in (people.posting, people.member_posting)
    ]  # fmt: skip
    return Asked(HERE, FIRST, LAST, tuple(posted), whole=True)


def visited(people, household, day):
    write_record(
        by=people.first_secretary, county=HERE, posting=people.posting, form="household-visit",
        occurred_on=day, household=household, body=VISIT, at=AT,
    )  # fmt: skip


def answer(people):
    decide(HERE, on=TODAY, at=AT, between=(FIRST, LAST), duties=[DUTY])
    rows = Decision.objects.in_county(HERE).filter(duty=DUTY, period_from=FIRST, is_current=True)
    return rows.get(subject_id=people.posting.id).answer


def test_the_families_of_each_posting_come_with_their_days_in_a_fixed_number_of_queries(people):
    rows = home(people, count=3)
    old = paired(people, rows[0])
    services.hand_over(
        by=people.county_officer, pairing=old, helper=Helper("周队员", user_id=people.team_member.id),
        on=date(2026, 7, 1), because="换人",
    )  # fmt: skip
    paired(people, rows[1])
    services.void_pairing(by=people.county_officer, pairing=paired(people, rows[2]), because="错")

    with watching() as watch:
        found = list(measures.paired(asked(people)))

    assert {(one.id, one.posting, one.until) for one in found} == {
        (rows[0].id, people.posting.id, date(2026, 7, 1)),
        (rows[0].id, people.member_posting.id, None),
        (rows[1].id, people.posting.id, None),
    }
    assert all(one.kind is Subject.HOUSEHOLD and one.attributes["circumstance"] for one in found)
    assert len(watch.statements) <= 3 and not watch.unpinned


def test_a_family_of_another_village_or_of_a_name_alone_is_nobody_s_to_visit_here(people):
    paired(people, home(people, village=1))
    services.pair(
        by=people.county_officer, county=HERE, kind=PairingKind.CADRE_HOUSEHOLD,
        helper=Helper("李书记"), starts_on=FIRST, household=home(people),
    )  # fmt: skip

    assert list(measures.paired(asked(people))) == []


def test_each_family_of_the_last_day_wants_its_visit(people):
    one, two, handed = home(people, count=3)
    for household in (one, two):
        paired(people, household)
    services.hand_over(
        by=people.county_officer, pairing=paired(people, handed),
        helper=Helper("周队员", user_id=people.team_member.id), on=date(2026, 10, 20), because="换人",
    )  # fmt: skip
    visited(people, one, date(2026, 10, 8))

    before = answer(people)
    visited(people, two, date(2026, 10, 31))

    assert before == "not_met"
    assert answer(people) == "met"


def test_nobody_paired_is_asked_nothing(people):
    home(people)

    assert answer(people) == "not_applicable"
