"""What each day of a month says about one posting: pure, no database.

Full-time stationing: in the village on workdays unless an entry says otherwise. Part-time: a day counts
when a record vouches for it or an entry adds it. Silence is never an absence: a day nobody spoke of is
shown as such and left to the township's word.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from zhucun.attendance.choices import LEAVES, Kind
from zhucun.engine.calendar import DayKind, WorkCalendar, days_between
from zhucun.engine.duty import Basis, TallyDuty, Treatment
from zhucun.engine.facts import Facts, countable
from zhucun.engine.period import Period

REST, BY_DEFAULT, BY_RECORD, ADDED, TRAINING, TRIP = ".", "p", "r", "x", "t", "o"
LEAVE, ABSENT, QUESTIONED, NOT_POSTED, AHEAD, UNSPOKEN = "l", "a", "q", "-", "f", "n"

CODES = {
    Kind.IN_VILLAGE: ADDED,
    Kind.TRAINING: TRAINING,
    Kind.OFFICIAL_TRIP: TRIP,
    Kind.FOUND_ABSENT: ABSENT,
    **dict.fromkeys(LEAVES, LEAVE),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as far as counting needs it."""

    id: UUID
    kind: Kind
    first: date
    last: date
    questioned: bool


@dataclass(frozen=True, slots=True)
class Vouched:
    """Records that say a day was spent in the village; `late` when they came after the township's word."""

    records: tuple[UUID, ...]
    late: bool = False


@dataclass(slots=True)
class Sheet:
    """One posting's month: a code per day, and the sums a tally asks for."""

    codes: str = ""
    done: int = 0
    open: int = 0
    excused: int = 0
    ahead: int = 0
    records: list[str] = field(default_factory=list)
    open_records: list[str] = field(default_factory=list)
    excused_records: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class MonthFrame:
    """What all postings of a county share in a month; worked out once."""

    duty: TallyDuty
    calendar: WorkCalendar
    period: Period
    as_of: date
    days: tuple[tuple[date, DayKind], ...]
    countable: int

    @classmethod
    def of(cls, duty: TallyDuty, calendar: WorkCalendar, period: Period, as_of: date) -> "MonthFrame":
        days = tuple((day, calendar.kind_of(day)) for day in days_between(period.first, period.last))
        return cls(duty, calendar, period, as_of, days, countable(duty.counted_by, calendar, period))


def month_sheet(
    frame: MonthFrame, posted: Period | None, entries: Sequence[Entry], vouched: Mapping[date, Vouched]
) -> Sheet:
    """Walk the month day by day."""
    sheet, codes = Sheet(), []
    spoken = _by_day(entries, frame.period)
    for day, kind in frame.days:
        if posted is None or day not in posted:
            codes.append(NOT_POSTED)
        elif day in spoken:
            codes.append(_entered(sheet, frame, day, kind, spoken[day]))
        elif day in vouched:
            codes.append(_vouched(sheet, frame, kind, vouched[day]))
        else:
            codes.append(_unspoken(sheet, frame, day, kind))
    sheet.codes = "".join(codes)
    return sheet


def _by_day(entries: Iterable[Entry], period: Period) -> dict[date, Entry]:
    """The entry that speaks for each day; what an inspection found on the spot outweighs what was entered."""
    spoken: dict[date, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.kind == Kind.FOUND_ABSENT):
        part = period.overlap(entry.first, entry.last)
        if part:
            spoken.update(dict.fromkeys(days_between(part.first, part.last), entry))
    return spoken


def _entered(sheet: Sheet, frame: MonthFrame, day: date, kind: DayKind, entry: Entry) -> str:
    treatment = frame.duty.treatment(entry.kind.value, kind)
    if entry.questioned and frame.duty.counts_on[kind] is Treatment.COUNTS:
        sheet.open += 1
        _keep(sheet.open_records, entry.id)
        return QUESTIONED
    if treatment is Treatment.EXCUSED:
        sheet.excused += 1
        _keep(sheet.excused_records, entry.id)
    elif treatment is Treatment.COUNTS and day <= frame.as_of:
        sheet.done += 1
        _keep(sheet.records, entry.id)
    elif treatment is Treatment.COUNTS:
        sheet.ahead += 1
    elif kind is not DayKind.WORKDAY and entry.kind is not Kind.FOUND_ABSENT:
        return REST
    return CODES[entry.kind]


def _vouched(sheet: Sheet, frame: MonthFrame, kind: DayKind, by: Vouched) -> str:
    if frame.duty.treatment(Kind.IN_VILLAGE.value, kind) is not Treatment.COUNTS:
        return REST
    by_default = frame.duty.basis is Basis.FULL_TIME and kind is DayKind.WORKDAY
    if by.late and not by_default:
        sheet.open += 1
        sheet.open_records += map(str, by.records)
        return QUESTIONED
    sheet.done += 1
    sheet.records += map(str, by.records)
    return BY_DEFAULT if by_default else BY_RECORD


def _unspoken(sheet: Sheet, frame: MonthFrame, day: date, kind: DayKind) -> str:
    could_count = frame.duty.treatment(Kind.IN_VILLAGE.value, kind) is Treatment.COUNTS
    if day > frame.as_of:
        sheet.ahead += could_count
        return AHEAD if kind is DayKind.WORKDAY else REST
    if kind is not DayKind.WORKDAY:
        return REST
    if frame.duty.basis is Basis.FULL_TIME:
        sheet.done += could_count
        return BY_DEFAULT
    return UNSPOKEN


def _keep(ids: list[str], record: UUID) -> None:
    if (text := str(record)) not in ids[-4:]:  # a span of days names its entry once
        ids.append(text)


def facts_of(frame: MonthFrame, sheet: Sheet, posted: Period | None, role: str, *, settled: bool) -> Facts:
    """The sums of a sheet, as the engine wants them."""
    nothing_known = not (sheet.done or sheet.open or sheet.excused or sheet.records)
    return Facts(
        done=sheet.done,
        open=sheet.open,
        excused=sheet.excused,
        still_possible=sheet.ahead,
        countable=frame.countable,
        countable_while_posted=countable(frame.duty.counted_by, frame.calendar, posted),
        period_over=frame.as_of >= frame.period.last,
        settled=settled,
        missing=nothing_known and not settled and frame.duty.basis is Basis.PART_TIME,
        attributes={"role": (role,)},
        records=tuple(sheet.records),
        open_records=tuple(sheet.open_records),
        excused_records=tuple(sheet.excused_records),
    )
