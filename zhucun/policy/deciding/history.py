"""What changed an answer: each revision against the one before, and who did what made the difference.

Records are named by id; who wrote one is asked of the feature that keeps it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from zhucun.engine.verdict import StepCode
from zhucun.policy.models import Decision
from zhucun.policy.registry import RecordLine, record_lines

Steps = Sequence[dict[str, object]]


class Cause(StrEnum):
    """Why a revision says something else than the one before."""

    FIRST = "first"  # nothing was said before
    RULES = "rules"  # another edition of the pack
    RECORDS = "records"  # records came or went
    EXCUSES = "excuses"  # what excuses came or went
    CONFIRMED = "confirmed"  # the township stood by the period
    REOPENED = "reopened"  # the township took its word back
    LEFT = "left"  # the subject is no longer there
    TIME = "time"  # days passed: a due day went by, or the period ended
    OTHER = "other"  # another fact: who somebody is, how many there are


@dataclass(frozen=True, slots=True)
class Turn:
    """One revision, and what made it differ from the one before."""

    decision: Decision
    before: Decision | None
    causes: tuple[Cause, ...]
    came: tuple[RecordLine, ...]
    went: tuple[RecordLine, ...]
    when: datetime


def turns_of(revisions: Sequence[Decision]) -> list[Turn]:
    """The revisions of one subject and period, newest first, each with its causes; one statement per kind of record."""
    ordered = sorted(revisions, key=lambda one: one.revision)
    pairs = list(zip([None, *ordered], ordered, strict=False))
    ids = {id for before, after in pairs for id in _records(before) ^ _records(after)}
    lines = _lines(ordered[0].county_code, ids) if ids else {}
    return [_turn(before, after, lines) for before, after in reversed(pairs)]


def _lines(county: str, ids: Iterable[str]) -> dict[str, RecordLine]:
    return {str(line.id): line for line in record_lines(county, sorted(UUID(id) for id in ids))}


def _turn(before: Decision | None, after: Decision, lines: dict[str, RecordLine]) -> Turn:
    held, now = _records(before), _records(after)
    came = tuple(lines[id] for id in sorted(now - held) if id in lines)
    went = tuple(lines[id] for id in sorted(held - now) if id in lines)
    return Turn(after, before, tuple(_causes(before, after)), came, went, after.made_at)


def _causes(before: Decision | None, after: Decision) -> Iterable[Cause]:
    if before is None:
        yield Cause.FIRST
        return
    found = list(_facts_changed(before, after))
    if before.pack_digest != after.pack_digest:
        yield Cause.RULES
    yield from found
    if not found and before.pack_digest == after.pack_digest:
        yield Cause.TIME if _days(before) != _days(after) else Cause.OTHER


def _facts_changed(before: Decision, after: Decision) -> Iterable[Cause]:
    if not _steps(after) and _steps(before):
        yield Cause.LEFT
        return
    if _of(before, excused=False) != _of(after, excused=False):
        yield Cause.RECORDS
    if _of(before, excused=True) != _of(after, excused=True):
        yield Cause.EXCUSES
    was, now = _confirmed(before), _confirmed(after)
    if was is not now and now is not None:
        if now:
            yield Cause.CONFIRMED
        elif was:
            yield Cause.REOPENED


def _steps(decision: Decision) -> Steps:
    found: Steps = decision.verdict["steps"]
    return found


def _records(decision: Decision | None) -> set[str]:
    if decision is None:
        return set()
    return _of(decision, excused=True) | _of(decision, excused=False)


def _of(decision: Decision, *, excused: bool) -> set[str]:
    """The records behind a verdict, those that excuse apart from those that count."""
    found: set[str] = set()
    for step in _steps(decision):
        if (step["code"] == StepCode.EXCUSED) is excused:
            named = step["records"]
            found.update(id for id in named if _is_id(id)) if isinstance(named, list) else None
    return found


def _is_id(text: str) -> bool:
    """Outcomes of a row name a duty and a period, not a record."""
    return "@" not in text


def _confirmed(decision: Decision) -> bool | None:
    codes = {step["code"] for step in _steps(decision)}
    if StepCode.CONFIRMED in codes:
        return True
    return False if StepCode.UNCONFIRMED in codes else None


def _days(decision: Decision) -> date:
    return decision.as_of
