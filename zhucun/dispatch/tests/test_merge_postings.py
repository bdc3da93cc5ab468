from datetime import date

import pytest

from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.dispatch.choices import Role
from zhucun.dispatch.merging import foresee
from zhucun.dispatch.models import Posting
from zhucun.places.services import merge_villages
from zhucun.testing.county import post

pytestmark = pytest.mark.usefixtures("frozen_today")
DAY = date(2026, 12, 1)


def merge(cast):
    """上坪村 and 下坪村 become 下坪村."""
    first, second = cast.villages[0], cast.villages[1]
    merge_villages(
        by=System(),
        county=cast.home.code,
        codes=[first.code, second.code],
        into_code=second.code,
        on=DAY,
        because="撤并",
    )


def postings(cast, village):
    found = Posting.objects.in_county(cast.home.code).filter(village_code=village.code)
    return {(posting.person_id, posting.starts_on): posting for posting in found}


def test_a_posting_ends_the_day_before_and_goes_on_in_the_successor(cast):
    merge(cast)

    old = postings(cast, cast.villages[0])[cast.posting.person_id, date(2026, 1, 1)]
    new = postings(cast, cast.villages[1])[cast.posting.person_id, DAY]
    assert (old.id, old.ends_on, old.end_because) == (cast.posting.id, date(2026, 11, 30), "村合并")
    assert (new.role, new.unit_id, new.batch_id, new.ends_on) == (old.role, old.unit_id, old.batch_id, None)


def test_a_posting_that_has_ended_stays_and_one_to_come_goes_to_the_successor(cast):
    ended = post(cast.home, cast.auditor, cast.villages[0], Role.TEAM_MEMBER, 8)
    ended.ends_on = date(2026, 6, 30)
    ended.save()
    coming = post(cast.home, cast.system_admin, cast.villages[0], Role.TEAM_MEMBER, 9, since=date(2027, 1, 1))

    merge(cast)

    assert (ended.person_id, ended.starts_on) in postings(cast, cast.villages[0])
    assert postings(cast, cast.villages[1])[coming.person_id, coming.starts_on].id == coming.id


def test_the_postings_of_the_village_that_takes_over_stay_as_they_are(cast):
    there = post(cast.home, cast.auditor, cast.villages[1], Role.TEAM_MEMBER, 8)

    merge(cast)

    assert postings(cast, cast.villages[1])[there.person_id, there.starts_on].ends_on is None


def test_the_line_of_the_merge_counts_them(cast):
    merge(cast)

    event = AuditEvent.objects.in_county(cast.home.code).get(act="places.villages_merged")
    assert event.details["postings"] == 2


def test_the_preview_tells_of_moves_and_of_two_first_secretaries(cast):
    codes, into = [village.code for village in cast.villages[:2]], cast.villages[1].code

    alone = list(foresee(cast.home.code, codes, into, DAY))
    post(cast.home, cast.auditor, cast.villages[1], Role.FIRST_SECRETARY, 8)
    together = list(foresee(cast.home.code, codes, into, DAY))

    assert alone == ["2 段派驻到前一天结束，从合并之日起转到合并后的村。"]
    assert together[1] == "合并后的村会有 2 位第一书记，请在合并后调整。"
