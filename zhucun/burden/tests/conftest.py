"""A second officer, so that what one drafts another can approve."""

import pytest

from zhucun.testing.county import member


@pytest.fixture
def second(cast, frozen_today):
    user, grant = member(cast.home.code, "second", "某复核", "county_officer", cast.home.code)
    user.save()
    grant.save()
    return user
