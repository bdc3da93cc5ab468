"""Whose answer would change if a draft of the rules were in force: judged in memory, nothing is kept.

Both packs are judged on the same facts, so every difference comes from the rules and none from the day.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from zhucun.engine.duty import Duty, Subject
from zhucun.engine.period import Period
from zhucun.engine.verdict import Answer, Verdict
from zhucun.kernel import clock
from zhucun.kernel.place_codes import township_of
from zhucun.places import queries as places
from zhucun.policy import queries, registry
from zhucun.policy.deciding.run import Run, in_order
from zhucun.policy.deciding.subjects import Who
from zhucun.policy.pack import Pack

Key = tuple[str, Period, UUID]
Turn = tuple[str, str]  # answer before → answer after; empty where there is none


@dataclass(frozen=True, slots=True)
class Change:
    """One subject whose answer would be another."""

    duty_id: str
    title: str
    kind: Subject
    subject_id: UUID
    label: str
    village: str
    township: str  # 12-digit code; empty where a subject has more than one
    period: Period
    was: Verdict | None
    becomes: Verdict | None

    @property
    def turn(self) -> Turn:
        return _answer(self.was), _answer(self.becomes)


@dataclass(frozen=True)
class DryRun:
    """What a draft would change in a past period."""

    county: str
    period: Period
    judged: int
    changes: list[Change] = field(default_factory=list)
    names: Mapping[str, str] = field(default_factory=dict)  # of townships and villages

    @property
    def by_township(self) -> dict[str, Counter[Turn]]:
        """How many answers turn from what to what, for each township."""
        found: dict[str, Counter[Turn]] = {}
        for change in self.changes:
            found.setdefault(change.township, Counter())[change.turn] += 1
        return dict(sorted(found.items()))

    @property
    def by_duty(self) -> dict[str, Counter[Turn]]:
        found: dict[str, Counter[Turn]] = {}
        for change in self.changes:
            found.setdefault(change.duty_id, Counter())[change.turn] += 1
        return found


def dry_run(
    county: str, draft_pack: Pack, period: Period, *, duties: Collection[str] | None = None
) -> DryRun:
    """Compare the rules in force with a draft over the periods that these days touch. Keeps nothing."""
    before = _judged(county, queries.pack_of(county), period, duties)
    after = _judged(county, draft_pack, period, duties)
    changed = [key for key in {**before, **after} if _told(before.get(key)) != _told(after.get(key))]
    names = places.names(county) if changed else {}
    labels = _labels(county, changed, before | after, names)
    changes = [_change(key, before.get(key), after.get(key), labels) for key in changed]
    changes.sort(key=lambda one: (one.township, one.duty_id, one.period, one.label, str(one.subject_id)))
    return DryRun(county, period, len(before.keys() | after.keys()), changes, names)


Judged = tuple[Duty, Who, Verdict]


def _judged(county: str, pack: Pack, period: Period, only: Collection[str] | None) -> dict[Key, Judged]:
    wanted = in_order(pack, [duty for duty in pack.duties.values() if only is None or duty.id in only])
    if not wanted:
        return {}
    run = Run(county, pack, wanted, on=clock.today(), between=(period.first, period.last))
    return {(one.duty.id, one.period, one.who.id): (one.duty, one.who, one.verdict) for one in run.rulings()}


def _told(judged: Judged | None) -> tuple[str, int | None]:
    """What would be noticed: the answer, and what is owed. To be asked nothing is the same as to be left out."""
    if judged is None or judged[2].answer is Answer.NOT_APPLICABLE:
        return Answer.NOT_APPLICABLE.value, None
    return judged[2].answer.value, judged[2].target


def _answer(verdict: Verdict | None) -> str:
    return verdict.answer.value if verdict else ""


def _change(key: Key, was: Judged | None, becomes: Judged | None, labels: Mapping[UUID, str]) -> Change:
    duty, who, _verdict = becomes or was or _nobody(key)
    codes = sorted(who.village_codes)
    towns = {township_of(code) for code in codes}
    return Change(
        duty_id=duty.id,
        title=duty.title,
        kind=who.kind,
        subject_id=who.id,
        label=labels.get(who.id, ""),
        village=codes[0] if len(codes) == 1 else "",
        township=towns.pop() if len(towns) == 1 else "",
        period=key[1],
        was=was[2] if was else None,
        becomes=becomes[2] if becomes else None,
    )


def _nobody(key: Key) -> Judged:
    raise LookupError(f"nobody was judged as {key}")


def _labels(
    county: str, changed: list[Key], judged: Mapping[Key, Judged], names: Mapping[str, str]
) -> dict[UUID, str]:
    found = {who.id: _label(who, names) for who in (judged[key][1] for key in changed)}
    households = [judged[key][1].id for key in changed if judged[key][1].household]
    source = registry.labels.get(Subject.HOUSEHOLD)
    if households and source:
        found |= {id: label.name for id, label in source(county, households).items()}
    return found


def _label(who: Who, names: Mapping[str, str]) -> str:
    if who.kind is Subject.VILLAGE:
        code = min(who.village_codes, default="")
        return names.get(code, code)
    return who.label


def turns(run: DryRun) -> Iterator[tuple[str, Turn, int]]:
    """Township, turn and number, in order; for tables."""
    for township, counted in run.by_township.items():
        for turn, number in sorted(counted.items()):
            yield township, turn, number
