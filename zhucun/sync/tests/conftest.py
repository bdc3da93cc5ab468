"""A phone in the first secretary's hands, on the frozen day."""

import pytest

from zhucun.fieldwork.tests.builders import VISIT, home
from zhucun.testing.phone import Phone


@pytest.fixture
def phone(cast, frozen_today):
    return Phone.enrolled(cast.first_secretary, cast.home.code)


@pytest.fixture
def household(cast, frozen_today):
    return home(cast)


@pytest.fixture
def visit(cast, phone, household):
    """`visit()`: an envelope with a visit of today; what is given changes its body."""

    def make(of=None, **other):
        body = {
            "posting": str(cast.posting.id),
            "form": "household-visit",
            "occurred_on": "2026-11-18",
            "household": str(household.id),
            "body": VISIT,
            "photos": [],
        }
        return (of or phone).act("record.write", {**body, **other})

    return make
