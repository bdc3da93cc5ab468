"""One run over the duties of a county: judge in memory, or judge and keep.

After one change and at night it is the same function, so the two cannot disagree.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from zhucun.engine.duty import DatedDuty, Duty, StreakDuty, Subject, TallyDuty
from zhucun.engine.judge import judge
from zhucun.engine.period import Period, PeriodKind
from zhucun.engine.verdict import Answer, Verdict
from zhucun.policy import queries, registry, services
from zhucun.policy.deciding.book import Book
from zhucun.policy.deciding.facts import facts_of
from zhucun.policy.deciding.known import names_of
from zhucun.policy.deciding.periods import at_night, periods_of, reach_back, term
from zhucun.policy.deciding.standing import answers_between
from zhucun.policy.deciding.subjects import Who, key_of
from zhucun.policy.offers import Asked, Posted
from zhucun.policy.pack import Pack

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One subject's verdict in one period."""

    duty: Duty
    who: Who
    period: Period
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Decided:
    """How many verdicts a run gave, and how many of them said something new."""

    rows: int
    changed: int


PRESENT = "attendance."


def duties_here(pack: Pack, only: Collection[str] | None = None) -> list[Duty]:
    """The duties decided here, those that read another's answers last; the month's presence decides itself."""
    found = [duty for duty in pack.duties.values() if not decided_elsewhere(duty)]
    return in_order(pack, [duty for duty in found if only is None or duty.id in only])


def duties_reading(pack: Pack, forms: Collection[str]) -> set[str]:
    """The duties whose answers records of some forms can change: those that count them, and what hangs on presence.

    Any record may vouch for a day in the village. A row of answers follows the duty whose answers it reads.
    """
    found: set[str] = set()
    for duty in in_order(pack, pack.duties.values()):
        counted = duty.of is not None and not duty.of.forms.isdisjoint(forms)
        follows = isinstance(duty, StreakDuty) and duty.of_duty in found
        if counted or follows or duty.measure.startswith(PRESENT):
            found.add(duty.id)
    return found


def in_order(pack: Pack, duties: Iterable[Duty]) -> list[Duty]:
    """Duties so that each comes after the one whose answers it reads."""
    return sorted(duties, key=lambda duty: _depth(pack, duty))


def decided_elsewhere(duty: Duty) -> bool:
    return (
        isinstance(duty, TallyDuty) and duty.measure == queries.PRESENCE and duty.period is PeriodKind.MONTH
    )


def _depth(pack: Pack, duty: Duty) -> int:
    seen: set[str] = set()
    while isinstance(duty, StreakDuty) and duty.of_duty and duty.id not in seen:
        seen.add(duty.id)
        duty = pack.duties.get(duty.of_duty, duty)
    return len(seen)


@transaction.atomic
def decide(
    county: str,
    *,
    on: date,
    at: datetime,
    subjects: Collection[UUID] | None = None,
    between: Days | None = None,
    duties: Collection[str] | None = None,
    since: date | None = None,
) -> Decided:
    """Decide and keep what some days touch: of the county, or of some postings and whoever they belong to.

    Without days, the running and the last period of each duty, as every night, and all `since` the night before it.
    Call inside the change's transaction.
    """
    pack = queries.pack_of(county)
    wanted = duties_here(pack, duties)
    if not wanted:
        return Decided(0, 0)
    run = Run(county, pack, wanted, on=on, subjects=subjects, between=between, since=since)
    lots = _lots(run, on)
    changed = services.store_lots(
        county=county, pack=pack, lots=lots, at=at, subjects=run.subject_ids, quiet=True
    ).changed
    return Decided(sum(len(lot.verdicts) for lot in lots), changed)


def _lots(run: "Run", on: date) -> list[services.Lot]:
    found: dict[tuple[str, Period], services.Lot] = {
        (duty.id, period): _lot(duty, period, on)
        for duty in run.duties
        if duty.period is not PeriodKind.TERM
        for period in run.periods(duty)
    }
    for ruling in run.rulings():
        key = (ruling.duty.id, ruling.period)
        lot = found.setdefault(key, services.Lot(ruling.duty, ruling.period, {}, min(on, ruling.period.last)))
        lot.verdicts[ruling.who.id] = ruling.verdict
    return list(found.values())


def _lot(duty: Duty, period: Period, on: date) -> services.Lot:
    return services.Lot(duty, period, {}, min(on, period.last), daily=duty.measure == queries.PRESENCE)


