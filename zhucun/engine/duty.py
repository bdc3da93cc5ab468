"""Duties: what is owed, by whom, how it is counted, and what silence means.

Nothing here has a default that could turn a missing fact into a judgement: each such choice is
written in the pack, where a clerk can read it and a paper can be cited for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zhucun.engine.calendar import DayKind
from zhucun.engine.dated import Dated
from zhucun.engine.period import PeriodKind


class Form(StrEnum):
    """The five shapes a duty can have. Only those in `JUDGED` can be decided."""

    TALLY = "tally"
    COVERAGE = "coverage"
    DATED = "dated"
    STANDING = "standing"
    STREAK = "streak"


JUDGED = frozenset({Form.TALLY})


class Subject(StrEnum):
    POSTING = "posting"
    PERSON = "person"
    UNIT = "unit"
    VILLAGE = "village"
    HOUSEHOLD = "household"


class Basis(StrEnum):
    """How presence is known: by exception, or by what was recorded."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"


class Treatment(StrEnum):
    """What a day does to the sum: adds to it, lowers what is owed, or nothing."""

    COUNTS = "counts"
    EXCUSED = "excused"
    NEITHER = "neither"


class CountedBy(StrEnum):
    """Which days of a period make up the whole, for the cap and for a part of a period."""

    WORKDAYS = "workdays"
    DAYS = "days"
    DAYS_OUTSIDE_HOLIDAYS = "days_outside_holidays"


COUNTED_DAYS: Mapping[CountedBy, frozenset[DayKind]] = {
    CountedBy.WORKDAYS: frozenset({DayKind.WORKDAY}),
    CountedBy.DAYS: frozenset(DayKind),
    CountedBy.DAYS_OUTSIDE_HOLIDAYS: frozenset({DayKind.WORKDAY, DayKind.REST_DAY}),
}


class Rounding(StrEnum):
    DOWN = "down"
    UP = "up"
    HALF_UP = "half_up"


class ExcusedLowers(StrEnum):
    """What one excused day takes off the target."""

    DAY_FOR_DAY = "day_for_day"
    IN_PROPORTION = "in_proportion"


class MidwayChange(StrEnum):
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    SPLIT = "split"
    UNDETERMINED = "undetermined"


class WhenMissing(StrEnum):
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    COUNT_AS_ZERO = "count_as_zero"


class BeforeConfirmation(StrEnum):
    UNDETERMINED = "undetermined"
    AS_RECORDED = "as_recorded"


@dataclass(frozen=True, slots=True)
class Reading:
    """How an open point of a paper was understood; shown beside the verdict so that it can be disputed."""

    of: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    id: str
    title: str
    form: Form
    mechanism: str
    subject: Subject
    period: PeriodKind
    measure: str
    unit: str
    minimum: Dated[int]

    counted_by: CountedBy
    cap: bool
    pro_rata: bool
    rounding: Rounding
    excused_lowers: ExcusedLowers
    when_missing: WhenMissing
    if_it_changes_midway: MidwayChange
    before_confirmation: BeforeConfirmation

    who: Mapping[str, frozenset[str]] = field(default_factory=dict)
    basis: Basis | None = None
    counts: Mapping[str, Treatment] = field(default_factory=dict)
    counts_on: Mapping[DayKind, Treatment] = field(default_factory=dict)
    warn_before: int | None = None
    tell: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()

    def treatment(self, presence: str, day: DayKind) -> Treatment:
        """What a presence entry of a kind does on a kind of day.

        A day outside the whole that the target is taken from excuses nothing: sick leave that runs over a
        weekend takes no weekend day off a target made of workdays.
        """
        treatment = self.counts[presence]
        if treatment is Treatment.EXCUSED:
            return treatment if day in COUNTED_DAYS[self.counted_by] else Treatment.NEITHER
        return treatment if self.counts_on[day] is Treatment.COUNTS else Treatment.NEITHER


class FormNotJudged(ValueError):
    """A duty has a shape this version cannot decide; packs are refused before it comes to this."""

    def __init__(self, duty: Duty) -> None:
        super().__init__(f"duty {duty.id} has the form {duty.form.value}, which is not judged")
