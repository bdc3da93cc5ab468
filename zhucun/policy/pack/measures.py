"""What duties can count: the catalogue that packs are held against. Features provide the functions.

A name stands here before a feature registers its function for it in `policy.registry`; a test holds both against
each other. Packs are checked without starting the product, so the names cannot come from the features themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zhucun.engine.duty import Form, Subject


class Gives(StrEnum):
    """What a measure's function gives."""

    EVENTS = "events"  # things that happened on a day, each with an amount and its record
    PRESENCE = "presence"  # days in the village, by the presence calendar
    STATE = "state"  # a whole number for every day
    SET = "set"  # the members a coverage duty covers
    ANSWERS = "answers"  # the answers of another duty, period by period


class Additivity(StrEnum):
    """How figures of parts make the figure of the whole."""

    SUM = "sum"
    DISTINCT = "distinct"
    LATEST = "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`selects` says that a duty narrows it by `of`; `units` are those its amounts can be told in."""

    title: str
    gives: Gives
    subjects: frozenset[Subject]
    units: frozenset[str]
    additivity: Additivity
    selects: bool = False


EVERYBODY = frozenset(Subject)
STATIONED = frozenset({Subject.POSTING, Subject.PERSON, Subject.UNIT, Subject.VILLAGE})

MEASURES: Mapping[str, Measure] = {
    "attendance.onsite_days": Measure(
        title="驻村天数",
        gives=Gives.PRESENCE,
        subjects=frozenset({Subject.POSTING}),
        units=frozenset({"day"}),
        additivity=Additivity.SUM,
    ),
    "attendance.leave_days": Measure(
        title="请休假天数",
        gives=Gives.EVENTS,
        subjects=frozenset({Subject.POSTING, Subject.PERSON}),
        units=frozenset({"day"}),
        additivity=Additivity.SUM,
    ),
    "attendance.on_duty": Measure(
        title="同时在岗人数",
        gives=Gives.STATE,
        subjects=frozenset({Subject.VILLAGE}),
        units=frozenset({"person"}),
        additivity=Additivity.SUM,
    ),
    "dispatch.team_size": Measure(
        title="驻村人数",
        gives=Gives.STATE,
        subjects=frozenset({Subject.VILLAGE}),
        units=frozenset({"person"}),
        additivity=Additivity.SUM,
    ),
    "fieldwork.records": Measure(
        title="工作记录",
        gives=Gives.EVENTS,
        subjects=EVERYBODY,
        units=frozenset({"time", "day", "hour", "person", "household", "yuan", "item"}),
        additivity=Additivity.SUM,
        selects=True,
    ),
    "households.of_village": Measure(
        title="本村农户",
        gives=Gives.SET,
        subjects=STATIONED,
        units=frozenset({"household"}),
        additivity=Additivity.DISTINCT,
    ),
    "households.paired": Measure(
        title="结对的农户",
        gives=Gives.SET,
        subjects=frozenset({Subject.POSTING, Subject.PERSON}),
        units=frozenset({"household"}),
        additivity=Additivity.DISTINCT,
    ),
    "places.villages": Measure(
        title="所驻的村",
        gives=Gives.SET,
        subjects=frozenset({Subject.UNIT, Subject.PERSON}),
        units=frozenset({"village"}),
        additivity=Additivity.DISTINCT,
    ),
    "dispatch.postings": Measure(
        title="派出的干部",
        gives=Gives.SET,
        subjects=frozenset({Subject.UNIT, Subject.VILLAGE}),
        units=frozenset({"person"}),
        additivity=Additivity.DISTINCT,
    ),
    "policy.answers": Measure(
        title="另一项要求的结果",
        gives=Gives.ANSWERS,
        subjects=EVERYBODY,
        units=frozenset({"time"}),
        additivity=Additivity.DISTINCT,
    ),
}

# What each form can read; the set of a coverage duty stands beside its measure.
READ_BY: Mapping[Form, frozenset[Gives]] = {
    Form.TALLY: frozenset({Gives.EVENTS, Gives.PRESENCE}),
    Form.COVERAGE: frozenset({Gives.EVENTS}),
    Form.DATED: frozenset({Gives.EVENTS}),
    Form.STANDING: frozenset({Gives.STATE}),
    Form.STREAK: frozenset({Gives.EVENTS, Gives.ANSWERS}),
}

# What an expression may name beside the pack's own values; all whole numbers.
QUANTITIES: Mapping[str, str] = {
    "workdays": "本期工作日数",
    "days": "本期日历天数",
    "days_outside_holidays": "本期法定节假日以外的天数",
    "posted_workdays": "任职期间的工作日数",
    "team_size": "驻村人数",
    "households": "本村户数",
    "people": "本村人数",
}
