"""One door to the five forms: a duty and the facts of its form give a verdict."""

from zhucun.engine import coverage, deadlines, standing, streak, tally
from zhucun.engine.duty import CoverageDuty, DatedDuty, Duty, StandingDuty, StreakDuty, TallyDuty
from zhucun.engine.facts import CoverageFacts, DatedFacts, Facts, Known, StandingFacts, StreakFacts
from zhucun.engine.period import Period
from zhucun.engine.verdict import Verdict


def judge(duty: Duty, facts: Known, period: Period) -> Verdict:
    """Decide a duty of any form for one subject and one period.

    `TypeError` when the facts are those of another form: they cannot be read as silence.
    """
    match duty, facts:
        case TallyDuty(), Facts():
            return tally.judge(duty, facts, period)
        case CoverageDuty(), CoverageFacts():
            return coverage.judge(duty, facts, period)
        case DatedDuty(), DatedFacts():
            return deadlines.judge(duty, facts, period)
        case StandingDuty(), StandingFacts():
            return standing.judge(duty, facts, period)
        case StreakDuty(), StreakFacts():
            return streak.judge(duty, facts, period)
    raise TypeError(f"{type(duty).__name__} is not judged by {type(facts).__name__}")
