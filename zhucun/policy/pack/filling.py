"""What goes into the sentences of a verdict: its numbers, its days, and the facts it lacks."""

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from zhucun.engine.calendar import days_between
from zhucun.engine.duty import CoverageDuty, Duty
from zhucun.engine.period import Period
from zhucun.engine.verdict import THRESHOLD_STEPS, Answer, DueState, GapState, Reason, Step, StepCode, Verdict
from zhucun.policy.pack.measures import MEASURES
from zhucun.policy.pack.model import Pack, Wording

NAME = re.compile(r"[a-z][a-z0-9_]*")
SIGNS = str.maketrans({"*": "×", "/": "÷"})
CHOICES = {"min": "较小者", "max": "较大者"}
LATER = frozenset({Reason.PERIOD_RUNNING, Reason.UNDER_REVIEW})


class Filling(dict[str, object]):
    """What goes into a sentence; a number that an older verdict does not carry is shown as a dash."""

    def __missing__(self, name: str) -> str:
        return "—"


def common(pack: Pack, duty: Duty, wording: Wording, period: Period, on: date | None) -> dict[str, object]:
    """What every sentence may name. A period that is past on the reader's day is called by its name."""
    words = wording.periods[duty.period]
    dates = {
        "year": period.first.year,
        "month": period.first.month,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
    }
    within = pack.values.get("explain_within")
    told = within.on(period.last).found if within else None
    return {
        "unit": wording.units.get(duty.unit, duty.unit),
        "member_unit": _member_unit(duty, wording),
        "this_period": (words.name if on and on > period.last else words.this) % dates,
        "period": words.name % dates,
        "explain_within": told.value if told else wording.phrases["no_value"],
    }


def _member_unit(duty: Duty, wording: Wording) -> str:
    """What the members of a covered set are counted in."""
    measure = MEASURES.get(duty.every if isinstance(duty, CoverageDuty) else duty.measure)
    unit = min(measure.units) if measure and isinstance(duty, CoverageDuty) else duty.unit
    return wording.units.get(unit, unit)


def sums(verdict: Verdict, wording: Wording, unit: object) -> dict[str, object]:
    ahead, target = verdict.possible, verdict.target or 0
    no_limit = wording.phrases["no_limit"]
    counted = wording.phrases["ahead"] % {"possible": ahead, "unit": unit}
    return {
        "done": verdict.done,
        "target": target,
        "short": verdict.short,
        "over": max(0, verdict.done - target),
        "open": verdict.open,
        "possible": no_limit if ahead is None else ahead,
        "ahead": wording.phrases["ahead_unlimited"] if ahead is None else counted,
        "excused": verdict.excused,
        "reachable": no_limit if ahead is None else verdict.done + verdict.open + ahead,
        "asked": next((step.value for step in verdict.steps if step.code in THRESHOLD_STEPS), target),
    }


# --- what is missing, and which days are meant


def facts_missing(pack: Pack, duty: Duty, wording: Wording, verdict: Verdict) -> dict[str, object]:
    """The fact that keeps the answer open, who can give it, and the days the answer speaks of."""
    names = _unknown_names(verdict)
    words = [wording.attributes.get(name) or quantity(pack, wording, name) for name in names]
    stretches = _stretches(step for step in verdict.steps if step.code is StepCode.UNKNOWN and step.detail)
    if verdict.reason is Reason.SET_UNKNOWN and isinstance(duty, CoverageDuty):
        words = [MEASURES[duty.every].title]
    return {
        "missing": "、".join(words or stretches) or wording.phrases["some_fact"],
        "giver": next(
            (wording.givers[name] for name in names if name in wording.givers), wording.phrases["giver"]
        ),
        "days": "、".join(_days(verdict)) or wording.phrases["some_days"],
    }


def _unknown_names(verdict: Verdict) -> list[str]:
    of = {StepCode.APPLIES: "attribute", StepCode.QUANTITY: "name"}
    return [
        str(step.detail[of[step.code]]) for step in verdict.steps if step.code in of and step.value is None
    ]


def _days(verdict: Verdict) -> list[str]:
    """The due days or stretches that a sentence means: those missed, or those that are still to come."""
    waiting = verdict.reason in LATER and verdict.answer is Answer.UNDETERMINED
    states = {DueState.WAITING, DueState.UNDER_REVIEW} if waiting else {DueState.MISSED}
    due = [step for step in verdict.steps if step.code is StepCode.DUE_DAY and step.detail["state"] in states]
    gaps = [step for step in verdict.steps if step.code is StepCode.GAP]
    return [str(step.detail["day"]) for step in due] + _stretches(
        step for step in gaps if step.detail["state"] == GapState.BREACH
    )


def _stretches(steps: Iterable[Step]) -> list[str]:
    return [" 至 ".join(dict.fromkeys((str(s.detail["first"]), str(s.detail["last"])))) for s in steps]


# --- arithmetic


def quantity(pack: Pack, wording: Wording, name: str) -> str:
    """What a name in an expression is called."""
    own = pack.values.get(name)
    return wording.quantities.get(name) or (own.title if own else name)


def arithmetic(pack: Pack, wording: Wording, verdict: Verdict, step: Step) -> dict[str, object]:
    """An expression in words, with its numbers, and its exact result."""
    written = str(step.detail["expression"])
    known = {str(s.detail["name"]): s.value for s in verdict.steps if s.code is StepCode.QUANTITY}
    unknown = wording.phrases["unknown_quantity"]
    words = {name: quantity(pack, wording, name) for name in known} | CHOICES
    numbers = {name: unknown if value is None else str(value) for name, value in known.items()} | CHOICES
    return {
        "expression": NAME.sub(lambda found: words.get(found[0], found[0]), written).translate(SIGNS),
        "numbers": NAME.sub(lambda found: numbers.get(found[0], found[0]), written).translate(SIGNS),
        "exact": _exact(step.detail.get("exact"), wording),
    }


def _exact(told: object, wording: Wording) -> str:
    """A whole number as it is, any other to two places."""
    if told is None:
        return wording.phrases["no_value"]
    exact = Fraction(str(told))
    return str(exact) if exact.denominator == 1 else f"{float(exact):.2f}…"


def make_up_days(pack: Pack, wording: Wording, period: Period) -> str:
    """The weekend days of a period that are worked, for the line that says how much it holds."""
    days = [day for day in days_between(period.first, period.last) if pack.calendar.is_make_up(day)]
    return wording.phrases["make_up"] % {"days": "、".join(_short(day) for day in days)} if days else ""


def _short(day: date) -> str:
    return f"{day:%m-%d}"
