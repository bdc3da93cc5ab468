"""From what an example says to the facts the engine judges, as a person's own would be."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from zhucun.engine.due import due_days, last_of_grace
from zhucun.engine.duty import (
    COUNTED_DAYS,
    CoverageDuty,
    DatedDuty,
    Duty,
    StandingDuty,
    StreakDuty,
    TallyDuty,
)
from zhucun.engine.facts import (
    Act,
    CoverageFacts,
    DatedFacts,
    Facts,
    Known,
    Member,
    Outcome,
    StandingFacts,
    State,
    StreakFacts,
    countable,
)
from zhucun.engine.period import Period, PeriodKind
from zhucun.policy.pack.model import PLACE, PLACE_LENGTHS, Case, Pack
from zhucun.policy.pack.quantities import of_calendar, of_values

ONE_DAY = timedelta(days=1)
UNKNOWN = "unknown"
Given = Mapping[str, Any]


def period_of(pack: Pack, case: Case) -> Period:
    """The period an example is about."""
    duty = pack.duties[case.duty]
    if duty.period is PeriodKind.FREE:
        return next(one for one in duty.periods if case.on in one)
    if duty.period is PeriodKind.TERM:
        begins = case.given["posted_from"]
        assert isinstance(begins, date)
        ends = case.given.get("posted_to") or max(begins, case.on)
        assert isinstance(ends, date)
        return Period(begins, ends)
    return Period.containing(duty.period, case.on)


def facts_of(pack: Pack, case: Case) -> Known:
    """The facts of an example; what it leaves out is read from the calendar or is as usual."""
    duty, given, period = pack.duties[case.duty], case.given, period_of(pack, case)
    common = _common(pack, duty, given, period)
    match duty:
        case TallyDuty():
            return Facts(**common, **_tally(given, over=common["period_over"]))
        case CoverageDuty():
            return CoverageFacts(**common, **_coverage(given))
        case DatedDuty():
            return DatedFacts(**common, **_dated(pack, duty, given, period))
        case StandingDuty():
            return StandingFacts(**common, **_standing(pack, given, period))
        case StreakDuty():
            return StreakFacts(**common, **_streak(given, period))
    raise TypeError(f"no facts are known for {type(duty).__name__}")


def _common(pack: Pack, duty: Duty, given: Given, period: Period) -> dict[str, Any]:
    posted = period.overlap(given.get("posted_from"), given.get("posted_to"))
    known = of_calendar(pack.calendar, period, posted) | of_values(pack.values, period)
    return {
        "countable": countable(duty.counted_by, pack.calendar, period),
        "countable_while_posted": countable(duty.counted_by, pack.calendar, posted),
        "excused": _excused(pack, duty, given),
        "period_over": _over(given, period),
        "settled": bool(given.get("confirmed", True)),
        "attributes": dict(_attributes(duty, given)),
        "quantities": known | dict(given.get("quantities", {})),
        "calendar_source": pack.calendar.source_of(period.first.year),
        "provisional_years": tuple(w.year for w in pack.calendar.warnings(period.first, period.last)),
    }


def _over(given: Given, period: Period) -> bool:
    """Whether the period is over: as the example says, else by its today, else yes."""
    today: date | None = given.get("today")
    return bool(given.get("over", today is None or today > period.last))


def _excused(pack: Pack, duty: Duty, given: Given) -> int:
    days = given.get("excused_days")
    if days is None:
        return int(given.get("excused", 0))
    return sum(pack.calendar.kind_of(day) in COUNTED_DAYS[duty.counted_by] for day in days)


def _attributes(duty: Duty, given: Given) -> list[tuple[str, tuple[str, ...]]]:
    """What the example says of the subject; unless it says otherwise, somebody the duty addresses."""
    held = [(name, str(given.get(name, min(wanted)))) for name, wanted in duty.who.items()]
    return [(name, _places(code) if name == PLACE else (code,)) for name, code in held if code != UNKNOWN]


def _places(code: str) -> tuple[str, ...]:
    return tuple(code[:length] for length in sorted(PLACE_LENGTHS) if len(code) >= length)


# --- by form


def _tally(given: Given, *, over: bool) -> dict[str, Any]:
    ahead = 0 if over else given.get("still_possible", 0)
    return {
        "done": given.get("done", 0),
        "open": given.get("open", 0),
        "still_possible": None if ahead == "unlimited" else ahead,
        "missing": "done" not in given and not given.get("open"),
    }


def _coverage(given: Given) -> dict[str, Any]:
    told = given.get("members", [])
    if told == UNKNOWN:
        return {"members": None}
    members = tuple(_member(str(place), one) for place, one in enumerate(told, 1))
    return {"members": members, "missing": "members" not in given}


def _member(name: str, told: int | Given) -> Member:
    if isinstance(told, int):
        return Member(name, told)
    return Member(name, told.get("done", 0), told.get("open", 0), bool(told.get("excused", False)))


def _dated(pack: Pack, duty: DatedDuty, given: Given, period: Period) -> dict[str, Any]:
    begins = given.get("posted_from")
    after = {"posting_start": [begins] if begins else []}
    due = due_days(duty.days, period, pack.calendar, after)
    late = {day: last_of_grace(day, duty.grace, pack.calendar) for day in due}
    certain = [Act(day, f"act-{day}") for day in given.get("acts", ())]
    unclear = [Act(day, f"act-{day}", open=True) for day in given.get("open_acts", ())]
    return {
        # An example that says no day is looked back on when every grace has run out.
        "as_of": given.get("today") or max([period.last, *late.values()]) + ONE_DAY,
        "due": due,
        "acts": tuple(sorted([*certain, *unclear], key=lambda act: act.day)),
        "excused_days": frozenset(given.get("excused_days", ())),
        "late_until": late if duty.grace else {},
        "missing": "acts" not in given and "open_acts" not in given,
    }


def _standing(pack: Pack, given: Given, period: Period) -> dict[str, Any]:
    as_of = given.get("today") or period.last
    told = given.get("states", [])
    ends = [*(one["since"] - ONE_DAY for one in told[1:]), min(as_of, period.last)]
    states = [
        State(within, None if one["value"] == UNKNOWN else one["value"], open=bool(one.get("open", False)))
        for one, end in zip(told, ends, strict=False)  # no state has no end
        if one["since"] <= end and (within := Period(one["since"], end).overlap(period.first, period.last))
    ]
    if states and states[0].period.first > period.first:
        states.insert(0, State(Period(period.first, states[0].period.first - ONE_DAY), None))
    days = (date.fromordinal(n) for n in range(period.first.toordinal(), period.last.toordinal() + 1))
    return {
        "as_of": as_of,
        "states": tuple(states),
        "excused_days": frozenset(given.get("excused_days", ())),
        "workdays": frozenset(day for day in days if pack.calendar.is_workday(day)),
        "missing": not states,
    }


def _streak(given: Given, period: Period) -> dict[str, Any]:
    hits = {"hit": True, "open": True, "excused": True, "miss": False, UNKNOWN: None}
    return {
        "outcomes": tuple(
            Outcome(
                min(period.first + timedelta(days=place), period.last),
                hits[told],
                str(place + 1),
                excused=told == "excused",
                open=told == "open",
            )
            for place, told in enumerate(given.get("row", ()))
        ),
        "missing": "row" not in given,
    }
