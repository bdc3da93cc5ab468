"""Reading decisions and packs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from zhucun.engine.calendar import SpecialDay, SpecialKind
from zhucun.engine.duty import TallyDuty
from zhucun.engine.period import PeriodKind
from zhucun.policy import installed
from zhucun.policy.models import Decision
from zhucun.policy.pack import Citation, Pack, Problem

NATIONAL = installed.NATIONAL
ONE_DAY = timedelta(days=1)
PRESENCE = "attendance.onsite_days"


def pack_of(county: str) -> Pack:
    """The rules in force in a county, with what it has set in the interface: asked anew each time."""
    return installed.pack_of(county)


def faults_passed_over(county: str) -> tuple[Problem, ...]:
    """What is wrong with the county's files, while the last ones without a fault stay in force; no statement."""
    broken = installed.passed_over(county)
    return broken.problems if broken else ()


def presence_duty(pack: Pack) -> TallyDuty | None:
    """The duty that asks for days in the village each month; a county without one asks for none."""
    monthly = (duty for duty in pack.duties.values() if duty.period is PeriodKind.MONTH)
    found = (duty for duty in monthly if duty.measure == PRESENCE)
    return next((duty for duty in found if isinstance(duty, TallyDuty)), None)


def value_on(pack: Pack, key: str, on: date) -> int | None:
    """A number of the pack that belongs to no single duty, as it holds on a day; None while there is none."""
    value = pack.values.get(key)
    found = value.on(on).found if value else None
    return found.value if found else None


def village_type_words(county: str) -> Mapping[str, str]:
    """The types that the county's rules know for a village: code and word."""
    return pack_of(county).vocabularies.get("village_type", {})


def history_of(county: str, duty: str, subject_id: UUID) -> list[Decision]:
    """Every revision of one subject's answers, newest period and revision first."""
    rows = Decision.objects.in_county(county).filter(duty=duty, subject_id=subject_id)
    return list(rows.order_by("-period_from", "-revision"))


@dataclass(frozen=True)
class Stretch:
    """Days in a row that are the same departure from the week."""

    first: date
    last: date
    kind: SpecialKind
    name: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class CalendarYear:
    """One year's departures from the week; `announced` is None while the State Council has not spoken."""

    year: int
    announced: Citation | None
    stretches: tuple[Stretch, ...]


def calendar_year(pack: Pack, year: int) -> CalendarYear:
    days = [day for day in pack.calendar.special_days() if day.on.year == year]
    return CalendarYear(year, pack.cite(pack.calendar.source_of(year)), tuple(_stretches(days)))


def _stretches(days: list[SpecialDay]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for day in days:
        follows = held and day.on - held.last == ONE_DAY and (day.kind, day.name) == (held.kind, held.name)
        if held and not follows:
            yield held
        held = Stretch(held.first if held and follows else day.on, day.on, day.kind, day.name)
    if held:
        yield held
