"""The page of warning rules: what each asks, on what ground, and what came of the leads it raised."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhucun.audit.services import System
from zhucun.households.models import Household
from zhucun.monitoring.models import Lead
from zhucun.monitoring.rules_told import gone, limit_said, rules_told
from zhucun.monitoring.services import dismiss_lead
from zhucun.monitoring.services_warnings import run_warnings
from zhucun.monitoring.tests.acting import at
from zhucun.policy.pack.warning_model import RuleOn
from zhucun.policy.queries import pack_of
from zhucun.testing.families import plant_family

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def page(cast, client) -> str:
    return str(client.get(reverse("monitoring:rules", args=[cast.home.code])).content.decode())


def unsafe_homes(cast) -> list[Lead]:
    """Two homes of one village and one far away, each found by the same rule in one night."""
    near = [plant_family(cast.villages[0], f"户主{n}", serial=n).household for n in (1, 2)]
    far = plant_family(cast.villages[2], "远山户", serial=3).household
    Household.objects.in_county(cast.home.code).update(housing="unsafe")
    run_warnings(by=System("按规则提示"), county=cast.home.code, at=at())
    leads = Lead.objects.in_county(cast.home.code)
    return [leads.get(household=one) for one in (*near, far)]


def test_every_rule_of_the_pack_is_told_with_its_paper(cast, client_of):
    shown = page(cast, client_of(cast.first_secretary))

    rules = pack_of(cast.home.code).warning_rules
    assert len(rules) >= 17
    for id, rule in rules.items():
        assert f'id="{id}"' in shown
        assert rule.says in shown
    assert "中农组发〔2021〕7号" in shown or "防止返贫动态监测" in shown


def test_leads_are_counted_by_what_came_of_them_inside_ones_places(cast, client_of):
    first, _second, _far = unsafe_homes(cast)
    dismiss_lead(by=cast.first_secretary, lead=first, because="已经修好", at=at())

    near = page(cast, client_of(cast.first_secretary))
    whole = page(cast, client_of(cast.county_officer))

    assert "提示过 2 户次" in near
    assert "还没有答复 1，核实后不纳入 1，已纳入监测 0" in near
    assert "提示过 3 户次" in whole


def test_a_lead_leads_to_its_rule(cast, client_of):
    held, *_rest = unsafe_homes(cast)
    address = reverse("monitoring:rules", args=[cast.home.code]) + "#unsafe-housing"
    browser, county = client_of(cast.first_secretary), cast.home.code

    for name, key in (
        ("households:household", [held.household_id]),
        ("monitoring:check", [held.id]),
        ("monitoring:dismiss", [held.id]),
    ):
        assert address in browser.get(reverse(name, args=[county, *key])).content.decode()
    listed = browser.get(reverse("monitoring:list", args=[county]), {"tab": "leads"})
    assert address in listed.content.decode()


def test_a_rule_whose_number_nobody_has_set_says_so(cast):
    told = rules_told(pack_of(cast.home.code), date(2019, 1, 1), {})

    near_line = next(one for one in told if one.id == "income-near-line")
    assert not near_line.asked
    assert near_line.limit == ""


@pytest.mark.parametrize(
    ("rule", "limit", "said"),
    [
        ("illness-cost", Fraction(2_000_000), "达到 20,000.00 元 就提示"),
        ("uninsured", Fraction(1, 2), "达到 1 人 就提示"),
        ("income-near-line", Fraction(1_000_001, 2), "不超过 5,000.00 元 就提示"),
        ("unsafe-housing", Fraction(1), ""),
    ],
)
def test_a_limit_is_said_as_the_last_figure_that_fits(cast, rule, limit, said):
    held = pack_of(cast.home.code).warning_rules[rule]

    assert limit_said(RuleOn(held, limit)) == said


def test_leads_of_rules_that_are_no_more_are_counted_apart(cast):
    assert (
        gone(pack_of(cast.home.code), {"old-rule": Counter(dismissed=2), "uninsured": Counter(open=1)}) == 2
    )


def test_more_leads_take_no_more_statements(cast, client_of):
    browser = client_of(cast.county_officer)

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            page(cast, browser)
        return len(seen)

    before = statements()
    unsafe_homes(cast)

    assert statements() == before


def test_only_those_who_may_see_monitoring_see_its_rules(cast, client_of):
    address = reverse("monitoring:rules", args=[cast.home.code])

    assert client_of(cast.outsider).get(address).status_code == 404
    assert client_of(cast.auditor).get(address).status_code in (403, 404)
