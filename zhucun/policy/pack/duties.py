"""From a duty's file to the duty the engine judges."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhucun.engine.calendar import DayKind
from zhucun.engine.dated import Dated
from zhucun.engine.due import DayRule, RuleKind
from zhucun.engine.duty import (
    ActWindow,
    AddUp,
    Amount,
    Basis,
    BeforeConfirmation,
    Bound,
    Breach,
    CountedBy,
    CoverageDuty,
    DatedDuty,
    Duty,
    ExcusedLowers,
    Form,
    MidwayChange,
    Reading,
    Rounding,
    Selection,
    StandingDuty,
    StreakDuty,
    Subject,
    TallyDuty,
    Treatment,
    WhenMissing,
)
from zhucun.engine.period import Period, PeriodKind
from zhucun.policy.pack.files import Read
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.duty import (
    BreachShape,
    CoverageShape,
    DatedDutyShape,
    DayRuleShape,
    DutyShape,
    SelectionShape,
    StandingShape,
    StreakShape,
    TallyShape,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LEAP_YEAR = 2000  # a day of the year is kept as a day of this one, so that 29 February can be named


def duty_from(
    read: Read[DutyShape], threshold: Dated[Amount], bound_name: str
) -> tuple[Duty | None, list[Problem]]:
    """The duty of a file whose threshold has been read; `None` when a part of it says nothing."""
    shape = read.shape
    problems = _backwards(shape, read)
    problems += _ways_of_naming(shape, read) if isinstance(shape, DatedDutyShape) else []
    if problems:
        return None, problems
    common = _common(shape, threshold, bound_name)
    match shape:
        case TallyShape():
            return TallyDuty(**common, **_tally(shape)), []
        case CoverageShape():
            return CoverageDuty(**common, every=shape.every.set, every_where=_sets(shape.every.where)), []
        case DatedDutyShape():
            days = tuple(_day_rule(rule) for rule in shape.days)
            return DatedDuty(**common, days=days, window=ActWindow(shape.window), grace=shape.grace), []
        case StandingShape():
            return StandingDuty(**common, grace=shape.grace), []
        case StreakShape():
            hits = _sets(shape.hit)
            return StreakDuty(**common, of_duty=shape.of_duty, outcome=shape.outcome, hit_where=hits), []
    raise TypeError(f"no duty is made of {type(shape).__name__}")


def _common(shape: DutyShape, threshold: Dated[Amount], bound_name: str) -> dict[str, Any]:
    return {
        "id": shape.id,
        "title": shape.title,
        "form": Form(getattr(shape, "form")),  # noqa: B009 - every shape of a form has one, their base has not
        "mechanisms": tuple(shape.mechanisms),
        "subject": Subject(shape.subject),
        "period": PeriodKind(shape.period),
        "periods": tuple(Period(one.from_, one.to) for one in shape.periods),
        "measure": shape.measure,
        "of": _selection(shape.of) if shape.of else None,
        "unit": shape.unit,
        "bound": Bound.AT_MOST if bound_name == "maximum" else Bound.AT_LEAST,
        "threshold": threshold,
        "counted_by": CountedBy(shape.counted_by),
        "rounding": Rounding(shape.rounding),
        "when_missing": WhenMissing(shape.when_missing),
        "if_it_changes_midway": MidwayChange(shape.if_it_changes_midway),
        "before_confirmation": BeforeConfirmation(shape.before_confirmation),
        "who": _sets(shape.who),
        "excused_by": frozenset(shape.excused_by),
        "warn_before": shape.warn_before,
        "on_breach": tuple(_breach(one) for one in shape.on_breach),
        "tell": tuple(shape.tell),
        "readings": tuple(Reading(one.of, one.says) for one in shape.readings),
    }


def _tally(shape: TallyShape) -> dict[str, Any]:
    on = shape.counts_on.model_dump() if shape.counts_on else {}
    return {
        "cap": shape.cap,
        "pro_rata": shape.pro_rata,
        "excused_lowers": ExcusedLowers(shape.excused_lowers),
        "basis": Basis(shape.basis) if shape.basis else None,
        "counts": {presence: Treatment(treatment) for presence, treatment in shape.counts.items()},
        "counts_on": {DayKind(kind): Treatment(treatment) for kind, treatment in on.items()},
    }


def _selection(shape: SelectionShape) -> Selection:
    return Selection(
        forms=frozenset(shape.form), where=_sets(shape.where), add_up=AddUp(shape.add_up), field=shape.field
    )


def _breach(shape: BreachShape) -> Breach:
    return Breach(at=shape.at, says=shape.says, source=shape.source, tell=tuple(shape.tell), case=shape.case)


def _sets(asked: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(wanted) for name, wanted in asked.items()}


def _backwards(shape: DutyShape, read: Read[DutyShape]) -> list[Problem]:
    return [
        read.problem(("periods", index, "to"), "最后一天早于第一天。", "请核对起止日期。")
        for index, one in enumerate(shape.periods)
        if one.to < one.from_
    ]


# --- day rules


def _named(rule: DayRuleShape) -> list[str]:
    ways = ("month_day", "workday", "weekday", "year_day", "on", "within")
    return [way for way in ways if getattr(rule, way) is not None]


def _ways_of_naming(shape: DatedDutyShape, read: Read[DutyShape]) -> list[Problem]:
    do = "一条只写一种：month_day、workday、weekday、year_day、date，或者 within 加 after。"
    wrong = [
        index
        for index, rule in enumerate(shape.days)
        if len(_named(rule)) != 1
        or (rule.within is None) != (rule.after is None)
        or 0 in (rule.month_day, rule.workday)
    ]
    return [read.problem(("days", index), "没有说清是哪一天。", do) for index in wrong]


def _day_rule(rule: DayRuleShape) -> DayRule:
    months = frozenset(rule.months)
    if rule.month_day is not None:
        return DayRule(kind=RuleKind.MONTH_DAY, n=rule.month_day, months=months)
    if rule.workday is not None:
        return DayRule(kind=RuleKind.WORKDAY, n=rule.workday, months=months)
    if rule.weekday is not None:
        return DayRule(kind=RuleKind.WEEKDAY, n=WEEKDAYS.index(rule.weekday) + 1, months=months)
    if rule.year_day is not None:
        month, day = (int(part) for part in rule.year_day.split("-"))
        return DayRule(kind=RuleKind.YEAR_DAY, on=date(LEAP_YEAR, month, day))
    if rule.on is not None:
        return DayRule(kind=RuleKind.DATE, on=rule.on)
    return DayRule(kind=RuleKind.AFTER, n=rule.within or 0, after=rule.after, workdays=rule.workdays)
