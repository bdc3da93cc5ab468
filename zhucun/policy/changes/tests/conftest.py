"""Two officers of a county at work, and a proposal as one of them writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from zhucun.accounts.models import User
from zhucun.kernel import clock
from zhucun.policy.changes import services
from zhucun.policy.changes.domain import Proposal
from zhucun.policy.changes.layer import Paper
from zhucun.policy.changes.refusals import ChangeRefusal
from zhucun.policy.choices import ChangeOf
from zhucun.policy.models import ValueChange
from zhucun.testing.county import member
from zhucun.testing.stage import Stage, build_stage

BAIYU = "513331"
PAPER = Paper(
    title="白玉县驻村干部管理办法",
    issuer="中共白玉县委组织部",
    number="白组〔2026〕41号",
    dated="2026-11-02",
    article="第一书记每月在村工作不少于6天。",
    seen="original",
)


def proposal(**changes: Any) -> Proposal:
    given: dict[str, Any] = {
        "of": ChangeOf.DUTY,
        "what": "onsite-days",
        "value": "6",
        "since": date(2026, 10, 1),
        "paper": PAPER,
        "reason": "新的管理办法从十月起执行",
    }
    return Proposal(**{**given, **changes})


@dataclass(frozen=True)
class Office:
    """The county's stage, and a second officer beside the first."""

    stage: Stage
    first: User
    second: User

    @property
    def code(self) -> str:
        return self.stage.code

    @property
    def at(self) -> datetime:
        return clock.now()

    def propose(self, **changes: Any) -> ValueChange:
        return services.propose_value(
            by=self.first, county=self.code, proposal=proposal(**changes), at=self.at
        )

    def approve(self, change: ValueChange) -> ValueChange:
        return services.approve(by=self.second, change=change, at=self.at)

    def set(self, **changes: Any) -> ValueChange:
        return self.approve(self.propose(**changes))


@pytest.fixture
def office(db: None, frozen_today: date) -> Office:
    stage = build_stage(BAIYU, "白玉县")
    second, grant = member(BAIYU, "second", "钱县委", "county_officer", BAIYU)
    second.save()
    grant.save()
    return Office(stage, stage.officer, second)


@pytest.fixture
def told(office: Office) -> Callable[..., str]:
    """The sentence with which a proposal is refused."""

    def refused(**changes: Any) -> str:
        with pytest.raises(ChangeRefusal) as refusal:
            office.propose(**changes)
        assert not ValueChange.objects.in_county(office.code).filter(state="proposed").exists()
        return refusal.value.said

    return refused
