"""The threshold in force: which value a period is told, worked out where it is arithmetic, changed midway or not.

What cannot be worked out is never replaced by a guess: it leaves the answer open and names what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from zhucun.engine.dated import DatedValue, Force, Lookup, Stretch
from zhucun.engine.duty import Amount, Bound, Duty, MidwayChange, Rounding, StreakDuty
from zhucun.engine.expression import Expression
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, Reason, Step, StepCode


@dataclass(slots=True)
class Asked:
    """The amount a period is asked for, how it came about, or why there is none."""

    steps: list[Step] = field(default_factory=list)
    amount: int | None = None
    unasked: tuple[Answer, Reason] | None = None

    def none(self, answer: Answer, reason: Reason) -> "Asked":
        self.unasked = answer, reason
        return self


def threshold_in_force(duty: Duty, period: Period, quantities: Mapping[str, int]) -> Asked:
    """What the papers in force ask of a period, before the calendar and the posting lower it."""
    stretches = duty.threshold.stretches(period)
    if len(stretches) == 1 or len({_told(stretch.told) for stretch in stretches}) == 1:
        return _whole(duty, stretches[0].told, quantities)
    match duty.if_it_changes_midway:
        case MidwayChange.FIRST_DAY:
            return _whole(duty, stretches[0].told, quantities)
        case MidwayChange.LAST_DAY:
            return _whole(duty, stretches[-1].told, quantities)
        case MidwayChange.SPLIT:
            return _split(duty, period, stretches, quantities)
        case MidwayChange.UNDETERMINED:
            return _left_open(duty, stretches, quantities)


def rounded(amount: int | Fraction, whole: int, rounding: Rounding) -> int:
    """A share in whole units; exact throughout, so that no day is lost to floating point."""
    if whole == 0:
        return 0
    numerator, denominator = amount.numerator, amount.denominator * whole
    if rounding is Rounding.DOWN:
        return numerator // denominator
    if rounding is Rounding.UP:
        return -(-numerator // denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def _told(told: Lookup[Amount]) -> tuple[Force, Amount | None]:
    return told.force, told.found.value if told.found else None


def _whole(duty: Duty, told: Lookup[Amount], quantities: Mapping[str, int]) -> Asked:
    asked = Asked()
    if told.force is Force.NOT_YET:
        return asked.none(Answer.NOT_APPLICABLE, Reason.NOT_YET_IN_FORCE)
    if told.found is None:
        return asked.none(Answer.NOT_APPLICABLE, Reason.REPEALED)
    exact = _worked_out(duty, told.found, None, quantities, asked)
    if exact is not None:
        asked.amount = rounded(exact, 1, duty.rounding)
        if asked.amount == 0 and duty.bound is Bound.AT_LEAST:
            return asked.none(Answer.NOT_APPLICABLE, Reason.NOTHING_ASKED)
    return asked


def _split(
    duty: Duty, period: Period, stretches: tuple[Stretch[Amount], ...], quantities: Mapping[str, int]
) -> Asked:
    asked = Asked()
    weighed: int | Fraction = 0
    for stretch in stretches:
        exact = _worked_out(duty, stretch.told.found, stretch.period, quantities, asked)
        weighed += (exact or 0) * stretch.period.days
    if asked.unasked:
        return asked
    asked.amount = rounded(weighed, period.days, duty.rounding)
    asked.steps.append(Step(StepCode.SPLIT, asked.amount, duty.unit, detail={"days": period.days}))
    if asked.amount or duty.bound is Bound.AT_MOST:
        return asked
    return asked.none(Answer.NOT_APPLICABLE, _why_a_split_asks_nothing(stretches))


def _why_a_split_asks_nothing(stretches: tuple[Stretch[Amount], ...]) -> Reason:
    if stretches[0].told.force is Force.NOT_YET:
        return Reason.NOT_YET_IN_FORCE
    ended = any(stretch.told.force is Force.REPEALED for stretch in stretches)
    return Reason.REPEALED if ended else Reason.NOTHING_ASKED


def _left_open(duty: Duty, stretches: tuple[Stretch[Amount], ...], quantities: Mapping[str, int]) -> Asked:
    asked = Asked()
    for stretch in stretches:
        _worked_out(duty, stretch.told.found, stretch.period, quantities, asked)
    return asked.none(Answer.UNDETERMINED, Reason.CHANGED_MIDWAY)


# --- one value, worked out and written down


def _worked_out(
    duty: Duty,
    found: DatedValue[Amount] | None,
    part: Period | None,
    quantities: Mapping[str, int],
    asked: Asked,
) -> int | Fraction | None:
    """The exact value, never below none; `None` where none is in force or it cannot be worked out."""
    exact: int | Fraction | None = None
    shown: int | None = None
    if found is not None:
        value = found.value
        exact = _calculated(duty, value, quantities, asked) if isinstance(value, Expression) else value
        shown = None if exact is None else rounded(exact, 1, duty.rounding)
    asked.steps.append(_threshold_step(duty, shown, found, part))
    return exact


def _calculated(
    duty: Duty, expression: Expression, quantities: Mapping[str, int], asked: Asked
) -> Fraction | None:
    for name in sorted(expression.names):
        asked.steps.append(Step(StepCode.QUANTITY, quantities.get(name), detail={"name": name}))
    detail: dict[str, int | str] = {"expression": expression.text}
    exact: Fraction | None = None
    try:
        exact = max(Fraction(0), expression.value(quantities))
        detail["exact"] = str(exact)
    except KeyError:
        asked.unasked = asked.unasked or (Answer.UNDETERMINED, Reason.QUANTITY_UNKNOWN)
    except ZeroDivisionError:
        asked.unasked = asked.unasked or (Answer.UNDETERMINED, Reason.DIVIDED_BY_NONE)
    shown = None if exact is None else rounded(exact, 1, duty.rounding)
    asked.steps.append(Step(StepCode.ARITHMETIC, shown, duty.unit, detail=detail))
    return exact


def _threshold_step(
    duty: Duty, shown: int | None, found: DatedValue[Amount] | None, part: Period | None
) -> Step:
    detail: dict[str, int | str] = {}
    if part is not None:
        detail = {"first": part.first.isoformat(), "last": part.last.isoformat(), "days": part.days}
    since, source = (found.since, found.source) if found else (None, None)
    return Step(_threshold_code(duty), shown, duty.unit, since, source, (), detail)


def _threshold_code(duty: Duty) -> StepCode:
    if isinstance(duty, StreakDuty):
        return StepCode.IN_A_ROW
    return StepCode.MAXIMUM if duty.bound is Bound.AT_MOST else StepCode.MINIMUM
