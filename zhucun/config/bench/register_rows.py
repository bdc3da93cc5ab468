"""A county's register and what has been written of its households.

Families come in by the service of imports, pairings by that of lists, leads by the run of a night. Visits, income
sheets and times of being monitored are written in bulk, in the columns that their services would give them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any, TypeVar

from django.db import connection, transaction

from zhucun.accounts.models import User
from zhucun.audit.services import System
from zhucun.config.bench.families import family
from zhucun.demo import stories
from zhucun.demo.drawing import stream
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import postings_between
from zhucun.fieldwork.drafts import Draft, check, content_of, form_of
from zhucun.fieldwork.models import WorkRecord
from zhucun.households.choices import Circumstance, PairingKind
from zhucun.households.models import Household, Mark
from zhucun.households.pairings.domain import Helper, Wanted
from zhucun.households.pairings.services import pair_in_bulk
from zhucun.households.services_bulk import add_families
from zhucun.kernel import clock
from zhucun.monitoring.choices import Channel, Effect, Kind, MeasureState
from zhucun.monitoring.domain import window, worked_out
from zhucun.monitoring.income_lines import PART_OF
from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Monitored
from zhucun.monitoring.services_warnings import run_warnings
from zhucun.places import queries as places
from zhucun.policy.deciding.fresh import deciding_once
from zhucun.policy.queries import pack_of

BY, SEED = System("测量"), 29
FAMILIES_AT_ONCE, ROWS_AT_ONCE = 2000, 1000
VISIT, STORIES = "household-visit", 3
LAST_YEAR = timedelta(days=365)
A_SHEET_OF, HELPED = 3, 0.6  # every third household has a sheet; of those monitored so many have been helped
T = TypeVar("T")


@dataclass(frozen=True)
class Ground:
    """Who writes, of which county, on which day."""

    county: str
    on: date
    officer: User

    @property
    def at(self) -> datetime:
        return clock.now()

    def stream(self, part: str) -> Random:
        return stream(SEED, self.county, part)


def fill(county: str, on: date, officer: User, families: int, visits: int) -> None:
    """Add so many families and so many visits, and everything that hangs on them."""
    ground = Ground(county, on, officer)
    with deciding_once(ground.at):
        add(ground, families)
        _pair(ground)
    homes = list(Household.objects.in_county(county).order_by("village_code", "id"))
    with transaction.atomic():
        _visit(ground, homes, visits)
        _earn(ground, homes)
        _monitor(ground)
    run_warnings(by=BY, county=county, at=ground.at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def add(ground: Ground, families: int) -> None:
    codes = [village.code for village in places.villages(ground.county, ground.on)]
    drawn = (family(number, codes[number % len(codes)], ground.on) for number in range(families))
    for group in _groups(drawn, FAMILIES_AT_ONCE):
        add_families(by=ground.officer, county=ground.county, families=group, on=ground.on, because="测量")


def _pair(ground: Ground) -> None:
    """Half of the households have a cadre of their village, each a grid, each village a unit."""
    postings = list(postings_between(ground.county, ground.on, ground.on).select_related("person", "unit"))
    since = ground.on - LAST_YEAR
    there = _by_village(postings)
    wanted = [
        Wanted(PairingKind.UNIT_VILLAGE, code, Helper(unit.name, unit_id=unit.id), since)
        for code, unit in {one.village_code: one.unit for one in postings}.items()
    ]
    for at, home in enumerate(Household.objects.in_county(ground.county).order_by("village_code", "id")):
        grid = Helper(f"{home.group_name or '一组'}网格")
        wanted.append(Wanted(PairingKind.GRID, home.village_code, grid, since, household_id=home.id))
        if at % 2 and (cadres := there[home.village_code]):
            person = cadres[at % len(cadres)].person
            helper = Helper(person.name, user_id=person.user_id)
            kind = PairingKind.CADRE_HOUSEHOLD
            wanted.append(Wanted(kind, home.village_code, helper, since, household_id=home.id))
    for group in _groups(wanted, FAMILIES_AT_ONCE):
        pair_in_bulk(by=ground.officer, county=ground.county, wanted=group)


def _visit(ground: Ground, homes: Sequence[Household], visits: int) -> None:
    """Each household in turn until there are so many; what was said is one of a few stories of that household."""
    pack = pack_of(ground.county)
    form, rng = form_of(pack, VISIT), ground.stream("visits")
    there = _by_village(postings_between(ground.county, ground.on, ground.on).select_related("person"))
    visited = [home for home in homes if there[home.village_code]]
    each, more = divmod(visits, len(visited))

    def rows() -> Iterator[WorkRecord]:
        for at, home in enumerate(visited):
            posting = rng.choice(there[home.village_code])
            days = [_day(posting, ground.on, rng) for _ in range(each + (at < more))]
            drafts = [
                Draft(posting=posting, form=VISIT, occurred_on=day, household=home, body=stories.visit(rng))
                for day in days[:STORIES]
            ]
            kept = [content_of(draft, form, pack) for draft in drafts]
            for draft in drafts:
                check(draft, form, ground.county, ground.on)
            for number, day in enumerate(sorted(days)):
                yield _record(ground, {**kept[number % len(kept)], "occurred_on": day}, posting)

    _write(WorkRecord, rows())


def _record(ground: Ground, content: dict[str, Any], posting: Posting) -> WorkRecord:
    at = datetime.combine(content["occurred_on"], ground.at.timetz())
    by = posting.person.user_id or ground.officer.id
    return WorkRecord(county_code=ground.county, **content, recorded_at=at, received_at=at, recorded_by_id=by)


def _day(posting: Posting, on: date, rng: Random) -> date:
    first = max(posting.starts_on, on - LAST_YEAR)
    return on - timedelta(days=rng.randint(0, (on - first).days))


def _earn(ground: Ground, homes: Sequence[Household]) -> None:
    """The sheet of last year and, of every other, the one before it."""
    rng, (first, last) = ground.stream("sheets"), window(ground.on)

    def rows() -> Iterator[IncomeSheet]:
        for at, home in enumerate(homes[::A_SHEET_OF]):
            for is_current in (False, True) if at % 2 else (True,):
                lines = {
                    "work_away": rng.randrange(0, 9_000_000),
                    "crops": rng.randrange(0, 1_500_000),
                    "land_grant": rng.randrange(0, 80_000),
                    "crops_cost": rng.randrange(0, 400_000),
                }
                worked = worked_out(lines, PART_OF, max(1, home.people))
                yield IncomeSheet(
                    county_code=ground.county,
                    household=home,
                    village_code=home.village_code,
                    first_month=first,
                    last_month=last,
                    people=worked.people,
                    lines=lines,
                    net=worked.net,
                    per_head=worked.per_head,
                    spent_on_illness=rng.choice((None, 0, 250_000, 3_000_000)),
                    made_on=ground.on,
                    made_at=ground.at,
                    made_by=ground.officer,
                    is_current=is_current,
                )

    _write(IncomeSheet, rows())


def _monitor(ground: Ground) -> None:
    """Whoever is marked as monitored is monitored since that day."""
    rng = ground.stream("monitored")
    marks = Mark.objects.in_county(ground.county).filter(kind=Circumstance.MONITORED, villager__isnull=True)
    rows = [
        Monitored(
            county_code=ground.county,
            household_id=mark.household_id,
            village_code=mark.village_code,
            kind=rng.choice(Kind.values),
            channel=Channel.VISITED,
            risks=[rng.choice(("illness", "study", "disaster"))],
            since=mark.starts_on,
        )
        for mark in marks.order_by("starts_on", "id")
    ]
    _write(Monitored, rows)
    _write(HelpMeasure, (_measure(ground, row, rng) for row in rows if rng.random() < HELPED))


def _measure(ground: Ground, row: Monitored, rng: Random) -> HelpMeasure:
    is_done = rng.random() < 0.7
    return HelpMeasure(
        county_code=ground.county,
        household_id=row.household_id,
        monitored=row,
        village_code=row.village_code,
        kind=rng.choice(("industry", "work", "health", "schooling")),
        what="安排公益性岗位一个",
        owner="村委会",
        due_on=row.since + timedelta(days=30),
        state=MeasureState.DONE if is_done else MeasureState.PLANNED,
        done_on=min(ground.on, row.since + timedelta(days=20)) if is_done else None,
        effect=Effect.HELPED if is_done else Effect.UNKNOWN,
        planned_at=ground.at,
    )


def _by_village(postings: Iterable[Posting]) -> defaultdict[str, list[Posting]]:
    found: defaultdict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        found[posting.village_code].append(posting)
    return found


def _groups(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    walked = iter(rows)
    while group := list(islice(walked, size)):
        yield group


def _write(model: Any, rows: Iterable[Any]) -> None:
    for group in _groups(rows, ROWS_AT_ONCE):
        model.objects.bulk_create(group)
