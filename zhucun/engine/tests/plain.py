"""The same rules once more, slowly: day by day, with fractions and no shortcuts.

Written from the pack's words rather than from the engine, and kept apart from it on purpose: the two
must agree on every answer, reason and target.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from zhucun.engine.duty import Duty, TallyDuty
from zhucun.engine.facts import Facts, Known
from zhucun.engine.period import Period

Plain = tuple[str, str, int | None]


def plain_tally(duty: TallyDuty, facts: Facts, period: Period) -> Plain:
    unasked = plain_unasked(duty, facts, period)
    if unasked:
        return unasked
    asked = plain_amount(duty, facts, period)
    if duty.bound == "at_most":
        return _at_most(duty, facts, asked)
    target = _lowered(asked, duty, facts)
    if target == 0:
        if facts.countable == 0:
            return "not_applicable", "nothing_countable", 0
        return "not_applicable", "wholly_excused" if facts.excused else "posted_too_briefly", 0
    return (*_compare(duty, facts, target), target)


# --- whom, and how much is asked


def plain_unasked(duty: Duty, facts: Known, period: Period) -> Plain | None:
    """Why nothing can be asked, before any fact of the form is looked at."""
    for attribute, wanted in duty.who.items():
        if attribute not in facts.attributes:
            return "undetermined", "attribute_unknown", None
        if not [held for held in facts.attributes[attribute] if held in wanted]:
            return "not_applicable", "not_addressed", None
    told = _told_by_day(duty, period)
    if len(set(told)) > 1 and duty.if_it_changes_midway == "undetermined":
        return "undetermined", "changed_midway", None
    told = _that_counts(duty, told)
    for one in told:
        problem = _cannot_be_worked_out(one, facts.quantities)
        if problem:
            return "undetermined", problem, None
    if set(told) <= {"not_yet_in_force", "repealed"}:
        return "not_applicable", str(told[0]), None
    if plain_amount(duty, facts, period) == 0 and duty.bound == "at_least":
        return "not_applicable", _why_none(told), 0
    return None


def plain_amount(duty: Duty, facts: Known, period: Period) -> int:
    """The mean over all days that count, rounded once."""
    told = _that_counts(duty, _told_by_day(duty, period))
    worth = [_worth(one, facts.quantities) for one in told]
    return _round(sum(worth, Fraction(0)) / len(worth), duty)


def _that_counts(duty: Duty, told: list[int | str]) -> list[int | str]:
    if len(set(told)) == 1 or duty.if_it_changes_midway == "first_day":
        return told[:1]
    return told[-1:] if duty.if_it_changes_midway == "last_day" else told


def _why_none(told: list[int | str]) -> str:
    if told[0] == "not_yet_in_force":
        return "not_yet_in_force"
    return "repealed" if "repealed" in told else "nothing_asked"


def _told_by_day(duty: Duty, period: Period) -> list[int | str]:
    return [_told_on(duty, period.first + timedelta(days=n)) for n in range(period.days)]


def _told_on(duty: Duty, day: date) -> int | str:
    """A number, arithmetic as it is written, or why there is nothing."""
    answer: int | str = "not_yet_in_force"
    for value in duty.threshold.values:
        if value.since <= day:
            ended = value.until is not None and value.until < day
            written = value.value if isinstance(value.value, int) else value.value.text
            answer = "repealed" if ended else written
    return answer


# The few expressions that the generated duties are written with.
ARITHMETIC: Mapping[str, tuple[str, ...]] = {
    "workdays * 2 / 3": ("workdays",),
    "team_size - 4": ("team_size",),
    "12 / team_size": ("team_size",),
}


def _cannot_be_worked_out(told: int | str, quantities: Mapping[str, int]) -> str:
    if told not in ARITHMETIC:
        return ""
    if [name for name in ARITHMETIC[str(told)] if name not in quantities]:
        return "quantity_unknown"
    return "divided_by_none" if told == "12 / team_size" and quantities["team_size"] == 0 else ""


def _worth(told: int | str, quantities: Mapping[str, int]) -> Fraction:
    if isinstance(told, int):
        return Fraction(told)
    if told == "workdays * 2 / 3":
        return Fraction(quantities["workdays"] * 2, 3)
    if told == "team_size - 4":
        return Fraction(max(0, quantities["team_size"] - 4))
    return Fraction(12, quantities["team_size"]) if told == "12 / team_size" else Fraction(0)


def _round(number: Fraction, duty: Duty) -> int:
    if duty.rounding == "down":
        return floor(number)
    if duty.rounding == "up":
        return ceil(number)
    return floor(number + Fraction(1, 2))


# --- the least


def _lowered(asked: int, duty: TallyDuty, facts: Facts) -> int:
    owed = Fraction(asked)
    if duty.cap and owed > facts.countable:
        owed = Fraction(facts.countable)
    if duty.pro_rata and facts.countable_while_posted != facts.countable:
        owed = Fraction(_round(owed * facts.countable_while_posted / facts.countable, duty))
    if facts.excused:
        owed = _less_excused(owed, duty, facts)
    return int(owed)


def _less_excused(owed: Fraction, duty: TallyDuty, facts: Facts) -> Fraction:
    if duty.excused_lowers == "day_for_day":
        return max(Fraction(0), owed - facts.excused)
    if facts.excused >= facts.countable_while_posted:
        return Fraction(0)
    still_there = Fraction(facts.countable_while_posted - facts.excused, facts.countable_while_posted)
    return Fraction(_round(owed * still_there, duty))


def _compare(duty: TallyDuty, facts: Facts, target: int) -> tuple[str, str]:
    worst = Fraction(facts.done)
    ahead = 10**12 if facts.still_possible is None else facts.still_possible
    best = worst + facts.open + ahead
    if worst >= target:
        return "met", "reached"
    if best >= target:
        return "undetermined", "under_review" if facts.period_over else "period_running"
    if facts.missing and duty.when_missing != "count_as_zero":
        return str(duty.when_missing), "nothing_recorded"
    if duty.before_confirmation == "undetermined" and not facts.settled:
        return "undetermined", "unconfirmed" if facts.period_over else "out_of_reach_unconfirmed"
    return "not_met", "fell_short" if facts.period_over else "out_of_reach"


# --- the most


def _at_most(duty: TallyDuty, facts: Facts, asked: int) -> Plain:
    limit = asked
    if duty.pro_rata and facts.countable_while_posted < facts.countable:
        if facts.countable_while_posted == 0:
            return "not_applicable", "posted_too_briefly", limit
        limit = _round(Fraction(asked * facts.countable_while_posted, facts.countable), duty)
    stands = facts.settled or duty.before_confirmation == "as_recorded"
    if facts.done > limit:
        return (
            ("not_met", "over_limit", limit) if stands else ("undetermined", "over_limit_unconfirmed", limit)
        )
    if not facts.period_over:
        return "undetermined", "period_running", limit
    if facts.done + facts.open > limit:
        return "undetermined", "under_review", limit
    if facts.missing and duty.when_missing != "count_as_zero":
        return str(duty.when_missing), "nothing_recorded", limit
    return ("met", "within_limit", limit) if stands else ("undetermined", "within_unconfirmed", limit)
