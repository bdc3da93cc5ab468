"""Storing decisions: a changed answer supersedes the last one; none is ever rewritten."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from zhucun.engine.duty import Duty, Form
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, Reason, StepCode, Verdict
from zhucun.kernel.county import CountyQuerySet
from zhucun.policy.models import Decision
from zhucun.policy.pack import Pack

BATCH = 500
GONE = Verdict(Answer.NOT_APPLICABLE, Reason.NOT_ADDRESSED)  # a subject that is no longer there in the period
Key = tuple[str, date, UUID]


@dataclass(frozen=True, slots=True)
class Lot:
    """The verdicts of one duty and period; `daily` says that they grow by a day every day while it runs."""

    duty: Duty
    period: Period
    verdicts: dict[UUID, Verdict]
    as_of: date
    daily: bool = False


@dataclass(frozen=True)
class Stored:
    """The decision now current for each subject, and how many are new."""

    ids: Mapping[Key, UUID] = field(default_factory=dict)
    changed: int = 0


def store_decisions(
    *,
    county: str,
    pack: Pack,
    duty: Duty,
    period: Period,
    verdicts: Mapping[UUID, Verdict],
    as_of: date,
    at: datetime,
) -> dict[UUID, UUID]:
    """Keep one verdict per subject; gives the id of the decision now current for each. Three statements at most."""
    lot = Lot(duty, period, dict(verdicts), as_of, daily=True)
    stored = store_lots(county=county, pack=pack, lots=[lot], at=at, subjects=verdicts.keys())
    return {subject: id for (_duty, _first, subject), id in stored.ids.items()}


def store_lots(
    *,
    county: str,
    pack: Pack,
    lots: Sequence[Lot],
    at: datetime,
    subjects: Collection[UUID] | None,
    quiet: bool = False,
) -> Stored:
    """Keep the verdicts of many duties at once: one read, one update, one insert, whatever their number.

    `subjects` are all whose decisions are in question, `None` for everybody; one who has a decision and no
    verdict any more is no longer there. `quiet` keeps no first decision that only says "not addressed".
    """
    if not lots:
        return Stored()
    current = _current(county, lots, subjects)
    fresh = list(_fresh(county, pack, lots, current, at, quiet=quiet))
    replaced = [held.id for one in fresh if (held := current.get(_key(one)))]
    for start in range(0, len(replaced), 10 * BATCH):
        part = replaced[start : start + 10 * BATCH]
        Decision.objects.in_county(county).filter(id__in=part).update(is_current=False)
    if fresh:
        Decision.objects.bulk_create(fresh, batch_size=BATCH)
    ids = {key: held.id for key, held in current.items()} | {_key(one): one.id for one in fresh}
    return Stored(ids, len(fresh))


def _current(county: str, lots: Sequence[Lot], subjects: Collection[UUID] | None) -> dict[Key, Decision]:
    starts = {lot.period.first for lot in lots}
    rows: CountyQuerySet[Decision] = Decision.objects.in_county(county).filter(
        duty__in=sorted({lot.duty.id for lot in lots}), period_from__in=sorted(starts), is_current=True
    )
    if subjects is not None:
        rows = rows.filter(subject_id__in=list(subjects))
    wanted = {(lot.duty.id, lot.period.first) for lot in lots}
    return {_key(row): row for row in rows if (row.duty, row.period_from) in wanted}


def _key(decision: Decision) -> Key:
    return decision.duty, decision.period_from, decision.subject_id


def _fresh(
    county: str,
    pack: Pack,
    lots: Iterable[Lot],
    current: Mapping[Key, Decision],
    at: datetime,
    *,
    quiet: bool,
) -> Iterator[Decision]:
    held_of: dict[tuple[str, date], list[UUID]] = {}
    for duty, first, subject in current:
        held_of.setdefault((duty, first), []).append(subject)
    for lot in lots:
        gone = [
            id for id in held_of.get((lot.duty.id, lot.period.first), ()) if quiet and id not in lot.verdicts
        ]
        for subject, verdict in (*lot.verdicts.items(), *((id, GONE) for id in gone)):
            held = current.get((lot.duty.id, lot.period.first, subject))
            if held is None and quiet and verdict.reason is Reason.NOT_ADDRESSED:
                continue
            said = verdict.to_json()
            if _tells_something_new(held, said, lot):
                yield _decision(county, pack, lot, subject, verdict, said, held, at)


def _decision(
    county: str,
    pack: Pack,
    lot: Lot,
    subject: UUID,
    verdict: Verdict,
    said: dict[str, Any],
    held: Decision | None,
    at: datetime,
) -> Decision:
    return Decision(
        county_code=county,
        duty=lot.duty.id,
        subject_kind=lot.duty.subject.value,
        subject_id=subject,
        period_from=lot.period.first,
        period_to=lot.period.last,
        revision=held.revision + 1 if held else 1,
        answer=verdict.answer.value,
        verdict=said,
        pack_version=pack.version,
        pack_digest=pack.digest,
        as_of=lot.as_of,
        made_at=at,
    )


MEANT = ("answer", "reason", "target", "open", "excused")
GROWS = {StepCode.POSSIBLE.value}


def _tells_something_new(held: Decision | None, said: dict[str, Any], lot: Lot) -> bool:
    """A running period moves on by a day every day; only what changes the answer's meaning is a new revision then."""
    if held is None:
        return True
    old = held.verdict
    if lot.as_of >= lot.period.last:
        return bool(said != old)
    if lot.duty.form is Form.STANDING:  # every day that passes is asked about, and held or not
        return bool(said["answer"] != old["answer"] or said["reason"] != old["reason"])
    if lot.daily:
        return any(said[part] != old[part] for part in MEANT)
    return _but_for_the_day(said) != _but_for_the_day(old)


def _but_for_the_day(said: Mapping[str, Any]) -> tuple[Any, ...]:
    """A verdict without what every day that passes takes away by itself."""
    steps = [step for step in said["steps"] if step["code"] not in GROWS]
    rest = {name: part for name, part in said.items() if name not in {"possible", "steps"}}
    return rest, steps
