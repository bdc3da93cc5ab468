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
    WITHIN_LIMIT = "within_limit"
    ROW_NOT_REACHED = "row_not_reached"

    FELL_SHORT = "fell_short"
    OUT_OF_REACH = "out_of_reach"
    OVER_LIMIT = "over_limit"
    ROW_REACHED = "row_reached"

    NOT_ADDRESSED = "not_addressed"
    NOT_YET_IN_FORCE = "not_yet_in_force"
    REPEALED = "repealed"
    NOTHING_COUNTABLE = "nothing_countable"
    POSTED_TOO_BRIEFLY = "posted_too_briefly"
    WHOLLY_EXCUSED = "wholly_excused"
    NOTHING_ASKED = "nothing_asked"  # the threshold itself is none
    NOBODY_TO_COVER = "nobody_to_cover"
    NOTHING_DUE = "nothing_due"

    PERIOD_RUNNING = "period_running"
    UNDER_REVIEW = "under_review"
    UNCONFIRMED = "unconfirmed"
    OUT_OF_REACH_UNCONFIRMED = "out_of_reach_unconfirmed"
    WITHIN_UNCONFIRMED = "within_unconfirmed"
    OVER_LIMIT_UNCONFIRMED = "over_limit_unconfirmed"
    ROW_UNCONFIRMED = "row_unconfirmed"
    NOTHING_RECORDED = "nothing_recorded"
    CHANGED_MIDWAY = "changed_midway"
    ATTRIBUTE_UNKNOWN = "attribute_unknown"
    QUANTITY_UNKNOWN = "quantity_unknown"
    DIVIDED_BY_NONE = "divided_by_none"
    SET_UNKNOWN = "set_unknown"
    STATE_UNKNOWN = "state_unknown"
    ROW_UNKNOWN = "row_unknown"


# What has been recorded already misses the duty; only a correction could still change that.
LOST = frozenset(
    {
        Reason.UNCONFIRMED,
        Reason.OUT_OF_REACH_UNCONFIRMED,
        Reason.OVER_LIMIT_UNCONFIRMED,
        Reason.ROW_UNCONFIRMED,
    }
)


class StepCode(StrEnum):
    """What a step tells; each code has its words in every pack."""

    APPLIES = "applies"
    QUANTITY = "quantity"  # detail: name; no value where it is not known
    ARITHMETIC = "arithmetic"  # value: rounded as the duty says; detail: expression, exact
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    IN_A_ROW = "in_a_row"
    SPLIT = "split"
    CAP = "cap"
    PRO_RATA = "pro_rata"
    EXCUSED = "excused"
    TARGET = "target"
    LIMIT = "limit"  # the most that is allowed, for a maximum
    DONE = "done"
    OPEN = "open"
    POSSIBLE = "possible"  # no value where nothing limits it
    UNKNOWN = "unknown"  # value: how many days or events; detail: first, last
    GRACE = "grace"  # value: workdays
    DUE_DAY = "due_day"  # value: acts that answer it; detail: day, state (`DueState`), asked, late_until
    GAP = "gap"  # value: days; detail: first, last, workdays, state (`GapState`)
    MISSED_MEMBERS = "missed_members"  # records: the members' ids
    ROW = "row"  # the longest one; detail: first, last
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    CALENDAR = "calendar"
    RESULT = "result"  # detail: target and short; over and left for a maximum; left for a row
    BREACH = "breach"  # value: the amount missed; detail: index into `on_breach`, at


THRESHOLD_STEPS = frozenset({StepCode.MINIMUM, StepCode.MAXIMUM, StepCode.IN_A_ROW})


class DueState(StrEnum):
    """How a due day stands on the day of the judgement."""

    ANSWERED = "answered"
    EXCUSED = "excused"
    WAITING = "waiting"
    UNDER_REVIEW = "under_review"
    MISSED = "missed"


class GapState(StrEnum):
    """Whether days in a row without the state still lie within the grace."""

    WITHIN_GRACE = "within_grace"
    BREACH = "breach"


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

    `target` is what is owed, or the most that is allowed, after every reduction; `None` when nothing was
    asked. `possible` is what still lies ahead, `None` when nothing limits it; `open` is what is under question
    and may yet count. What these count depends on the form: units, members, due days, days, or hits in a row.
    """

    answer: Answer
    reason: Reason
    target: int | None = None
    done: int = 0
    possible: int | None = 0
    open: int = 0
    excused: int = 0
    steps: tuple[Step, ...] = ()

    @property
    def short(self) -> int:
        """How much is missing to the target today."""
        return self._compared("short")

    @property
    def over(self) -> int:
        """How much a maximum is exceeded by today."""
        return self._compared("over")

    @property
    def can_still_be_met(self) -> bool:
        """Whether it is met, or what is open and what lies ahead could still make it so."""
        decided = self.target is not None and self.answer in (Answer.MET, Answer.UNDETERMINED)
        return decided and self.reason not in LOST

    @property
    def threshold(self) -> Step | None:
        """The step that names the value in force and its paper."""
        return next((step for step in self.steps if step.code in THRESHOLD_STEPS), None)

    def _compared(self, name: str) -> int:
        result = self.step(StepCode.RESULT)
        return int(result.detail.get(name, 0)) if result else 0

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
