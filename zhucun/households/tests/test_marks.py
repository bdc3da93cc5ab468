from datetime import date

import pytest

from zhucun.engine.duty import Subject
from zhucun.households import measures, refusals, services_marks
from zhucun.households import refusals_people as people_refusals
from zhucun.households.domain import Entry
from zhucun.households.models import Mark
from zhucun.households.services import correct_household
from zhucun.households.services_families import household_ends
from zhucun.households.tests.registry import family, history, home, kept, line
from zhucun.policy.offers import Asked, Posted
from zhucun.testing.county import SINCE

pytestmark = pytest.mark.usefixtures("frozen_today")

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def begin(cast, household, kind="allowance", by="first_secretary", on=SINCE, **other):
    return services_marks.mark_begins(by=getattr(cast, by), household=household, kind=kind, on=on, **other)


def end(cast, mark, on=MAY):
    return services_marks.mark_ends(by=cast.first_secretary, mark=mark, on=on, because="复核")


def test_the_first_of_four_circumstances_is_what_a_household_is(cast):
    household = home(cast)

    for kind, becomes in (
        ("lifted", "lifted"),
        ("martyr", "lifted"),
        ("monitored", "monitored"),
        ("supported", "supported"),
    ):
        begin(cast, household, kind, basis="县审定名单")
        assert kept(cast, household).circumstance == becomes
    end(cast, Mark.objects.in_county(cast.home.code).get(kind="supported"))

    assert kept(cast, household).circumstance == "monitored"
    assert history(cast, household)[-1] == "mark_ended"
    assert line(cast, "mark_began").place_code == household.village_code
    assert line(cast, "mark_ended").details["because"] == "复核"


def test_what_was_said_without_a_mark_is_not_lost_by_the_first_mark(cast):
    household = home(cast, circumstance="lifted")

    begin(cast, household, "martyr")
    assert kept(cast, household).circumstance == "lifted"
    mark = begin(cast, household, "monitored", on=MAY)
    end(cast, mark, JUNE)

    assert kept(cast, household).circumstance == "lifted"
    said = Mark.objects.in_county(cast.home.code).get(kind="lifted")
    assert (said.starts_on, said.basis) == (MAY, "登记时已有")


def test_once_marked_a_household_is_not_said_to_be_otherwise(cast):
    household = home(cast)
    begin(cast, household)

    with pytest.raises(refusals.CircumstanceFollowsMarks):
        correct_household(
            by=cast.first_secretary, household=kept(cast, household), because="核对", on=MAY,
            entry=Entry(village_code=household.village_code, head_name="张三", people=4, circumstance="none"),
        )  # fmt: skip


def test_a_personal_circumstance_is_of_a_member_and_not_of_the_household(cast):
    household, people = family(cast)

    begin(cast, household, "disabled", villager=people["son"])

    assert kept(cast, household).circumstance == "none"
    with pytest.raises(people_refusals.NotAMember):
        begin(cast, home(cast, "李四"), "disabled", villager=people["son"])


@pytest.mark.parametrize(
    ("wrong", "refusal", "words"),
    [
        ({"kind": "rich"}, refusals.UnknownWord, "“情形”中没有“rich”这一项。"),
        ({"kind": "none"}, refusals.UnknownWord, "“情形”中没有“none”这一项。"),
        ({"kind": "left_child"}, refusals.UnknownWord, "“情形”中没有“left_child”这一项。"),
        ({"on": date(2026, 12, 1)}, people_refusals.DayInFuture, "日期 2026-12-01 还没有到。"),
        ({"basis": "长" * 201}, refusals.FactTooLong, "“依据”最多 200 个字。"),
        ({"kind": "lifted"}, people_refusals.MarkTwice, "从 2026-01-01 开始，还没有结束。"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_with_words(cast, wrong, refusal, words):
    household = home(cast)
    begin(cast, household, "lifted")

    with pytest.raises(refusal) as refused:
        begin(cast, household, **wrong)

    assert words in refused.value.sentence
    assert Mark.objects.in_county(cast.home.code).count() == 1


def test_a_mark_ends_once_and_not_before_it_began(cast):
    mark = begin(cast, home(cast), on=MAY)

    with pytest.raises(people_refusals.DayTooEarly):
        end(cast, mark, SINCE)
    end(cast, mark, JUNE)
    with pytest.raises(people_refusals.MarkOver):
        end(cast, mark, JUNE)


def test_a_mark_entered_by_mistake_no_longer_counts(cast):
    household = home(cast)
    mark = begin(cast, household)

    services_marks.void_mark(by=cast.first_secretary, mark=mark, because="同名")

    assert kept(cast, household).circumstance == "none"
    assert line(cast, "mark_voided").actor_id == cast.first_secretary.id
    with pytest.raises(people_refusals.MarkOver):
        services_marks.void_mark(by=cast.first_secretary, mark=mark, because="同名")


@pytest.mark.parametrize("who", ["outsider", "unit_contact", "auditor"])
def test_without_the_right_nobody_marks(cast, who):
    household = home(cast)
    mark = begin(cast, household)

    with pytest.raises(refusals.VillageNotYours):
        begin(cast, household, "martyr", by=who)
    with pytest.raises(refusals.VillageNotYours):
        services_marks.mark_ends(by=getattr(cast, who), mark=mark, on=MAY, because="复核")
    with pytest.raises(refusals.VillageNotYours):
        services_marks.void_mark(by=getattr(cast, who), mark=mark, because="复核")


def test_a_duty_asks_for_every_circumstance_that_holds(cast, django_assert_num_queries):
    household, people = family(cast)
    begin(cast, household, "lifted")
    begin(cast, household, "martyr")
    begin(cast, household, "disabled", villager=people["son"])
    ended = begin(cast, household, "away")
    end(cast, ended)
    over = home(cast, "李四")
    household_ends(by=cast.first_secretary, household=over, on=MAY, because="无人")
    asked = Asked(cast.home.code, SINCE, JUNE, (posted(cast),), whole=True)

    with django_assert_num_queries(2):
        (member,) = measures.of_village(asked)

    assert (member.id, member.kind) == (household.id, Subject.HOUSEHOLD)
    assert member.attributes["circumstance"] == ("lifted", "martyr")
    assert measures.households(asked) == {household.village_code: 1}
    assert measures.people(asked) == {household.village_code: 3}


def posted(cast):
    one = cast.posting
    return Posted(
        id=one.id, person_id=one.person_id, unit_id=one.unit_id, user_id=None, village_code=one.village_code,
        role=one.role, starts_on=one.starts_on, ends_on=None, term_ends=None, person="", unit="", attributes={},
    )  # fmt: skip
