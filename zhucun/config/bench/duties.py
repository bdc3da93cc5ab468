"""Deciding without a database: one judgement, a county's year of thirty duties, and reading every pack."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from zhucun.config.bench.county import Bench
from zhucun.config.bench.sampling import Limit, Work
from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.duty import (
    BeforeConfirmation,
    Bound,
    CountedBy,
    Duty,
    ExcusedLowers,
    Form,
    MidwayChange,
    Rounding,
    Selection,
    Subject,
    TallyDuty,
    WhenMissing,
)
from zhucun.engine.facts import Facts
from zhucun.engine.judge import judge
from zhucun.engine.period import Period, PeriodKind
from zhucun.policy import registry
from zhucun.policy.deciding.run import Run
from zhucun.policy.offers import Asked, Event, Posted
from zhucun.policy.pack import load_from, packed_counties
from zhucun.policy.pack.load import PACKS
from zhucun.policy.queries import pack_of

RECORDS = "fieldwork.records"
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
POSTINGS, DUTIES, FACTS, ROUNDS = 600, 30, 30, 10_000


def works(bench: Bench) -> Iterator[Work]:
    yield Work("tally", f"判断 {ROUNDS} 次", _tally, ROUNDS, (Limit("wall_ms.p95", ROUNDS / 50),))
    rows = POSTINGS * DUTIES * 12
    year = partial(county_year, bench.county)
    yield Work("year", "全县一年，30 项要求", year, rows, (Limit("wall_ms.p95", 30_000),), slow=True)
    yield Work("packs", "读入全部制度包", _packs, 1 + len(packed_counties()), (Limit("wall_ms.p95", 1000),))


def tally(number: int = 0) -> TallyDuty:
    return TallyDuty(
        id=f"bench-{number}",
        title="测量",
        form=Form.TALLY,
        mechanisms=("B17",),
        subject=Subject.POSTING,
        period=PeriodKind.MONTH,
        measure=RECORDS,
        unit="time",
        bound=Bound.AT_LEAST,
        threshold=Dated([DatedValue(4, date(2020, 1, 1), "T#one")]),
        counted_by=CountedBy.WORKDAYS,
        rounding=Rounding.DOWN,
        when_missing=WhenMissing.COUNT_AS_ZERO,
        if_it_changes_midway=MidwayChange.FIRST_DAY,
        before_confirmation=BeforeConfirmation.AS_RECORDED,
        of=Selection(forms=frozenset({"work-note"})),
        cap=False,
        pro_rata=True,
        excused_lowers=ExcusedLowers.DAY_FOR_DAY,
    )


def _tally() -> int:
    duty, period = tally(), Period.month(2026, 10)
    records = tuple(str(UUID(int=n)) for n in range(FACTS))
    facts = Facts(countable=18, countable_while_posted=18, period_over=True, done=FACTS, records=records)
    for _ in range(ROUNDS):
        judge(duty, facts, period)
    return ROUNDS


def _packs() -> int:
    return sum(len(load_from(PACKS, county).duties) for county in packed_counties())


def county_year(county: str) -> int:
    """Twelve months of thirty duties for everybody, month by month, as nothing needs all verdicts at once."""
    pack = pack_of(county)
    duties: list[Duty] = [tally(number) for number in range(DUTIES)]
    months = [Period.month(2026, month) for month in range(1, 13)]
    with _invented():
        runs = (
            Run(county, replace(pack, duties={}), duties, on=YEAR.last, between=(one.first, one.last))
            for one in months
        )
        return sum(1 for run in runs for _ruling in run.rulings())


@contextmanager
def _invented() -> Iterator[None]:
    """Postings and records made up in memory, so that nothing but deciding is measured."""
    postings, records = dict(registry.postings), registry.events.get(RECORDS)
    registry.postings.clear()
    registry.offer_postings("bench", lambda county, first, last, touched, kin: _postings(county))
    registry.offer_events(RECORDS, lambda asked, forms: _records(asked))
    try:
        yield
    finally:
        registry.postings.clear()
        registry.postings.update(postings)
        if records:
            registry.offer_events(RECORDS, records)


def _postings(county: str) -> Iterator[Posted]:
    for n in range(POSTINGS):
        yield Posted(
            id=UUID(int=n + 1),
            person_id=UUID(int=10_000 + n),
            unit_id=UUID(int=20_000 + n % 100),
            user_id=None,
            village_code=f"{county}{101 + n % 20:03}{200 + n % 200:03}",
            role="first_secretary",
            starts_on=date(2025, 1, 1),
            ends_on=None,
            term_ends=None,
            person="",
            unit="",
            attributes={"role": ("first_secretary",)},
        )


def _records(asked: Asked) -> Iterator[Event]:
    days = (asked.last - asked.first).days + 1
    for posting in asked.postings:
        for n in range(FACTS):
            day = asked.first + timedelta(days=n % days)
            yield Event(
                posting=posting.id, day=day, record=UUID(int=posting.id.int * 100 + n), form="work-note"
            )
