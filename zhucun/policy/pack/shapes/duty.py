"""duties/*.yaml: what is owed, in five forms; and the cases that stand beside it."""

from datetime import date
from typing import Annotated, Any, Literal, overload

from pydantic import ConfigDict, Field, StringConstraints

from zhucun.policy.pack.shapes.base import (
    AmountShape,
    Kebab,
    Key,
    MayBe,
    Measure,
    Mechanism,
    OwnWords,
    Shape,
    SourceRef,
    Whole,
    Words,
)

# Every day that some year has, 29 February too.
MonthDay = Annotated[
    str,
    StringConstraints(
        pattern=r"^(02-(0[1-9]|[12][0-9])|(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30))$"
    ),
]
MonthNumber = Annotated[int, Field(ge=1, le=12)]
Treatment = Literal["counts", "excused", "neither"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Attribute = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
Asked = dict[Key, list[Attribute]]


class ThresholdShape(Shape):
    may_be: MayBe
    values: list[AmountShape] = Field(min_length=1)


class CountsOn(Shape):
    workday: Literal["counts", "neither"]
    rest_day: Literal["counts", "neither"]
    public_holiday: Literal["counts", "neither"]


class ReadingShape(Shape):
    of: Literal[
        "cap",
        "pro_rata",
        "excused",
        "counts",
        "counts_on",
        "who",
        "minimum",
        "maximum",
        "in_a_row",
        "period",
        "days",
        "every",
        "of",
        "law",
    ]
    says: Words


class FreePeriod(Shape):
    """One of the periods a paper names by its dates."""

    from_: date = Field(alias="from")
    to: date


class SelectionShape(Shape):
    """Which records a measure reads: forms, and for each field the values that count."""

    form: list[Kebab] = Field(min_length=1)
    where: Asked = {}
    add_up: Literal["records", "days", "field"] = "records"
    field: Key | None = None


class BreachShape(Shape):
    """What follows once the duty is missed by `at` or more."""

    at: Whole = 1
    says: Words
    source: SourceRef
    tell: list[Key] = []
    case: Kebab | None = None


class DutyShape(Shape):
    """What every duty says, whatever its form."""

    id: Kebab
    title: Words
    mechanisms: list[Mechanism] = Field(min_length=1)
    subject: Literal["posting", "person", "unit", "village", "household"]
    period: Literal["day", "week", "half_month", "month", "quarter", "half_year", "year", "term", "free"]
    periods: list[FreePeriod] = []
    measure: Measure
    of: SelectionShape | None = None
    unit: Key
    who: Asked = {}
    counted_by: Literal["workdays", "days", "days_outside_holidays"] = "days"
    rounding: Literal["down", "up", "half_up"] = "down"
    excused_by: list[Key] = []
    when_missing: Literal["undetermined", "not_applicable", "count_as_zero"]
    if_it_changes_midway: Literal["first_day", "last_day", "split", "undetermined"]
    before_confirmation: Literal["undetermined", "as_recorded"]
    warn_before: Annotated[int, Field(ge=1, le=60)] | None = None
    on_breach: list[BreachShape] = []
    tell: list[Key] = []
    readings: list[ReadingShape] = []
    wording: OwnWords = OwnWords()


class TallyShape(DutyShape):
    """A count, a sum or distinct days of a measure; `minimum` or `maximum`, one of the two."""

    form: Literal["tally"]
    minimum: ThresholdShape | None = None
    maximum: ThresholdShape | None = None
    basis: Literal["full_time", "part_time"] | None = None
    counts: dict[Key, Treatment] = {}
    counts_on: CountsOn | None = None
    cap: bool
    pro_rata: bool
    excused_lowers: Literal["day_for_day", "in_proportion"]


class EveryShape(Shape):
    """A registered set, narrowed by what its members are."""

    set: Measure
    where: Asked = {}


class CoverageShape(DutyShape):
    """Every member of a set has at least `minimum`."""

    form: Literal["coverage"]
    every: EveryShape
    minimum: ThresholdShape


class DayRuleShape(Shape):
    """One rule for due days: exactly one of the ways of naming a day, and perhaps the months it holds for."""

    month_day: Annotated[int, Field(ge=-31, le=31)] | None = None
    workday: Annotated[int, Field(ge=-23, le=23)] | None = None
    weekday: Weekday | None = None
    year_day: MonthDay | None = None
    on: date | None = Field(default=None, alias="date")
    within: Annotated[int, Field(ge=1, le=366)] | None = None
    after: Literal["posting_start"] | None = None
    workdays: bool = False
    months: list[MonthNumber] = []


class DatedDutyShape(DutyShape):
    """An act for each due day; `minimum` acts on, or in the period up to, each of them."""

    form: Literal["dated"]
    days: list[DayRuleShape] = Field(min_length=1, max_length=40)
    window: Literal["on", "by"]
    grace: Annotated[int, Field(ge=0, le=60)] = 0
    minimum: ThresholdShape


class StandingShape(DutyShape):
    """A state holds on every day."""

    form: Literal["standing"]
    grace: Annotated[int, Field(ge=0, le=250)] = 0
    minimum: ThresholdShape | None = None
    maximum: ThresholdShape | None = None


class StreakShape(DutyShape):
    """So many hits in a row: of records (`of` and `hit`), or of another duty's answers (`of_duty` and `outcome`)."""

    form: Literal["streak"]
    of_duty: Kebab | None = None
    outcome: Literal["not_met", "met", "not_applicable", "undetermined"] | None = None
    hit: Asked = {}
    in_a_row: ThresholdShape


class FormAlone(Shape):
    """Reads the form alone, so that a form nobody knows is told with the words there are."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)

    form: Literal["tally", "coverage", "dated", "standing", "streak"]


DUTY_SHAPES: dict[str, type[DutyShape]] = {
    "tally": TallyShape,
    "coverage": CoverageShape,
    "dated": DatedDutyShape,
    "standing": StandingShape,
    "streak": StreakShape,
}


class ThresholdChange(Shape):
    values: list[AmountShape] = Field(min_length=1)


class DutyChange(Shape):
    """A lower pack's words on a duty that a higher pack declares."""

    changes: Kebab
    minimum: ThresholdChange | None = None
    maximum: ThresholdChange | None = None
    in_a_row: ThresholdChange | None = None
    readings: list[ReadingShape] = []
    wording: OwnWords = OwnWords()


THRESHOLDS = ("minimum", "maximum", "in_a_row")


@overload
def threshold_of(shape: DutyShape) -> tuple[str, ThresholdShape] | None: ...
@overload
def threshold_of(shape: DutyChange) -> tuple[str, ThresholdChange] | None: ...
def threshold_of(shape: DutyShape | DutyChange) -> tuple[str, Any] | None:
    """The threshold and the name it is written under; `None` when there is none."""
    for name in THRESHOLDS:
        found = getattr(shape, name, None)
        if found is not None:
            return name, found
    return None
