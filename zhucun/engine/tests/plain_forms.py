"""Coverage, due days, states and rows once more, slowly: every way things could still turn out is tried in full.

What is open or not known may turn out either way. A duty is missed only if it is missed whichever way, and met
only if it is met whichever way. Written from the pack's words rather than from the engine.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, product

from zhucun.engine.duty import CoverageDuty, DatedDuty, Duty, StandingDuty, StreakDuty
from zhucun.engine.facts import Act, CoverageFacts, DatedFacts, Known, Outcome, StandingFacts, StreakFacts
from zhucun.engine.period import Period
from zhucun.engine.tests.plain import plain_amount, plain_unasked

Plain = tuple[str, str]
ONE_DAY = timedelta(days=1)


def plain_coverage(duty: CoverageDuty, facts: CoverageFacts, period: Period) -> Plain:
    unasked = _nothing_asked(duty, facts, period)
    if unasked:
        return unasked
    if facts.members is None:
        return "undetermined", "set_unknown"
    if len(facts.members) == 0:
        return "not_applicable", "nobody_to_cover"
    owed = [member for member in facts.members if not member.excused]
    if not owed:
        return "not_applicable", "wholly_excused"
    least = plain_amount(duty, facts, period)
    worlds = list(product(*[sorted({one.done >= least, one.done + one.open >= least}) for one in owed]))
    if all(all(world) for world in worlds):
        return "met", "reached"
    if not facts.period_over:
        return "undetermined", "period_running"
    if any(all(world) for world in worlds):
        return "undetermined", "under_review"
    return _silence(duty, facts) or _missed(duty, facts)


def plain_dated(duty: DatedDuty, facts: DatedFacts, period: Period) -> tuple[Plain, Mapping[date, str]]:
    """The answer, and how each due day stands."""
    unasked = _nothing_asked(duty, facts, period)
    if unasked:
        return unasked, {}
    if not facts.due:
        return ("not_applicable", "nothing_due"), {}
    owed = [day for day in facts.due if day not in facts.excused_days]
    if not owed:
        return ("not_applicable", "wholly_excused"), {}
    stands = plain_due_states(duty, facts, period, owed)
    found = set(stands.values())
    if "missed" in found:
        return _silence(duty, facts) or _missed(duty, facts), stands
    if "waiting" in found:
        return ("undetermined", "period_running"), stands
    return (("undetermined", "under_review") if "under_review" in found else ("met", "reached")), stands


def plain_due_states(
    duty: DatedDuty, facts: DatedFacts, period: Period, owed: Sequence[date]
) -> Mapping[date, str]:
    asked = plain_amount(duty, facts, period)
    certain = _served(duty, facts, period, owed, asked, [act for act in facts.acts if not act.open])
    perhaps = _served(duty, facts, period, owed, asked, list(facts.acts))
    stands = {}
    for day in owed:
        if day in certain:
            stands[day] = "answered"
        elif facts.as_of < facts.late_until.get(day, day):
            stands[day] = "waiting"
        else:
            stands[day] = "under_review" if day in perhaps else "missed"
    return stands


def _served(
    duty: DatedDuty, facts: DatedFacts, period: Period, owed: Sequence[date], asked: int, acts: list[Act]
) -> set[date]:
    """Day after day, each due day is served by the first acts that are still there, if there are enough."""
    served: set[date] = set()
    used: set[int] = set()
    for day in owed:
        fitting = [
            n for n, act in enumerate(acts) if n not in used and fits(duty, facts, period, day, act.day)
        ]
        fitting.sort(key=lambda n: acts[n].day)
        if len(fitting) >= asked:
            used.update(fitting[:asked])
            served.add(day)
    return served


def fits(duty: DatedDuty, facts: DatedFacts, period: Period, due: date, on: date) -> bool:
    if on > facts.late_until.get(due, due):
        return False
    if duty.window == "on":
        return on >= due
    earlier = [day for day in facts.due if day < due]
    return on >= (max(earlier) + ONE_DAY if earlier else period.first)


def could_all_be_served(
    duty: DatedDuty, facts: DatedFacts, period: Period, owed: Sequence[date], asked: int, acts: Sequence[Act]
) -> bool:
    """Whether the acts can be shared out so that each due day has enough: every way of sharing is tried."""
    if not owed:
        return True
    fitting = [act for act in acts if fits(duty, facts, period, owed[0], act.day)]
    for taken in combinations(fitting, asked):
        left = [act for act in acts if act not in taken]
        if could_all_be_served(duty, facts, period, owed[1:], asked, left):
            return True
    return False


def plain_standing(duty: StandingDuty, facts: StandingFacts, period: Period) -> Plain:
    unasked = _nothing_asked(duty, facts, period)
    if unasked:
        return unasked
    days = list(_days(duty, facts, period))
    asked = [(day, ways) for day, ways in days if day not in facts.excused_days]
    if days and not asked:
        return "not_applicable", "wholly_excused"
    silent = _silence(duty, facts)
    if silent:
        return silent
    if _broken(duty, facts, [(day, "held" in ways) for day, ways in asked]):
        return _missed(duty, facts)
    if _broken(duty, facts, [(day, "held" in ways and "open" not in ways) for day, ways in asked]):
        return "undetermined", "under_review"
    if _broken(duty, facts, [(day, ways == {"held"}) for day, ways in asked]):
        return "undetermined", "state_unknown"
    return ("met", "reached") if facts.period_over else ("undetermined", "period_running")


def _days(duty: StandingDuty, facts: StandingFacts, period: Period) -> Iterator[tuple[date, set[str]]]:
    """Each day with the ways it could turn out: held, not held, and what makes that doubtful."""
    amount = plain_amount(duty, facts, period)
    day = period.first
    while day <= min(period.last, facts.as_of):
        told = [state for state in facts.states if state.period.first <= day <= state.period.last]
        if told or not facts.states:
            value = told[0].value if told else None
            if value is None and facts.missing and duty.when_missing == "count_as_zero":
                value = 0
            if value is None:
                yield day, {"held", "unknown"}
            elif told and told[0].open:
                yield day, {"held", "open"}
            else:
                fits_it = value >= amount if duty.bound == "at_least" else value <= amount
                yield day, {"held" if fits_it else "not held"}
        day += ONE_DAY


def _broken(duty: StandingDuty, facts: StandingFacts, days: Sequence[tuple[date, bool]]) -> bool:
    """Whether some stretch of days without the state is longer than the grace allows."""
    for start in range(len(days)):
        for end in range(start, len(days)):
            stretch = days[start : end + 1]
            if any(held for _, held in stretch):
                break
            if duty.grace == 0 or len([day for day, _ in stretch if day in facts.workdays]) > duty.grace:
                return True
    return False


def plain_streak(duty: StreakDuty, facts: StreakFacts, period: Period) -> Plain:
    unasked = _nothing_asked(duty, facts, period)
    if unasked:
        return unasked
    events = [outcome for outcome in facts.outcomes if not outcome.excused]
    if facts.outcomes and not events:
        return "not_applicable", "wholly_excused"
    length = plain_amount(duty, facts, period)
    if all(_has_row(world, length) for world in _worlds(events)):
        stands = facts.settled or duty.before_confirmation == "as_recorded"
        return ("not_met", "row_reached") if stands else ("undetermined", "row_unconfirmed")
    known = [event for event in events if event.open or event.hit is not None]
    if any(_has_row(world, length) for world in _worlds(events, unknown=False)):
        return "undetermined", "under_review"
    if any(_has_row(world, length) for world in _worlds(events)):
        assert len(known) < len(events)
        return "undetermined", "row_unknown"
    if not events and duty.when_missing != "count_as_zero":
        return str(duty.when_missing), "nothing_recorded"
    if not events and not facts.period_over:
        return "undetermined", "period_running"
    return "met", "row_not_reached"


def _worlds(events: Sequence[Outcome], *, unknown: bool = True) -> Iterator[tuple[bool, ...]]:
    """Every way the events could turn out; without `unknown`, what is not known is no hit."""
    either = (True, False)
    ways = [
        either if event.open else (either if unknown else (False,)) if event.hit is None else (event.hit,)
        for event in events
    ]
    return product(*ways)


def _has_row(world: Sequence[bool], length: int) -> bool:
    return any(all(world[n : n + length]) for n in range(len(world) - length + 1))


# --- what the forms have in common


def _nothing_asked(duty: Duty, facts: Known, period: Period) -> Plain | None:
    unasked = plain_unasked(duty, facts, period)
    if unasked:
        return unasked[:2]
    if facts.countable_while_posted == 0:
        return ("not_applicable", "posted_too_briefly") if facts.countable else None
    if facts.excused >= facts.countable_while_posted:
        return "not_applicable", "wholly_excused"
    return None


def _silence(duty: Duty, facts: Known) -> Plain | None:
    if facts.missing and duty.when_missing != "count_as_zero":
        return str(duty.when_missing), "nothing_recorded"
    return None


def _missed(duty: Duty, facts: Known) -> Plain:
    if duty.before_confirmation == "undetermined" and not facts.settled:
        return "undetermined", "unconfirmed" if facts.period_over else "out_of_reach_unconfirmed"
    return "not_met", "fell_short" if facts.period_over else "out_of_reach"
