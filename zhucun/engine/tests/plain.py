"""The same rules once more, slowly: day by day, with fractions and no shortcuts.

Written from the pack's words rather than from the engine, and kept apart from it on purpose: the two
must agree on every answer, reason and target.
"""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from zhucun.engine.duty import TallyDuty
from zhucun.engine.facts import Facts
from zhucun.engine.period import Period


def plain_answer(duty: TallyDuty, facts: Facts, period: Period) -> tuple[str, str, int | None]:
    for attribute, wanted in duty.who.items():
        if attribute not in facts.attributes:
            return "undetermined", "attribute_unknown", None
        if not [held for held in facts.attributes[attribute] if held in wanted]:
            return "not_applicable", "not_addressed", None
    asked = _asked(duty, period)
    if asked == "changed_midway":
        return "undetermined", asked, None
    if isinstance(asked, str):
        # A split that comes to nothing is an answer about a target of none.
        return "not_applicable", asked.removeprefix("split:"), 0 if asked.startswith("split:") else None
    target = _lowered(asked, duty, facts)
    if target == 0:
        if facts.countable == 0:
            return "not_applicable", "nothing_countable", 0
        return "not_applicable", "wholly_excused" if facts.excused else "posted_too_briefly", 0
    return (*_compare(duty, facts, target), target)


def _asked(duty: TallyDuty, period: Period) -> int | str:
    """What each day is told, brought to one number or to the reason why there is none."""
    told = [_told_on(duty, period.first + timedelta(days=n)) for n in range(period.days)]
    if all(one == told[0] for one in told) or duty.if_it_changes_midway == "first_day":
        return told[0]
    if duty.if_it_changes_midway == "last_day":
        return told[-1]
    if duty.if_it_changes_midway == "undetermined":
        return "changed_midway"
    share = sum((Fraction(one if isinstance(one, int) else 0) for one in told), Fraction(0)) / len(told)
    if _round(share, duty) == 0:
        return "split:not_yet_in_force" if told[0] == "not_yet_in_force" else "split:repealed"
    return _round(share, duty)


def _lowered(asked: int, duty: TallyDuty, facts: Facts) -> int:
    owed = Fraction(asked)
    if duty.cap and owed > facts.countable:
        owed = Fraction(facts.countable)
    if duty.pro_rata and facts.countable_while_posted != facts.countable:
        owed = Fraction(_round(owed * facts.countable_while_posted / facts.countable, duty))
    if facts.excused:
        owed = _less_excused(owed, duty, facts)
    return int(owed)


def _told_on(duty: TallyDuty, day: date) -> int | str:
    answer: int | str = "not_yet_in_force"
    for value in duty.threshold.values:
        if value.since <= day:
            ended = value.until is not None and value.until < day
            answer = "repealed" if ended else value.value
    return answer


def _round(number: Fraction, duty: TallyDuty) -> int:
    if duty.rounding == "down":
        return floor(number)
    if duty.rounding == "up":
        return ceil(number)
    return floor(number + Fraction(1, 2))


def _less_excused(owed: Fraction, duty: TallyDuty, facts: Facts) -> Fraction:
    if duty.excused_lowers == "day_for_day":
        return max(Fraction(0), owed - facts.excused)
    if facts.excused >= facts.countable_while_posted:
        return Fraction(0)
    still_there = Fraction(facts.countable_while_posted - facts.excused, facts.countable_while_posted)
    return Fraction(_round(owed * still_there, duty))


def _compare(duty: TallyDuty, facts: Facts, target: int) -> tuple[str, str]:
    worst = facts.done
    best = facts.done + facts.open + facts.still_possible
    if worst >= target:
        return "met", "reached"
    if best >= target:
        return "undetermined", "under_review" if facts.period_over else "period_running"
    if facts.missing and duty.when_missing != "count_as_zero":
        return str(duty.when_missing), "nothing_recorded"
    if duty.before_confirmation == "undetermined" and not facts.settled:
        return "undetermined", "unconfirmed" if facts.period_over else "out_of_reach_unconfirmed"
    return "not_met", "fell_short" if facts.period_over else "out_of_reach"
