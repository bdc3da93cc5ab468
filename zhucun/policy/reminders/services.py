"""Keeping the day's digests. Doing it twice on a day adds nobody and changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from zhucun.audit import queries as audit
from zhucun.audit.services import Actor, note, recorded
from zhucun.kernel import clock
from zhucun.places import queries as places
from zhucun.policy.models import Digest
from zhucun.policy.queries import pack_of
from zhucun.policy.reminders.collecting import reminders
from zhucun.policy.reminders.domain import in_office_hours, is_office_time

ACT = "policy.reminded"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Sent:
    """How many people of a county were reminded."""

    county: str
    people: int


def remind_counties(*, by: Actor, at: datetime) -> Iterator[Sent]:
    """Every county where it is office time and nobody has been reminded today."""
    if not in_office_hours(at):
        return
    for county in places.counties():
        if is_office_time(at, pack_of(county).calendar) and not _told_today(county, at):
            yield remind_county(by=by, county=county, at=at)


def _told_today(county: str, at: datetime) -> bool:
    last = audit.latest_events(county, act=ACT, limit=1)
    return bool(last) and clock.date_of(last[0].at) == clock.date_of(at)


@recorded(ACT, _("每日提醒"))
def remind_county(*, by: Actor, county: str, at: datetime) -> Sent:
    """Lay one digest before each person who has something due or at risk."""
    day = clock.date_of(at)
    digests = [
        Digest(
            county_code=county,
            user_id=user,
            day=day,
            lines=[one.to_json() for one in lines],
            made_at=at,
        )
        for user, lines in reminders(county, day).items()
    ]
    Digest.objects.bulk_create(digests, batch_size=BATCH, ignore_conflicts=True)
    note(people=len(digests))
    return Sent(county, len(digests))
