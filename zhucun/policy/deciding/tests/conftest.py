"""A small county under a pack of its own, with a duty of each form and of each kind of subject."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhucun.households.models import Household
from zhucun.policy.pack import load_pack
from zhucun.policy.pack.load import OWN
from zhucun.testing.stage import SINCE, Stage, build_stage

COUNTY = "990007"
PACKS = Path(__file__).parent / "packs"
__all__ = ["COUNTY", "SINCE", "Stage"]


@pytest.fixture
def own_packs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(OWN, str(PACKS))
    load_pack.cache_clear()
    yield
    load_pack.cache_clear()


@pytest.fixture
def stage(db, frozen_today, own_packs) -> Stage:
    return build_stage(COUNTY, "试验县")


@pytest.fixture
def households(stage: Stage) -> list[Household]:
    """Three in each village: two that some duty is about, one that none is."""
    rows = [
        Household(
            county_code=COUNTY,
            village_code=village.code,
            head_name=f"户主{village.code[-1]}{kind}",
            people=3,
            circumstance=kind,
        )
        for village in stage.county.villages
        for kind in ("monitored", "allowance", "none")
    ]
    return Household.objects.bulk_create(rows)
