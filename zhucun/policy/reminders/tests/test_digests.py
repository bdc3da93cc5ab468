"""Digests: one a day for each person who owes something, kept, shown to that person alone."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from zhucun.accounts.models import Grant
from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.engine.duty import Subject
from zhucun.policy.deciding.run import decide
from zhucun.policy.models import Decision, Digest
from zhucun.policy.queries import pack_of
from zhucun.policy.reminders.queries import digests_of
from zhucun.policy.reminders.services import remind_counties, remind_county
from zhucun.testing.cast import build_cast, client_of

FRIDAY = datetime(2026, 11, 27, 2, tzinfo=UTC)  # ten in the morning in Shanghai
LATE = datetime(2026, 12, 21, 2, tzinfo=UTC)  # within ten workdays of the end of the quarter
HOME, AWAY = "513331", "350428"
BY = System("提醒")


@pytest.fixture
def people(db):
    with time_machine.travel(FRIDAY, tick=False):
        cast = build_cast(HOME, AWAY)
        decide(HOME, on=date(2026, 11, 27), at=FRIDAY)
        yield cast


def test_who_owes_something_that_ends_soon_gets_one_digest_with_its_days(people):
    sent = list(remind_counties(by=BY, at=FRIDAY))

    [today] = digests_of(people.first_secretary, HOME)
    assert [one.county for one in sent if one.people] == [HOME]
    assert today.day == date(2026, 11, 27)
    assert {"committee-meeting", "group-meeting"} <= {line.duty for line in today.lines}
    assert all(line.until >= today.day for line in today.lines)
    assert [line.until for line in today.lines] == sorted(line.until for line in today.lines)


def test_a_day_has_one_digest_however_often_the_watch_looks(people):
    list(remind_counties(by=BY, at=FRIDAY))
    held = Digest.objects.in_county(HOME).count()

    again = list(remind_counties(by=BY, at=FRIDAY))
    remind_county(by=BY, county=HOME, at=FRIDAY)

    assert again == []
    assert held == Digest.objects.in_county(HOME).count() > 0


def test_who_is_posted_nowhere_is_reminded_of_nothing(people):
    remind_county(by=BY, county=HOME, at=FRIDAY)

    assert digests_of(people.county_officer, HOME) == []
    assert digests_of(people.outsider, AWAY) == []


def test_one_sees_ones_own_digest_and_nobody_elses(people):
    remind_county(by=BY, county=HOME, at=FRIDAY)
    page = reverse("policy:reminders", args=[HOME])

    own = client_of(people.first_secretary).get(page).content.decode()
    others = client_of(people.county_officer).get(page).content.decode()

    assert "支部委员会" in own
    assert "没有提醒" in others
    assert client_of(people.outsider).get(page).status_code == 404


def test_a_units_contact_gets_the_digest_of_the_unit(people):
    unit = people.home.unit

    with time_machine.travel(LATE, tick=False):
        decide(HOME, on=LATE.date(), at=LATE)
        remind_county(by=BY, county=HOME, at=LATE)

    [today] = digests_of(people.unit_contact, HOME)
    pack = pack_of(HOME)
    assert {pack.duties[line.duty].subject for line in today.lines} == {Subject.UNIT}
    about = Decision.objects.in_county(HOME).filter(id__in=[line.decision for line in today.lines])
    assert {row.subject_id for row in about} == {unit.id}


def test_whose_grant_for_the_unit_has_ended_is_told_no_more(people):
    Grant.objects.filter(user=people.unit_contact).update(ends_on=date(2026, 12, 20))

    with time_machine.travel(LATE, tick=False):
        decide(HOME, on=LATE.date(), at=LATE)
        remind_county(by=BY, county=HOME, at=LATE)

    assert digests_of(people.unit_contact, HOME) == []


def test_reminding_leaves_a_line_in_the_trail(people):
    sent = remind_county(by=BY, county=HOME, at=FRIDAY)

    [line] = AuditEvent.objects.in_county(HOME).filter(act="policy.reminded")
    assert line.details["people"] == sent.people
