"""Cases of the last weeks: raised as people hear of things, carried on by whoever is to act, moved by the clock each night.

Everything goes through the doors that people use. What somebody may not do that day is simply not done that day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from zhucun.accounts.models import User
from zhucun.audit.services import Actor
from zhucun.cases.models import Case
from zhucun.cases.services import raise_case, take_step
from zhucun.cases.services_clock import run_clocks
from zhucun.demo.accounts import Office
from zhucun.demo.matter_stories import DELIBERATION, DISPUTES, LEAVE, MATTERS, USUAL, Story, Usual
from zhucun.demo.timeline import NIGHT, ONE_DAY, moment
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.engine.calendar import days_between
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.promises import PROMISED, raise_matter
from zhucun.kernel.place_codes import township_of
from zhucun.kernel.refusals import Refusal

WEEKS = timedelta(weeks=7)
EVENING = time(19, 30)
PROMISES = 5  # visits of the last weeks whose promise became a matter; the first two are the shown one's
LEAVE_BEGINS, LEAVE_LASTS = 2, 2  # days ahead, days


@dataclass(frozen=True)
class Neighbourhood:
    """Who raises matters and who acts on them."""

    county: str
    by: Actor
    office: Office
    secretaries: tuple[Posting, ...]  # the one whose sign-in is shown first
    on: date
    opened_on: date  # before it nobody had a role

    @property
    def first(self) -> date:
        return max(self.on - WEEKS, self.opened_on)

    def some_day(self, share: float) -> date:
        """A day that share of the way from yesterday back to the first."""
        yesterday = self.on - ONE_DAY
        return yesterday - timedelta(days=int(((yesterday - self.first).days) * share))

    def actor(self, case: Case) -> User | None:
        """Whoever the case waits for, if it waits for somebody who signs in."""
        if case.waits_user_id:
            return next((user for user in self.office.users.values() if user.id == case.waits_user_id), None)
        if case.waits_role == "county_officer":
            return self.office.county_officer
        if case.waits_role == "township_officer":
            return self.office.users.get(case.waits_place.ljust(12, "0"))
        posted = (one for one in self.secretaries if one.village_code == case.waits_place)
        return next((one.person.user for one in posted), None)


@dataclass(frozen=True)
class Raised:
    """A story on its day, in somebody's village."""

    day: date
    story: Story
    posting: Posting


def live_matters(around: Neighbourhood, rng: Random) -> int:
    """So many weeks up to the day before the county is looked at; gives how many cases there are."""
    planned = sorted(_planned(around, rng), key=lambda one: one.day)
    promised = _promised(around)
    for day in days_between(around.first, around.on - ONE_DAY):
        run_clocks(by=around.by, county=around.county, at=moment(day, NIGHT))
        for raised in (one for one in planned if one.day == day):
            _raise(around, raised, rng)
        for record in promised.get(day, ()):
            raise_matter(by=record.posting.person.user, record=record, at=moment(day, EVENING))
        for case in Case.objects.in_county(around.county).filter(ending="").order_by("id"):
            _carry_on(around, case, day, rng)
    run_clocks(by=around.by, county=around.county, at=moment(around.on, NIGHT))
    return len(planned) + sum(map(len, promised.values()))


def _planned(around: Neighbourhood, rng: Random) -> Iterator[Raised]:
    """The one whose sign-in is shown has a little of everything; the others a matter now and then."""
    star = around.secretaries[0]
    for at, story in enumerate(MATTERS):
        posting = star if at % 3 == 0 else rng.choice(around.secretaries)
        yield Raised(around.some_day(rng.random() ** 2), story, posting)  # rather days ago than weeks
    for at, story in enumerate(DISPUTES):
        posting = star if at == 0 else rng.choice(around.secretaries)
        yield Raised(around.some_day(rng.random()), story, posting)
    yield Raised(around.some_day(0.85), DELIBERATION, star)
    for posting in rng.sample(around.secretaries[1:], min(3, len(around.secretaries) - 1)):
        yield Raised(around.some_day(rng.random() / 10), LEAVE, posting)


def _promised(around: Neighbourhood) -> dict[date, list[WorkRecord]]:
    """Visits that promised something, the latest first, by the day on which it was promised."""
    users = [one.person.user_id for one in around.secretaries]
    star = around.secretaries[0].person.user_id
    visits = WorkRecord.objects.in_county(around.county).filter(
        recorded_by__in=users, occurred_on__range=(around.first, around.on - ONE_DAY), household__isnull=False
    )
    newest = visits.select_related("posting__person__user").order_by("-occurred_on", "recorded_at", "id")
    kept = [one for one in newest if one.body.get(PROMISED)]
    own = [one for one in kept if one.recorded_by_id == star][: PROMISES // 2]
    others = [one for one in kept if one.recorded_by_id != star][: PROMISES - len(own)]
    found: dict[date, list[WorkRecord]] = {}
    for record in (*own, *others):
        found.setdefault(record.occurred_on, []).append(record)
    return found


def _raise(around: Neighbourhood, raised: Raised, rng: Random) -> None:
    fields, posting = dict(raised.story.fields), raised.posting
    if raised.story.flow == LEAVE.flow:
        begins = raised.day + timedelta(days=LEAVE_BEGINS)
        fields |= {"first": str(begins), "last": str(begins + timedelta(days=LEAVE_LASTS))}
    raise_case(
        by=posting.person.user,
        county=around.county,
        flow=raised.story.flow,
        role=Role.FIRST_SECRETARY,
        place_code=posting.village_code,
        subject_id=posting.id if raised.story.flow == LEAVE.flow else None,
        fields=fields,
        at=_hour(raised.day, rng, 9),
    )


def _carry_on(around: Neighbourhood, case: Case, day: date, rng: Random) -> None:
    usual = next((one for one in USUAL.get((case.flow, case.state), ()) if rng.random() < one.likely), None)
    user = around.actor(case)
    if usual is None or user is None or case.suspended_on or not _is_home(case, usual, day):
        return
    try:
        take_step(
            by=user, case=case, seq=case.seq, step=usual.step, fields=usual.on(day), at=_hour(day, rng, 15)
        )
    except Refusal:
        return  # not to be done that day; the clock or another day will see to it


def _is_home(case: Case, usual: Usual, day: date) -> bool:
    """Nobody reports back from leave before it is over."""
    return usual.step != "back" or str(day) > str(case.values.get("last", ""))


def _hour(day: date, rng: Random, first: int) -> datetime:
    return moment(day, time(rng.randrange(first, first + 3), rng.randrange(60)))


def secretaries_of(postings: list[Posting], star: Posting) -> tuple[Posting, ...]:
    """Those who sign in, of the shown one's township and of two more, the shown one first."""
    signed = [one for one in postings if one.role == Role.FIRST_SECRETARY and one.person.user_id]
    towns = list(dict.fromkeys(township_of(one.village_code) for one in (star, *signed)))[:3]
    near = [one for one in signed if township_of(one.village_code) in towns and one.id != star.id]
    return (next(one for one in signed if one.id == star.id), *near)
