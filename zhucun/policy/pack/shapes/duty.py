"""duties/*.yaml: what is owed; and the cases that stand beside it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from zhucun.policy.pack.shapes.base import (
    DatedShape,
    Kebab,
    Key,
    MayBe,
    Measure,
    Mechanism,
    ReasonWords,
    Shape,
    StepWords,
    Words,
)

Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
DayCount = Annotated[int, Field(ge=0, le=1_000_000)]
Treatment = Literal["counts", "excused", "neither"]


class MinimumShape(Shape):
    may_be: MayBe
    values: list[DatedShape] = Field(min_length=1)


class CountsOn(Shape):
    workday: Literal["counts", "neither"]
    rest_day: Literal["counts", "neither"]
    public_holiday: Literal["counts", "neither"]


class ReadingShape(Shape):
    of: Literal["cap", "pro_rata", "excused", "counts", "counts_on", "who", "minimum", "period"]
    says: Words


class DutyWords(Shape):
    steps: dict[str, StepWords] = {}
    reasons: dict[str, ReasonWords] = {}


class DutyShape(Shape):
    id: Kebab
    title: Words
    form: Literal["tally", "coverage", "dated", "standing", "streak"]
    mechanism: Mechanism
    subject: Literal["posting", "person", "unit", "village", "household"]
    period: Literal["week", "half_month", "month", "quarter", "half_year", "year"]
    measure: Measure
    unit: Key
    who: dict[Key, list[Key]] = {}
    basis: Literal["full_time", "part_time"] | None = None
    counts: dict[Key, Treatment] = {}
    counts_on: CountsOn | None = None
    minimum: MinimumShape
    counted_by: Literal["workdays", "days", "days_outside_holidays"]
    cap: bool
    pro_rata: bool
    rounding: Literal["down", "up", "half_up"]
    excused_lowers: Literal["day_for_day", "in_proportion"]
    when_missing: Literal["undetermined", "not_applicable", "count_as_zero"]
    if_it_changes_midway: Literal["first_day", "last_day", "split", "undetermined"]
    before_confirmation: Literal["undetermined", "as_recorded"]
    warn_before: Annotated[int, Field(ge=1, le=60)] | None = None
    tell: list[Key] = []
    readings: list[ReadingShape] = []
    wording: DutyWords = DutyWords()


class MinimumChange(Shape):
    values: list[DatedShape] = Field(min_length=1)


class DutyChange(Shape):
    """A lower pack's words on a duty that a higher pack declares."""

    changes: Kebab
    minimum: MinimumChange | None = None
    readings: list[ReadingShape] = []
    wording: DutyWords = DutyWords()


class Given(Shape):
    """The facts of a case. What is left out is taken from the calendar or is as usual."""

    done: DayCount | None = None
    open: DayCount = 0
    excused: DayCount = 0
    still_possible: DayCount = 0
    over: bool = True
    confirmed: bool = True
    posted_from: date | None = None
    posted_to: date | None = None
    role: Key | None = None
    unit_kind: Key | None = None
    village_type: Key | None = None


class Expect(Shape):
    answer: Literal["met", "not_met", "not_applicable", "undetermined"]
    reason: Key
    target: DayCount | None = None


class CaseShape(Shape):
    says: Words
    month: Month
    given: Given
    expect: Expect


class CasesFile(Shape):
    duty: Kebab
    mechanisms: list[Mechanism] = Field(min_length=1)
    cases: list[CaseShape] = Field(min_length=1)
