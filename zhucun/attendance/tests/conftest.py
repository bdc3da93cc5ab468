"""Two real counties' rules over invented places."""

import pytest

from zhucun.testing.stage import SINCE, Stage, build_stage

__all__ = ["SINCE", "Stage"]


@pytest.fixture
def full_time(db, frozen_today) -> Stage:
    """将乐县's rules: 22 days a month, by exception."""
    return build_stage("350428", "将乐县")


@pytest.fixture
def part_time(db, frozen_today) -> Stage:
    """白玉县's rules: four days a month, by what is recorded."""
    return build_stage("513331", "白玉县")
