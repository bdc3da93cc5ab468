"""Duties and facts with ordinary values, so that a test names only what it is about."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from zhucun.engine.calendar import DayKind
from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.due import DayRule, RuleKind
from zhucun.engine.duty import (
    ActWindow,
    Amount,
    Basis,
    BeforeConfirmation,
    Bound,
    Breach,
    CountedBy,
    CoverageDuty,
    DatedDuty,
    ExcusedLowers,
    Form,
    MidwayChange,
    Rounding,
    StandingDuty,
    StreakDuty,
    Subject,
    TallyDuty,
    Treatment,
    WhenMissing,
)
from zhucun.engine.expression import Expression
from zhucun.engine.facts import (
    Act,
    CoverageFacts,
    DatedFacts,
    Facts,
    Member,
    Outcome,
    StandingFacts,
    State,
    StreakFacts,
)
from zhucun.engine.period import Period, PeriodKind

OCTOBER = Period.month(2026, 10)
SOURCE = "paper#article"
LADDER = (
    Breach(at=1, says="提醒", source="paper#first"),
    Breach(at=3, says="约谈", source="paper#third"),
    Breach(at=2, says="通报", source="paper#second"),
)


def asks(value: int | str, since: date = date(2021, 8, 1), until: date | None = None) -> DatedValue[Amount]:
    """A value in force from a day on; a text is arithmetic."""
    return DatedValue(Expression.parse(value) if isinstance(value, str) else value, since, SOURCE, until)


def _common(form: Form, values: Sequence[DatedValue[Amount]]) -> dict[str, Any]:
    return {
        "id": "a-duty",
        "title": "一项要求",
        "form": form,
        "mechanisms": ("B17",),
        "subject": Subject.POSTING,
        "period": PeriodKind.MONTH,
        "measure": "fieldwork.records",
        "unit": "time",
        "bound": Bound.AT_LEAST,
        "threshold": Dated(values),
        "counted_by": CountedBy.WORKDAYS,
        "rounding": Rounding.DOWN,
        "when_missing": WhenMissing.UNDETERMINED,
        "if_it_changes_midway": MidwayChange.UNDETERMINED,
        "before_confirmation": BeforeConfirmation.UNDETERMINED,
    }


def duty(*values: DatedValue[Amount], **changes: Any) -> TallyDuty:
    settings: dict[str, Any] = _common(Form.TALLY, values or [asks(22)]) | {
        "id": "onsite-days",
        "title": "每月驻村天数",
        "measure": "attendance.onsite_days",
        "unit": "day",
        "cap": True,
        "pro_rata": True,
        "excused_lowers": ExcusedLowers.DAY_FOR_DAY,
        "basis": Basis.FULL_TIME,
        "counts": {"in_village": Treatment.COUNTS, "sick_leave": Treatment.EXCUSED},
        "counts_on": {
            DayKind.WORKDAY: Treatment.COUNTS,
            DayKind.REST_DAY: Treatment.COUNTS,
            DayKind.PUBLIC_HOLIDAY: Treatment.NEITHER,
        },
    }
    return TallyDuty(**(settings | changes))


def at_most(*values: DatedValue[Amount], **changes: Any) -> TallyDuty:
    return duty(*values, **({"bound": Bound.AT_MOST, "cap": False, "pro_rata": False} | changes))


def coverage(*values: DatedValue[Amount], **changes: Any) -> CoverageDuty:
    settings = _common(Form.COVERAGE, values or [asks(1)]) | {"every": "households.of_village"}
    return CoverageDuty(**(settings | changes))


def dated(*values: DatedValue[Amount], **changes: Any) -> DatedDuty:
    days = (DayRule(kind=RuleKind.MONTH_DAY, n=10),)
    settings = _common(Form.DATED, values or [asks(1)]) | {"days": days, "window": ActWindow.BY}
    return DatedDuty(**(settings | changes))


def standing(*values: DatedValue[Amount], **changes: Any) -> StandingDuty:
    return StandingDuty(**(_common(Form.STANDING, values or [asks(3)]) | changes))


def streak(*values: DatedValue[Amount], **changes: Any) -> StreakDuty:
    return StreakDuty(**(_common(Form.STREAK, values or [asks(3)]) | changes))


# --- facts: a confirmed October of 18 workdays, nothing open


def _known(changes: dict[str, Any]) -> dict[str, Any]:
    return {
        "countable": 18,
        "countable_while_posted": 18,
        "period_over": True,
        "settled": True,
    } | changes


def over(done: int, **changes: Any) -> Facts:
    return Facts(done=done, **_known(changes))


def running(done: int, still_possible: int | None, **changes: Any) -> Facts:
    return over(done, still_possible=still_possible, **({"period_over": False, "settled": False} | changes))


def members(*told: Member | int, **changes: Any) -> CoverageFacts:
    """Members by what was done for each; the first is `m1`."""
    all_of_them = tuple(
        one if isinstance(one, Member) else Member(f"m{place}", one, records=(f"r{place}",) if one else ())
        for place, one in enumerate(told, 1)
    )
    return CoverageFacts(**_known({"members": all_of_them} | changes))


def acts(due: Sequence[int], *on: int | Act, **changes: Any) -> DatedFacts:
    """Due days and acts by their day of October."""
    done = tuple(one if isinstance(one, Act) else Act(october(one), f"act-{one}") for one in on)
    settings = {"as_of": date(2026, 11, 18), "due": tuple(map(october, due)), "acts": done}
    return DatedFacts(**_known(settings | changes))


def states(*told: tuple[int, int | None], **changes: Any) -> StandingFacts:
    """States by how many days each lasted, from the first of October on."""
    first, rows = OCTOBER.first, []
    for days, value in told:
        last = first + timedelta(days=days - 1)
        rows.append(State(Period(first, last), value, (f"from-{first.day}",)))
        first = last + timedelta(days=1)
    workdays = {october(day) for day in (8, 9, 10, *range(12, 17), *range(19, 24), *range(26, 31))}
    settings = {"as_of": OCTOBER.last, "states": tuple(rows), "workdays": frozenset(workdays)}
    return StandingFacts(**_known(settings | changes))


def row(told: str, **changes: Any) -> StreakFacts:
    """Events by letters: `x` a hit, `-` none, `?` not known, `o` under question, `e` an excused hit."""
    outcomes = tuple(
        Outcome(october(place), _HITS[letter], f"e{place}", excused=letter == "e", open=letter == "o")
        for place, letter in enumerate(told, 1)
    )
    return StreakFacts(**_known({"outcomes": outcomes} | changes))


_HITS = {"x": True, "-": False, "?": None, "o": True, "e": True}


def october(day: int) -> date:
    return date(2026, 10, day)
