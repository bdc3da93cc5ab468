import pytest

from zhucun.audit.models import AuditEvent
from zhucun.audit.services import System
from zhucun.dispatch.queries import own_postings
from zhucun.dispatch.services import link_account
from zhucun.testing.county import SINCE, person_of

pytestmark = pytest.mark.usefixtures("frozen_today")


def test_what_a_person_owes_is_then_the_accounts_own(cast):
    link_account(by=System(), person=cast.posting.person, user=cast.outsider)

    assert [one.id for one in own_postings(cast.outsider.id, cast.home.code, on=SINCE)] == [cast.posting.id]


def test_the_trail_says_which_account_is_whose(cast):
    person = person_of(cast.home.code, "新来的", 9)

    link_account(by=System(), person=person, user=cast.outsider)

    line = AuditEvent.objects.in_county(cast.home.code).get(act="dispatch.account_linked")
    assert (line.subject_id, line.details["account"]) == (person.id, str(cast.outsider.id))
