"""What duties can ask of presence: days of leave, who is on duty, what excuses, which months stand confirmed.

Silence is never an absence: who has not said to be elsewhere is on duty where presence is by exception, and
not known to be where it is by record.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from uuid import UUID

from zhucun.attendance.choices import LEAVES, Kind
from zhucun.attendance.models import PresenceEntry
from zhucun.attendance.presence import sheets
from zhucun.attendance.queries import entries_between, words_between
from zhucun.engine.calendar import WorkCalendar, days_between
from zhucun.engine.duty import Basis, TallyDuty
from zhucun.engine.facts import Facts
from zhucun.engine.period import Period
from zhucun.policy.offers import Asked, Event, Excuse, Posted, StateFact
from zhucun.policy.queries import pack_of, presence_duty

AWAY = frozenset(Kind) - {Kind.IN_VILLAGE}
Seen = tuple[int | None, bool, tuple[UUID, ...]]  # how many, whether under question, which entries


def leave_days(asked: Asked, _forms: frozenset[str]) -> Iterator[Event]:
    """Every day of leave; a duty counts those of the days it is about."""
    for entry in entries_between(asked.county, asked.first, asked.last, asked.posting_ids):
        if entry.kind not in LEAVES:
            continue
        for day in days_between(max(entry.first_day, asked.first), min(entry.last_day, asked.last)):
            yield Event(
                posting=entry.posting_id,
                day=day,
                record=entry.id,
                form=entry.kind,
                open=entry.questioned,
                calendar_day=True,
            )


def excuses(asked: Asked) -> Iterator[Excuse]:
    """Everything entered that a pack may let excuse; what is under question excuses nothing yet."""
    for entry in entries_between(asked.county, asked.first, asked.last, asked.posting_ids):
        if not entry.questioned:
            yield Excuse(entry.posting_id, entry.kind, entry.first_day, entry.last_day, entry.id)


def settled(county: str, first: date, last: date) -> Iterator[tuple[str, date]]:
    """The townships and months whose word stands."""
    yield from words_between(county, first, last)


def onsite_days(
    asked: Asked, duty: TallyDuty, calendar: WorkCalendar, period: Period, as_of: date
) -> Mapping[UUID, Facts]:
    """The sums of presence over a period of any length."""
    there = [one for one in asked.postings if period.overlap(one.starts_on, one.ends_on)]
    found = sheets(asked.county, duty, calendar, period, as_of, there, asked.posting_ids)
    return {id: facts for id, _sheet, facts in found}


def on_duty(asked: Asked) -> Iterator[StateFact]:
    """How many of a village's cadres are not away, day by day."""
    duty = presence_duty(pack_of(asked.county))
    by_record = duty is not None and duty.basis is Basis.PART_TIME
    away = _away(asked)
    teams: dict[str, list[Posted]] = defaultdict(list)
    for posting in asked.postings:
        teams[posting.village_code].append(posting)
    for code, team in teams.items():
        days = ((day, _seen(team, day, away, by_record)) for day in days_between(asked.first, asked.last))
        for (value, is_open, records), stretch in groupby(days, key=lambda one: one[1]):
            held = [day for day, _seen in stretch]
            yield StateFact(code, held[0], held[-1], value, is_open, records)


def _away(asked: Asked) -> Mapping[tuple[UUID, date], PresenceEntry]:
    found: dict[tuple[UUID, date], PresenceEntry] = {}
    for entry in entries_between(asked.county, asked.first, asked.last, asked.posting_ids):
        if entry.kind in AWAY:
            for day in days_between(max(entry.first_day, asked.first), min(entry.last_day, asked.last)):
                found[(entry.posting_id, day)] = entry
    return found


def _seen(
    team: list[Posted], day: date, away: Mapping[tuple[UUID, date], PresenceEntry], by_record: bool
) -> Seen:
    there = [one for one in team if one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)]
    entries = [entry for one in there if (entry := away.get((one.id, day)))]
    if by_record and there:
        return None, False, ()
    questioned = any(entry.questioned for entry in entries)
    return len(there) - len(entries), questioned, tuple(entry.id for entry in entries)
