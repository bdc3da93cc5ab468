"""A household in the cast's first village, and the province's line as the county writes it down."""

from datetime import date

import pytest

from zhucun.monitoring.tests.acting import at
from zhucun.policy.changes.domain import Proposal
from zhucun.policy.changes.layer import Paper
from zhucun.policy.changes.services import approve, propose_value
from zhucun.policy.choices import ChangeOf
from zhucun.testing.county import member
from zhucun.testing.families import plant_family


@pytest.fixture
def family(cast, frozen_today):
    """A couple and their child, of whom nothing but names and births is known."""
    return plant_family(cast.villages[0])


@pytest.fixture
def household(family):
    return family.household


@pytest.fixture
def line(cast, frozen_today):
    """The line of this year, 8,000 yuan: proposed by one officer and approved by another."""
    county = cast.home.code
    second, grant = member(county, "second_officer", "某县委", "county_officer", county)
    second.save()
    grant.save()
    paper = Paper("监测范围通知", "省农业农村厅", "", "2026", "人均纯收入 8000 元", "original")
    asked = Proposal(
        ChangeOf.VALUE, "monitoring_income_line", "8000", date(2026, 11, 1), paper, "省里公布今年的线"
    )
    change = propose_value(by=cast.county_officer, county=county, proposal=asked, at=at())
    approve(by=second, change=change, at=at())
    return 800_000
