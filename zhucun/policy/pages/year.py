"""What falls due in a year: due days, and the last days of periods, each with the day from which it is reminded of.

Told from the rules alone. Whose duties they are is a question of posts; whether one is met is a question of decisions.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from zhucun.engine.due import RuleKind, due_days
from zhucun.engine.duty import DatedDuty, Duty, Form, Subject
from zhucun.engine.period import Period, PeriodKind
from zhucun.policy.deciding.periods import periods_of
from zhucun.policy.pack import Pack
from zhucun.policy.pages import sentence
from zhucun.policy.pages.rules import value_told

ALWAYS = frozenset({Form.STANDING, Form.STREAK})
NO_DAY = frozenset({PeriodKind.DAY, PeriodKind.TERM})
UNIT_ROLE = "unit_contact"


@dataclass(frozen=True, slots=True)
class Falling:
    """A day on which a duty falls due; `period` is the time it is about."""

    day: date
    duty: Duty
    period: Period
    often: str
    value: str
    says: str
    warn_from: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty that no day of the year ends: it holds always, or counts from each person's own first day."""

    duty: Duty
    says: str


def whole(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def owed_by(pack: Pack, roles: Collection[str]) -> list[Duty]:
    """The duties that are about somebody with one of these roles, or about what such a person answers for."""
    return [duty for duty in pack.duties.values() if _concerns(pack, duty, frozenset(roles))]


def _concerns(pack: Pack, duty: Duty, roles: frozenset[str]) -> bool:
    if duty.subject is Subject.UNIT:
        return UNIT_ROLE in roles
    stationed = roles & pack.vocabularies.get("posting_role", {}).keys()
    return bool(stationed & duty.who["role"] if "role" in duty.who else stationed)


def falling_due(pack: Pack, duties: Iterable[Duty], year: int) -> list[Falling]:
    """In order of days; only what is in force on the day itself."""
    found = [one for duty in duties if not _has_no_day(duty) for one in _falling(pack, duty, year)]
    return sorted(found, key=lambda one: (one.day, one.duty.title))


def always(pack: Pack, duties: Iterable[Duty], year: int) -> list[Standing]:
    """What is owed all year long without a day of its own."""
    return [
        Standing(duty, sentence.demand(pack, duty, held.value, whole(year).last))
        for duty in duties
        if _has_no_day(duty) and (held := duty.threshold.on(whole(year).last).found)
    ]


def _has_no_day(duty: Duty) -> bool:
    if isinstance(duty, DatedDuty):
        return all(rule.kind is RuleKind.AFTER for rule in duty.days)
    return duty.form in ALWAYS or duty.period in NO_DAY


def _falling(pack: Pack, duty: Duty, year: int) -> Iterator[Falling]:
    for day, period in _days(pack, duty, year):
        held = duty.threshold.on(day).found
        if held is not None:
            warn = pack.calendar.add_workdays(day, -duty.warn_before) if duty.warn_before else None
            yield Falling(
                day=day,
                duty=duty,
                period=period,
                often=sentence.how_often(duty),
                value=value_told(pack, duty, duty.threshold.on(day), day),
                says=sentence.demand(pack, duty, held.value, day),
                warn_from=warn,
            )


def _days(pack: Pack, duty: Duty, year: int) -> Iterator[tuple[date, Period]]:
    asked = whole(year)
    if not isinstance(duty, DatedDuty):
        periods = periods_of(duty, asked.first, asked.last)
        yield from ((period.last, period) for period in periods if period.last in asked)
        return
    rules = [rule for rule in duty.days if rule.kind is not RuleKind.AFTER]
    yield from ((day, Period(day, day)) for day in due_days(rules, asked, pack.calendar, {}))
