"""Somebody complained about, and whoever reports to that person, neither sees nor handles the complaint."""

from datetime import timedelta

import pytest

from zhucun.accounts.models import Grant
from zhucun.cases import queries, refusals
from zhucun.cases.models import Case
from zhucun.cases.services import assign_case, note_case
from zhucun.cases.tests.acting import AT, TODAY, raised, scope, took
from zhucun.testing.county import member

pytestmark = pytest.mark.usefixtures("flows", "frozen_today")


def somebody(cast, username, role, place):
    user, grant = member(cast.home.code, username, username, role, place)
    user.save()
    grant.save()
    return user


def sees(cast, who, on=TODAY):
    return set(queries.visible(scope(cast, who, on), on))


@pytest.fixture
def secretary_complained_about(cast):
    """By a member of the team, who reports to the secretary."""
    return raised(
        cast,
        by=cast.team_member,
        role="team_member",
        flow="trial-complaint",
        topic="不驻村",
        cadre=str(cast.first_secretary.id),
        told_by="村里人说的",
    )


def test_a_complaint_goes_round_whom_it_is_against(cast, secretary_complained_about):
    case = secretary_complained_about

    assert (case.level, case.waits_role) == ("township", "township_officer")
    assert case.against == cast.first_secretary
    assert sees(cast, cast.township_officer) == {case}
    assert sees(cast, cast.first_secretary) == set()


def test_its_author_sees_it_though_reporting_to_whom_it_is_against(cast, secretary_complained_about):
    assert sees(cast, cast.team_member) == {secretary_complained_about}


def test_a_colleague_in_the_team_does_not_hear_of_it(cast, secretary_complained_about):
    colleague = somebody(cast, "colleague", "team_member", cast.villages[0].code)

    assert sees(cast, colleague) == set()
    with pytest.raises(refusals.NoSuchCase):
        note_case(by=colleague, case=secretary_complained_about, text="?", at=AT)


def test_a_case_against_nobody_is_seen_by_the_place(cast):
    case = raised(cast)

    assert all(
        case in sees(cast, who) for who in (cast.first_secretary, cast.team_member, cast.county_officer)
    )
    assert sees(cast, cast.unit_contact) == sees(cast, cast.auditor) == set()


def test_a_complaint_about_a_township_goes_to_the_county_and_no_village_hears_of_it(cast):
    case = raised(
        cast,
        by=cast.county_officer,
        role="county_officer",
        flow="trial-complaint",
        cadre=str(cast.township_officer.id),
    )

    assert case.waits_role == "county_officer"
    assert [event.body["skipped"] for event in queries.events_of(case)] == [["village", "township"]]
    assert sees(cast, cast.county_officer) == {case}
    for who in (cast.township_officer, cast.first_secretary, cast.team_member):
        assert sees(cast, who) == set()


def test_a_colleague_of_the_same_township_is_passed_over_as_well(cast):
    somebody(cast, "second", "township_officer", cast.home.townships[0].code[:9])

    case = raised(
        cast,
        by=cast.county_officer,
        role="county_officer",
        flow="trial-complaint",
        cadre=str(cast.township_officer.id),
    )

    assert case.waits_role == "county_officer"


def test_where_no_level_is_left_it_is_refused(cast):
    with pytest.raises(refusals.NoLevelLeft, match="上面已经没有可以办理这件事的一级"):
        raised(
            cast,
            by=cast.first_secretary,
            flow="trial-complaint",
            cadre=str(cast.county_officer.id),
        )
    assert not Case.objects.in_county(cast.home.code).exists()


def test_a_grant_given_later_bars_from_its_first_day(cast):
    other = somebody(cast, "other", "first_secretary", cast.villages[2].code)
    case = raised(cast, by=cast.team_member, role="team_member", flow="trial-complaint", cadre=str(other.id))
    assert case.waits_role == "first_secretary"
    assert case in sees(cast, cast.first_secretary)
    tomorrow = TODAY + timedelta(days=1)

    Grant.objects.create(
        user=other,
        role="township_officer",
        county=cast.home.code,
        place_prefix=cast.home.townships[0].code[:9],
        starts_on=tomorrow,
        because="测试",
    )

    assert case in sees(cast, cast.first_secretary, TODAY)
    assert case not in sees(cast, cast.first_secretary, tomorrow)


def test_a_second_post_elsewhere_frees_from_reporting(cast):
    Grant.objects.create(
        user=cast.team_member,
        role="team_member",
        county=cast.home.code,
        place_prefix=cast.villages[2].code,
        starts_on=TODAY,
        because="测试",
    )
    case = raised(cast, by=cast.county_officer, role="county_officer", flow="trial-small", topic="无关")
    Case.objects.in_county(cast.home.code).update(against=cast.first_secretary)

    assert case in sees(cast, cast.team_member)


def test_nobody_who_is_barred_can_be_named_for_it(cast, secretary_complained_about):
    colleague = somebody(cast, "colleague", "team_member", cast.villages[0].code)
    case = took(secretary_complained_about, cast.township_officer, "accept")

    for who in (cast.first_secretary, colleague):
        with pytest.raises(refusals.NobodyToName):
            assign_case(by=cast.township_officer, case=case, party="owner", user=who, because="交办", at=AT)


def test_a_closed_account_handles_nothing(cast):
    cast.first_secretary.is_active = False
    cast.first_secretary.save()

    case = raised(cast, by=cast.township_officer, role="township_officer")

    assert case.level == "township"


def test_a_confidential_case_is_seen_by_its_people_and_whoever_acts_alone(cast, secretary_complained_about):
    assert sees(cast, cast.county_officer) == set()
    assert sees(cast, cast.township_officer) == {secretary_complained_about}


def test_whom_a_reader_reports_to_is_one_statement(cast, django_assert_num_queries):
    raised(cast)
    reader = scope(cast, cast.team_member)

    with django_assert_num_queries(2):
        list(queries.visible(reader, TODAY))
