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
from zhucun.policy.reminders.domain import is_office_time

ACT = "policy.reminded"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Sent:
    """How many people of a county were reminded."""

    county: str
    people: int


def remind_counties(*, by: Actor, at: datetime) -> Iterator[Sent]:
    """Every county where it is office time and nobody has been reminded today."""
    for county in places.counties():
        last = audit.latest_events(county, act=ACT, limit=1)
        told = bool(last) and clock.date_of(last[0].at) == clock.date_of(at)
        if not told and is_office_time(at, pack_of(county).calendar):
            yield remind_county(by=by, county=county, at=at)


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
