"""Living through the months: entries, records, the township's word, in the order in which they would have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from random import Random
from uuid import UUID

from zhucun.attendance.refresh import judging_once, refresh_between
from zhucun.attendance.services import confirm_month
from zhucun.attendance.services_bulk import EntryDraft, add_entries_in_bulk
from zhucun.demo import presence, work
from zhucun.demo.accounts import Office, Stars
from zhucun.demo.drawing import stream
from zhucun.demo.meetings import draw_meetings
from zhucun.demo.presence import OpenMonth
from zhucun.demo.recipes import Recipe
from zhucun.demo.timeline import Month, moment
from zhucun.dispatch.models import Posting
from zhucun.dispatch.queries import postings_between
from zhucun.engine.calendar import WorkCalendar
from zhucun.engine.duty import Basis
from zhucun.fieldwork.drafts import Draft
from zhucun.fieldwork.services import write_records_in_bulk
from zhucun.households.models import Household
from zhucun.kernel.place_codes import township_of

# Days with a record of the one whose sign-in is shown, by months back.
STAR_DAYS, OWED = {6: 5, 5: 3, 4: 6, 2: 5, 1: 3, 0: 2}, 4
QUESTIONS_NOW = 2  # in the running month, besides those that hold up the last one


@dataclass(frozen=True)
class Scene:
    """All that the months of a county need to know."""

    recipe: Recipe
    seed: int
    basis: Basis
    calendar: WorkCalendar
    office: Office
    stars: Stars
    homes: dict[str, list[Household]]
    silent: Sequence[str]  # townships that have not confirmed last month
    running: Month

    def stream(self, *parts: object) -> Random:
        return stream(self.seed, self.recipe.county, *parts)


@dataclass(frozen=True)
class Lived:
    """How much a month brought."""

    entries: int
    records: int
    confirmed: int


def live(scene: Scene, month: Month) -> Lived:
    """One month: what people said, then the month judged, then what the townships said of it."""
    county, by, at = scene.recipe.county, scene.office.county_officer, month.closed_at
    postings = list(postings_between(county, month.period.first, month.period.last))
    entries, records = _draw(scene, month, postings)
    with judging_once(at):
        add_entries_in_bulk(by=by, county=county, drafts=entries, at=at)
        write_records_in_bulk(by=by, county=county, drafts=records, at=at)
        refresh_between(county, month.period.first, month.period.last)  # also those who said nothing
    return Lived(len(entries), len(records), _confirm(scene, month, postings))


def _draw(scene: Scene, month: Month, postings: list[Posting]) -> tuple[list[EntryDraft], list[Draft]]:
    asked = _asked(scene, month, postings)
    entries: list[EntryDraft] = []
    records: list[Draft] = []
    for posting in postings:
        rng = scene.stream(month.period.first, posting.person.name, posting.starts_on)
        officer = scene.office.township_officer(posting.village_code)
        page = OpenMonth(month, posting, scene.calendar, officer.id, rng)
        is_star = posting.id == scene.stars.secretary.id
        entries += presence.star_entries(page, scene.basis) if is_star else _said(page, scene, asked)
        free = [day for day in month.days(posting.starts_on, posting.ends_on) if day not in page.taken]
        homes = scene.homes.get(posting.village_code, [])
        if is_star and scene.basis is Basis.PART_TIME:
            days = work.pick_days(free, STAR_DAYS.get(month.back, OWED), scene.calendar, rng)
            records += [work.plain_record(month, posting, day, homes, rng) for day in days]
        else:
            days = work.pick_days(free, _often(scene, posting, month, rng), scene.calendar, rng)
            records += work.draw_records(month, posting, days, homes, rng)
        if posting.role == "first_secretary":
            meetings = scene.stream("meetings", month.period.first, posting.village_code)
            records += draw_meetings(month, posting, days, meetings)
    return entries, records


def _said(page: OpenMonth, scene: Scene, asked: set[UUID]) -> list[EntryDraft]:
    said = list(presence.draw_exceptions(page, scene.basis))
    if page.posting.id in asked:
        said += presence.draw_question(page)
    return said


def _often(scene: Scene, posting: Posting, month: Month, rng: Random) -> int:
    """Where presence hangs on records, a habit for the whole time; elsewhere a few a month."""
    bound = scene.basis is Basis.PART_TIME and posting.role == "first_secretary"
    habit = work.habit(scene.stream(posting.person.name)) if bound else scene.recipe.visits
    return work.days_written(habit, month, rng)


def _asked(scene: Scene, month: Month, postings: list[Posting]) -> set[UUID]:
    """Whom a township has asked: somebody in each that has not confirmed, a few now."""
    rng = scene.stream("asked", month.period.first)
    others = [posting for posting in postings if posting.id != scene.stars.secretary.id]
    if month.back == 0:
        return {posting.id for posting in rng.sample(others, min(QUESTIONS_NOW, len(others)))}
    if month.back > 1:
        return set()
    by_township = [
        [posting for posting in others if township_of(posting.village_code) == code] for code in scene.silent
    ]
    return {rng.choice(there).id for there in by_township if there}


def _confirm(scene: Scene, month: Month, postings: list[Posting]) -> int:
    """Each township's word within five days of the new month; some have not come to it."""
    if month.back == 0:
        return 0
    townships = sorted({township_of(posting.village_code) for posting in postings} - set(_late(scene, month)))
    rng = scene.stream("confirmed", month.period.first)
    for code in townships:
        day = month.period.last + timedelta(days=rng.randint(1, 5))
        at = moment(day, time(rng.randint(9, 17), rng.randrange(60)))
        confirm_month(
            by=scene.office.township_officer(code),
            county=scene.recipe.county,
            township_code=code,
            month=month.period.first,
            at=min(at, scene.running.closed_at),
        )
    return len(townships)


def _late(scene: Scene, month: Month) -> Sequence[str]:
    """Last month several townships are late, the month before only the slowest of them."""
    return scene.silent if month.back == 1 else scene.silent[-1:] if month.back == 2 else ()
