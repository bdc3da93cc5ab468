"""The notice of a village: whom it names, for how long it hangs, and what it never shows."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.households.models import Household, Villager
from zhucun.monitoring.notices import notices_of
from zhucun.monitoring.tests.acting import TODAY, lead, monitored, secure, sheet, take
from zhucun.monitoring.tests.acting import measure as helped
from zhucun.monitoring.tests.test_lives import SUDDEN, opened, removal, visited
from zhucun.policy.queries import pack_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


@pytest.fixture
def agreed(cast, household):
    """A check whose household the villagers' discussion has agreed to take in."""
    Household.objects.in_county(cast.home.code).filter(id=household.id).update(group_name="三组")
    case = opened(cast, lead(cast, household, "户主住院花了三万"))
    take(case, cast.first_secretary, "found_sudden", **SUDDEN)
    return take(case, cast.first_secretary, "agreed", discussed_on="2026-11-18", present=30, agree=28)


def notices(cast, user=None):
    scope = scope_of(user or cast.first_secretary, cast.home.code, on=TODAY)
    return notices_of(scope, cast.villages[0].code, pack_of(cast.home.code), TODAY)


def page(cast, client, **asked) -> str:
    return str(client.get(reverse("monitoring:notice", args=[cast.home.code]), asked).content.decode())


def test_it_names_the_head_the_group_and_the_category(cast, household, agreed):
    (told,) = notices(cast)

    (row,) = told.named
    assert (row.head_name, row.group, row.category) == (household.head_name, "三组", "突发严重困难户")
    assert (told.removal, told.hangs, told.first) == (False, False, TODAY)


def test_it_hangs_for_five_days_from_the_day_on_which_it_was_posted(cast, agreed):
    take(agreed, cast.first_secretary, "post", posted_on="2026-11-17", posted_at="村务公开栏")

    (told,) = notices(cast)

    assert (told.hangs, told.first, told.last) == (True, date(2026, 11, 17), date(2026, 11, 22))


def test_it_shows_no_number_no_telephone_no_illness(cast, household, agreed, client_of):
    Villager.objects.in_county(cast.home.code).update(phone="13800001234")

    shown = page(cast, client_of(cast.first_secretary))

    assert household.head_name in shown
    assert "突发严重困难户" in shown
    for hidden in ("13800001234", "住院", "因病", "身份证号：", "1101"):
        assert hidden not in shown


def test_a_removal_has_a_sheet_of_its_own(cast, household, line, client_of):
    secure(household)
    monitored(household, date(2026, 8, 1))
    sheet(cast, household, work_away=60000)
    helped(cast, household, done=True)
    case = visited(cast, removal(cast, household))
    take(case, cast.first_secretary, "agreed", discussed_on="2026-11-18", present=30, agree=28)

    (told,) = notices(cast)

    assert told.removal
    assert [row.category for row in told.named] == ["帮扶消除"]
    assert "关于拟标注防返贫监测对象风险消除的公示" in page(cast, client_of(cast.first_secretary))


def test_before_and_after_its_time_there_is_none(cast, household, client_of):
    opened(cast, lead(cast, household))

    assert notices(cast) == []
    assert "现在没有要公示的" in page(cast, client_of(cast.first_secretary))


def test_only_a_village_that_posts_something_can_be_asked_for(cast, agreed, client_of):
    browser, address = client_of(cast.township_officer), reverse("monitoring:notice", args=[cast.home.code])

    assert browser.get(address, {"village": cast.villages[0].code}).status_code == 200
    assert browser.get(address, {"village": cast.villages[1].code}).status_code == 404
    assert client_of(cast.outsider).get(address).status_code == 404
