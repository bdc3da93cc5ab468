"""A household in the cast's first village, and the county's pack with a line and a few rules."""

import pytest

from zhucun.testing.families import plant_family


@pytest.fixture
def family(cast, frozen_today):
    """A couple and their child, of whom nothing but names and births is known."""
    return plant_family(cast.villages[0])


@pytest.fixture
def household(family):
    return family.household
