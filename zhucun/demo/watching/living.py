"""Months of watching: leads, checks, lists, what is done and what is over; at the end what the rules raise by night."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhucun.demo.diary import Story, keep_diary
from zhucun.demo.families.happenings import Happenings
from zhucun.demo.names import Names
from zhucun.demo.timeline import NIGHT, ONE_DAY, moment
from zhucun.demo.watching.acting import Watch
from zhucun.demo.watching.checking import watched
from zhucun.demo.watching.choosing import Cast
from zhucun.demo.watching.comparing import compared
from zhucun.dispatch.models import Posting
from zhucun.kernel.refusals import Refusal
from zhucun.monitoring.services_warnings import run_warnings

LIST_AGO = timedelta(days=24)


@dataclass(frozen=True)
class Watched:
    """How many stories were begun, what the rules raised, and what was refused on the way (nothing, as a rule)."""

    stories: int
    warned: int
    refused: list[Refusal]


def live_watching(
    watch: Watch, tales: Sequence[Cast], near: Sequence[Posting], names: Names, opened_on: date
) -> Watched:
    """From the day the county begins to use the product to the night before it is looked at."""
    stories = list(_stories(watch, tales, near, names, opened_on))
    refused = keep_diary(stories, watch.on)
    watch.night(watch.on)
    raised = run_warnings(by=watch.by, county=watch.county, at=moment(watch.on, NIGHT))
    return Watched(len(stories), raised.leads, refused)


def _stories(
    watch: Watch, tales: Sequence[Cast], near: Sequence[Posting], names: Names, opened_on: date
) -> Iterator[tuple[date, Story]]:
    for day, tale, desk in tales:
        yield day, watched(desk, tale, day)
    happenings = Happenings(watch.county, near, names, opened_on + ONE_DAY, watch.on, watch.rng)
    yield from happenings.draw({desk.home.id for _day, _tale, desk in tales}, around=watch.eventful)
    day = max(watch.on - LIST_AGO, opened_on + ONE_DAY)
    yield day, compared(watch, near, names, watch.rng, day)
