"""What was written in a record goes with its term; that there was one on that day stays."""

from datetime import date, datetime

import pytest

from zhucun.audit.services import System
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.services import write_record
from zhucun.kernel import clock
from zhucun.kernel.clock import SHANGHAI
from zhucun.policy.retention.services import drop_everywhere
from zhucun.testing.families import plant_family

pytestmark = pytest.mark.usefixtures("frozen_today")


def run(day):
    at = datetime(day.year, day.month, day.day, 2, tzinfo=SHANGHAI)
    return {one.title: one.rows for one in drop_everywhere(by=System("保存期限"), at=at)}


def test_a_record_loses_its_words_and_keeps_its_day(cast):
    household = plant_family(cast.villages[0]).household
    record = write_record(
        by=cast.first_secretary,
        county=cast.home.code,
        posting=cast.posting,
        form="household-visit",
        occurred_on=date(2026, 11, 18),
        household=household,
        body={"way": "at_home", "topic": "living", "said": "孩子要上学"},
        at=clock.now(),
    )

    before, after, again = run(date(2031, 11, 17)), run(date(2031, 11, 18)), run(date(2031, 11, 19))

    found = WorkRecord.objects.in_county(cast.home.code).get(id=record.id)
    assert (before, after, again) == ({}, {"工作记录": 1}, {})
    assert (found.title, found.body) == ("", {})
    assert (found.form, found.occurred_on, found.household_id) == (
        "household-visit",
        date(2026, 11, 18),
        household.id,
    )


def test_the_page_and_the_list_of_such_a_record_still_open(cast, client_of):
    record = write_record(
        by=cast.first_secretary,
        county=cast.home.code,
        posting=cast.posting,
        form="household-visit",
        occurred_on=date(2026, 11, 18),
        household=plant_family(cast.villages[0]).household,
        body={"way": "at_home", "topic": "living", "said": "孩子要上学"},
        at=clock.now(),
    )
    run(date(2031, 11, 18))
    client = client_of(cast.first_secretary)

    page = client.get(f"/c/{cast.home.code}/fieldwork/{record.id}/")
    listed = client.get(f"/c/{cast.home.code}/fieldwork/")

    assert (page.status_code, listed.status_code) == (200, 200)
    assert "孩子要上学" not in page.content.decode() + listed.content.decode()
