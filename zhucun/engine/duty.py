"""Duties: what is owed, by whom, how it is counted, and what silence means.

Nothing here has a default that could turn a missing fact into a judgement: each such choice is
written in the pack, where a clerk can read it and a paper can be cited for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zhucun.engine.calendar import DayKind
from zhucun.engine.dated import Dated
from zhucun.engine.due import DayRule
from zhucun.engine.expression import Expression
from zhucun.engine.period import Period, PeriodKind

Amount = int | Expression


class Form(StrEnum):
    """The five shapes a duty can have."""

    TALLY = "tally"
    COVERAGE = "coverage"
    DATED = "dated"
    STANDING = "standing"
    STREAK = "streak"


class Bound(StrEnum):
    """Whether the threshold is the least or the most."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


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


class AddUp(StrEnum):
    """What is added up of the records a duty reads."""

    RECORDS = "records"
    DAYS = "days"
    FIELD = "field"


class ActWindow(StrEnum):
    """When an act answers a due day: on the very day, or on any day of the period up to it."""

    ON = "on"
    BY = "by"


class BeforeConfirmation(StrEnum):
    UNDETERMINED = "undetermined"
    AS_RECORDED = "as_recorded"


@dataclass(frozen=True, slots=True)
class Reading:
    """How an open point of a paper was understood; shown beside the verdict so that it can be disputed."""

    of: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records a measure reads, and what is added up of them.

    `where` gives, for each field of the form, the values that count; a record must fit all of them.
    `field` names the number field that is added up when `add_up` is `FIELD`.
    """

    forms: frozenset[str]
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    add_up: AddUp = AddUp.RECORDS
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What follows once a duty is missed by `at` or more; people decide, the system lays it before them."""

    at: int
    says: str
    source: str
    tell: tuple[str, ...] = ()
    case: str | None = None  # the kind of case to be opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What every duty says, whatever its form."""

    id: str
    title: str
    form: Form
    mechanisms: tuple[str, ...]
    subject: Subject
    period: PeriodKind
    measure: str
    unit: str
    bound: Bound
    threshold: Dated[Amount]

    counted_by: CountedBy
    rounding: Rounding
    when_missing: WhenMissing
    if_it_changes_midway: MidwayChange
    before_confirmation: BeforeConfirmation

    periods: tuple[Period, ...] = ()  # for `PeriodKind.FREE`
    of: Selection | None = None
    who: Mapping[str, frozenset[str]] = field(default_factory=dict)
    excused_by: frozenset[str] = frozenset()
    warn_before: int | None = None  # workdays
    on_breach: tuple[Breach, ...] = ()
    tell: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyDuty(Duty):
    """Count, sum or distinct days of a measure against a threshold."""

    cap: bool
    pro_rata: bool
    excused_lowers: ExcusedLowers
    basis: Basis | None = None
    counts: Mapping[str, Treatment] = field(default_factory=dict)
    counts_on: Mapping[DayKind, Treatment] = field(default_factory=dict)

    def treatment(self, presence: str, day: DayKind) -> Treatment:
        """What a presence entry of a kind does on a kind of day.

        A day outside the whole that the target is taken from excuses nothing: sick leave that runs over a
        weekend takes no weekend day off a target made of workdays.
        """
        treatment = self.counts[presence]
        if treatment is Treatment.EXCUSED:
            return treatment if day in COUNTED_DAYS[self.counted_by] else Treatment.NEITHER
        return treatment if self.counts_on[day] is Treatment.COUNTS else Treatment.NEITHER


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageDuty(Duty):
    """Every member of a set has at least the threshold; `every` names the set, `every_where` narrows it."""

    every: str
    every_where: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedDuty(Duty):
    """An act for each due day. The threshold is the number of acts each due day asks for."""

    days: tuple[DayRule, ...]
    window: ActWindow
    grace: int = 0  # workdays after the due day on which the act still answers it


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingDuty(Duty):
    """A state holds on every day; a gap of up to `grace` workdays in a row is not a breach."""

    grace: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakDuty(Duty):
    """So many hits in a row are the breach; the threshold is that number.

    A hit is a record that `of` selects, or, with `of_duty`, a period in which that duty had `outcome`.
    Within `of`, `hit_where` says which of the selected records are hits; the others break the row.
    """

    of_duty: str | None = None
    outcome: str | None = None
    hit_where: Mapping[str, frozenset[str]] = field(default_factory=dict)
