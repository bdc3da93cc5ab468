"""Verdicts: one of four answers, the reason for it, and every number that led to it.

A verdict is stored, so it is plain data: what `to_json` writes, `from_json` reads back unchanged.
It carries codes and numbers only; the sentences people read come from the pack.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

SHAPE = 1


class Answer(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


class Reason(StrEnum):
    """Why an answer is what it is; each code has a sentence in every pack."""

    REACHED = "reached"

    FELL_SHORT = "fell_short"
    OUT_OF_REACH = "out_of_reach"

    NOT_ADDRESSED = "not_addressed"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    REPEALED = "repealed"
    NOTHING_COUNTABLE = "nothing_countable"
    POSTED_TOO_BRIEFLY = "posted_too_briefly"
    WHOLLY_EXCUSED = "wholly_excused"

    PERIOD_RUNNING = "period_running"
    UNDER_REVIEW = "under_review"
    UNCONFIRMED = "unconfirmed"
    OUT_OF_REACH_UNCONFIRMED = "out_of_reach_unconfirmed"
    NOTHING_RECORDED = "nothing_recorded"
    CHANGED_MIDWAY = "changed_midway"
    ATTRIBUTE_UNKNOWN = "attribute_unknown"


class StepCode(StrEnum):
    """What a step tells; each code has its words in every pack."""

    APPLIES = "applies"
    MINIMUM = "minimum"
    SPLIT = "split"
    CAP = "cap"
    PRO_RATA = "pro_rata"
    EXCUSED = "excused"
    TARGET = "target"
    DONE = "done"
    OPEN = "open"
    POSSIBLE = "possible"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    CALENDAR = "calendar"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the why page: a number or a word, where it comes from, which records show it."""

    code: StepCode
    value: int | str | None = None
    unit: str = ""
    since: date | None = None
    source: str | None = None
    records: tuple[str, ...] = ()
    detail: Mapping[str, int | str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code.value,
            "value": self.value,
            "unit": self.unit,
            "since": self.since.isoformat() if self.since else None,
            "source": self.source,
            "records": list(self.records),
            "detail": dict(self.detail),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Step":
        since = data["since"]
        return cls(
            code=StepCode(data["code"]),
            value=data["value"],
            unit=data["unit"],
            since=date.fromisoformat(since) if since else None,
            source=data["source"],
            records=tuple(data["records"]),
            detail=dict(data["detail"]),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one subject and one period.

    `target` is what is owed after every reduction, `None` when nothing was asked; `possible` is what
    still lies ahead; `open` is what is under question and may yet count.
    """

    answer: Answer
    reason: Reason
    target: int | None = None
    done: int = 0
    possible: int = 0
    open: int = 0
    excused: int = 0
    steps: tuple[Step, ...] = ()

    @property
    def short(self) -> int:
        """How much is missing to the target today."""
        return max(0, (self.target or 0) - self.done)

    @property
    def can_still_be_met(self) -> bool:
        """Whether what is open and what lies ahead could together reach the target."""
        return self.target is not None and self.done + self.open + self.possible >= self.target

    def step(self, code: StepCode) -> Step | None:
        """The first step of a kind."""
        return next((step for step in self.steps if step.code is code), None)

    def to_json(self) -> dict[str, Any]:
        return {
            "shape": SHAPE,
            "answer": self.answer.value,
            "reason": self.reason.value,
            "target": self.target,
            "done": self.done,
            "possible": self.possible,
            "open": self.open,
            "excused": self.excused,
            "steps": [step.to_json() for step in self.steps],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Verdict":
        """Read a stored verdict; a shape this version does not know is refused, not guessed at."""
        if data.get("shape") != SHAPE:
            raise ValueError(f"a verdict of shape {data.get('shape')!r} cannot be read as shape {SHAPE}")
        return cls(
            answer=Answer(data["answer"]),
            reason=Reason(data["reason"]),
            target=data["target"],
            done=data["done"],
            possible=data["possible"],
            open=data["open"],
            excused=data["excused"],
            steps=tuple(Step.from_json(step) for step in data["steps"]),
        )
