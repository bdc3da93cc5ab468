"""A county at work under 将乐县's rules, over invented places; and somebody from elsewhere."""

import pytest

from zhucun.testing.stage import Stage, build_stage


@pytest.fixture
def full_time(db, frozen_today) -> Stage:
    """22 days a month, by exception."""
    return build_stage("350428", "将乐县")
