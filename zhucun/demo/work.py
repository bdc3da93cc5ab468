"""Work records of a month: which days somebody was in the village, and what was written about them. Drawn by a seed."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from zhucun.demo import stories
from zhucun.demo.timeline import Month
from zhucun.dispatch.models import Posting
from zhucun.engine.calendar import WorkCalendar
from zhucun.fieldwork.drafts import Draft
from zhucun.households.models import Household

# Days a month on which a part-time cadre writes something, and how many cadres keep such a habit.
HABITS = {(5, 8): 56, (4, 6): 30, (2, 4): 10, (0, 1): 4}
AGREED, AGREED_IN = 0.3, (7, 10, 14, 15, 20, 30)  # how often the next visit is agreed, and in how many days
WEEKDAY, WEEKEND = 4.0, 1.0  # how likely a day is chosen


def habit(rng: Random) -> tuple[int, int]:
    """How often somebody writes, the same all year."""
    return rng.choices(list(HABITS), weights=list(HABITS.values()))[0]


def pick_days(days: Sequence[date], count: int, calendar: WorkCalendar, rng: Random) -> list[date]:
    """Different days, workdays before weekends."""
    drawn = [(rng.random() ** (1 / (WEEKDAY if calendar.is_workday(day) else WEEKEND)), day) for day in days]
    return sorted(day for _chance, day in sorted(drawn, reverse=True)[:count])


def draw_records(
    month: Month, posting: Posting, days: Sequence[date], homes: Sequence[Household], rng: Random
) -> list[Draft]:
    """One record a day, now and then two."""
    drafts = []
    for day in days:
        for _ in range(1 if rng.random() < 0.85 else 2):
            drafts.append(_record(month, posting, day, homes, rng))
    return drafts


def plain_record(month: Month, posting: Posting, day: date, homes: Sequence[Household], rng: Random) -> Draft:
    """A record that counts for its day, whatever the draw."""
    draft = _record(month, posting, day, homes, rng)
    while draft.body.get("way") == "by_phone" or draft.body.get("where") == "elsewhere":
        draft = _record(month, posting, day, homes, rng)
    return draft


def days_written(often: tuple[int, int], month: Month, rng: Random) -> int:
    """How many days of a month get a record; the running month has had less time."""
    return round(rng.randint(*often) * month.share)


def _record(month: Month, posting: Posting, day: date, homes: Sequence[Household], rng: Random) -> Draft:
    is_visit = bool(homes) and rng.random() < 0.6
    body = stories.visit(rng) if is_visit else stories.note(rng)
    if is_visit and rng.random() < AGREED:
        body["next_visit"] = str(day + timedelta(days=rng.choice(AGREED_IN)))
    return Draft(
        posting=posting,
        form="household-visit" if is_visit else "work-note",
        occurred_on=day,
        household=rng.choice(homes) if is_visit else None,
        body=body,
        recorded_at=month.evening(day, rng.randrange(240)),
        recorded_by_id=posting.person.user_id,
    )