class Run:
    """What is decided in one go, and everything read for it."""

    def __init__(
        self,
        county: str,
        pack: Pack,
        duties: Sequence[Duty],
        *,
        on: date,
        subjects: Collection[UUID] | None = None,
        between: Days | None = None,
        since: date | None = None,
    ) -> None:
        self.county, self.pack, self.duties, self.on = county, pack, list(duties), on
        self.between, self.since = between, since
        self.touched = None if subjects is None else frozenset(subjects)
        self._periods = {duty.id: self._periods_of(duty) for duty in self.duties}
        postings = self._postings()
        first, last = self._window(postings)
        self.asked = Asked(county, first, last, postings, whole=self.touched is None)
        self.book = Book(pack, self.asked, self.duties, on)
        self.focus = self._focus(postings)

    # -- what is to be decided -------------------------------------------

    def periods(self, duty: Duty) -> list[Period]:
        return self._periods[duty.id]

    def _periods_of(self, duty: Duty) -> list[Period]:
        first, last = self._days(duty)
        return [period for period in periods_of(duty, first, last) if period.first <= self.on]

    def _days(self, duty: Duty) -> Days:
        if self.between is None:
            return at_night(duty, self.on, self.since)
        first, last = reach_back(duty, self.between[0]), self.between[1]
        read = self.pack.duties.get(duty.of_duty or "") if isinstance(duty, StreakDuty) else None
        if read is None:
            return first, last
        first, last = self._days(read)  # its row is made of the periods these days lie in, whole
        ends = [period.last for period in periods_of(read, first, last)]
        return first, max([last, *ends])

    def _postings(self) -> tuple[Posted, ...]:
        days = [day for duty in self.duties for day in self._days(duty)]
        days += [
            day for periods in self._periods.values() for one in periods for day in (one.first, one.last)
        ]
        kin = frozenset(self._kin())
        touched = None if self.touched is None else sorted(self.touched)
        return tuple(
            posting
            for source in registry.postings.values()
            for posting in source(self.county, min(days), max(days), touched, kin)
        )

    def _kin(self) -> Iterator[Subject]:
        for duty in self.duties:
            yield Subject.VILLAGE if duty.subject is Subject.HOUSEHOLD else duty.subject
            if "team_size" in names_of(duty):
                yield Subject.VILLAGE

    def _window(self, postings: Iterable[Posted]) -> Days:
        """The days facts are read for: every period whole, and a grace beyond it."""
        periods = [period for periods in self._periods.values() for period in periods]
        if any(duty.period is PeriodKind.TERM for duty in self.duties):
            periods += [self._term(posting) for posting in postings if posting.starts_on <= self.on]
        if not periods:
            return self.on, self.on
        graces = [duty.grace for duty in self.duties if isinstance(duty, DatedDuty)]
        beyond = timedelta(days=2 * max(graces, default=0) + 15 if any(graces) else 0)
        return min(one.first for one in periods), max(one.last for one in periods) + beyond

    def _term(self, posting: Posted) -> Period:
        return term(posting.starts_on, posting.ends_on or posting.term_ends, self.on)

    def _focus(self, postings: Iterable[Posted]) -> Mapping[Subject, frozenset[UUID]] | None:
        """The subjects that are decided; `None` for all. Their kin is read, but only they can have changed."""
        if self.touched is None:
            return None
        own = [posting for posting in postings if posting.id in self.touched]
        kinds = (Subject.POSTING, Subject.PERSON, Subject.UNIT, Subject.VILLAGE)
        return {kind: frozenset(key_of(kind, posting) for posting in own) for kind in kinds}

    @property
    def subject_ids(self) -> frozenset[UUID] | None:
        """Every subject whose decisions this run may replace; `None` for all of the county."""
        if self.focus is None:
            return None
        found = frozenset().union(*self.focus.values())
        if any(duty.subject is Subject.HOUSEHOLD for duty in self.duties):
            period = Period(self.asked.first, self.asked.last)
            found |= {who.id for who in self.book.whos(Subject.HOUSEHOLD, period)}
        return found

    # -- judging ---------------------------------------------------------

    def rulings(self) -> Iterator[Ruling]:
        """Every verdict, in the order in which duties can read each other."""
        answers = self._answers()
        read = {duty.of_duty for duty in self.duties if isinstance(duty, StreakDuty) and duty.of_duty}
        for duty in self.duties:
            for period, who in self._pairs(duty):
                facts = facts_of(self.book, duty, who, period, answers)
                if facts is None:
                    continue
                verdict = judge(duty, facts, period)
                if duty.id in read:
                    _answer(answers[(duty.id, who.id)], period, verdict.answer, self.on)
                yield Ruling(duty, who, period, verdict)

    def _pairs(self, duty: Duty) -> Iterator[tuple[Period, Who]]:
        if duty.period is PeriodKind.TERM:
            yield from self._terms(duty)
        for period in self.periods(duty):
            for who in self.book.whos(duty.subject, period):
                if self._wanted(who):
                    yield period, who

    def _terms(self, duty: Duty) -> Iterator[tuple[Period, Who]]:
        first, last = self._days(duty)
        for posting in self.asked.postings:
            period = self._term(posting)
            if (
                duty.subject is Subject.POSTING
                and posting.starts_on <= self.on
                and period.overlap(first, last)
            ):
                found = self.book.whos(Subject.POSTING, period)
                yield from ((period, who) for who in found if who.id == posting.id and self._wanted(who))

    def _wanted(self, who: Who) -> bool:
        if self.focus is None or who.household:
            return True
        return who.id in self.focus[who.kind]

    def _answers(self) -> dict[tuple[str, UUID], list[tuple[Period, Answer]]]:
        """The answers that stand, of the duties some row is made of; one statement when there is any."""
        read = {duty.of_duty for duty in self.duties if isinstance(duty, StreakDuty) and duty.of_duty}
        found: dict[tuple[str, UUID], list[tuple[Period, Answer]]] = defaultdict(list)
        if read:
            ids = self.subject_ids
            for duty, subject, period, answer in answers_between(
                self.county, sorted(read), self.asked.first, min(self.on, self.asked.last), ids
            ):
                if period not in self._periods.get(
                    duty, ()
                ):  # else it is decided anew, or nobody is there now
                    _answer(found[(duty, subject)], period, answer, self.on)
        return found


def _answer(row: list[tuple[Period, Answer]], period: Period, answer: Answer, on: date) -> None:
    """Put a period's answer into its row; one that is still running is no outcome yet."""
    kept = [one for one in row if one[0].first != period.first]
    if period.last < on:
        kept.append((period, answer))
    row[:] = sorted(kept)
