"""The note beside a leave goes with its term; the days stay, so that the month can be told."""

from datetime import date, datetime

import pytest

from zhucun.attendance.choices import Kind
from zhucun.attendance.models import PresenceEntry
from zhucun.attendance.services import add_entry
from zhucun.audit.services import System
from zhucun.kernel import clock
from zhucun.kernel.clock import SHANGHAI
from zhucun.policy.retention.services import drop_everywhere

pytestmark = pytest.mark.usefixtures("frozen_today")


def run(day):
    at = datetime(day.year, day.month, day.day, 2, tzinfo=SHANGHAI)
    return {one.title: one.rows for one in drop_everywhere(by=System("保存期限"), at=at)}


def test_the_note_of_a_leave_goes_and_its_days_stay(cast):
    entry = add_entry(
        by=cast.township_officer,
        posting=cast.posting,
        kind=Kind.SICK_LEAVE,
        first_day=date(2026, 11, 16),
        last_day=date(2026, 11, 17),
        at=clock.now(),
        note_text="住院",
    )

    before, after = run(date(2029, 11, 16)), run(date(2029, 11, 17))

    found = PresenceEntry.objects.in_county(cast.home.code).get(id=entry.id)
    assert (before, after) == ({}, {"在岗登记": 1})
    assert (found.note, found.kind, found.first_day) == ("", "sick_leave", date(2026, 11, 16))
