"""What is lived in the villages of a small demo county: people, what is watched, who answers for whom."""

import pytest

from zhucun.accounts.queries import scope_of
from zhucun.cases.models import Case
from zhucun.demo.recipes import RECIPES
from zhucun.demo.tests.conftest import ON
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.promises import promise_of
from zhucun.households.models import Household, Mark, Membership, Pairing, RegistryAct
from zhucun.households.quality.queries import counted
from zhucun.households.self_test import questions_of
from zhucun.monitoring.models import IncomeSheet, Lead, Monitored
from zhucun.policy.queries import pack_of

pytestmark = pytest.mark.django_db  # without a test so marked no tables are made
each_county = pytest.mark.parametrize("county", RECIPES)
LINE = "monitoring_income_line"


@each_county
def test_every_household_has_its_people_but_a_few_that_nobody_has_entered(demo, county):
    demo(county)

    living = Household.objects.in_county(county).filter(ends_on__isnull=True)
    entered = set(Membership.objects.in_county(county).values_list("household_id", flat=True))
    without = living.exclude(id__in=entered).count()
    assert without < living.count() / 20
    assert Mark.objects.in_county(county).filter(villager__isnull=False, voided=False).count() > 30


@each_county
def test_families_have_changed_since(demo, county):
    demo(county)

    acts = set(RegistryAct.objects.in_county(county).values_list("act", flat=True))
    assert {"entered", "mark_began", "member_corrected"} < acts
    assert acts & {"died", "left", "member_added", "founded", "took_in"}


@each_county
def test_whoever_is_marked_as_monitored_is_monitored_and_the_other_way_round(demo, county):
    demo(county)

    now = Monitored.objects.in_county(county).filter(removed_on__isnull=True)
    marked = Mark.objects.in_county(county).filter(kind="monitored", ends_on__isnull=True, voided=False)
    assert set(now.values_list("household_id", flat=True)) == set(
        marked.values_list("household_id", flat=True)
    )
    assert now.exists()
    assert not now.filter(case__isnull=True).exists()


@each_county
def test_leads_come_by_every_channel_and_some_are_looked_at(demo, county):
    demo(county)

    leads = Lead.objects.in_county(county)
    assert set(leads.values_list("channel", flat=True)) == {"applied", "visited", "compared", "rule"}
    assert {"open", "checking", "taken_in"} <= set(leads.values_list("state", flat=True))
    assert IncomeSheet.objects.in_county(county).exists()
    under_way = Case.objects.in_county(county).filter(flow="monitoring", ending="")
    assert len(set(under_way.values_list("state", flat=True))) >= 3


@each_county
def test_nothing_was_refused_on_the_way(demo, county):
    """Of what the shown village's stories are to show, none was stopped."""
    star = demo(county).stars.secretary

    mine = Case.objects.in_county(county).filter(flow="monitoring", place_code=star.village_code)
    assert {"visiting", "discussing", "notice"} <= set(mine.values_list("state", flat=True))


@each_county
def test_the_line_says_that_it_is_an_example(demo, county):
    demo(county)

    pack = pack_of(county)
    value = pack.values[LINE].on(ON)
    assert value.found is not None
    assert value.found.value == RECIPES[county].line
    assert "演示" in str(pack.sources[value.found.source.partition("#")[0]])


@each_county
def test_the_shown_first_secretary_has_gaps_to_find_and_a_test_to_take(demo, county):
    star = demo(county).stars.secretary
    scope = scope_of(star.person.user, county, on=ON)

    assert sum(line.count for line in counted(scope, ON)) > 0
    assert len(questions_of(scope, star.village_code, 1, ON)) == 6


@each_county
def test_pairings_are_of_every_kind_and_some_are_open(demo, county):
    demo(county)

    held = Pairing.objects.in_county(county)
    kinds = set(held.values_list("kind", flat=True))
    assert {"leader_township", "unit_village", "member_household", "grid"} <= kinds
    helped = Household.objects.in_county(county).exclude(circumstance="none").count()
    assert 0 < held.filter(kind="cadre_household").values("household").distinct().count() < helped


@each_county
def test_visits_agree_on_the_next_and_some_promises_became_matters(demo, county):
    scope = scope_of(demo(county).office.county_officer, county, on=ON)

    records = WorkRecord.objects.in_county(county).filter(form="household-visit")
    assert any(one.body.get("next_visit") for one in records)
    assert any(promise and promise.raised for promise in (promise_of(scope, one) for one in records))
