from datetime import date

import pytest
from django.urls import reverse

from zhucun.dispatch.choices import Role
from zhucun.kernel.guard import watching
from zhucun.testing.cast import Cast
from zhucun.testing.county import person_of, post

pytestmark = pytest.mark.usefixtures("frozen_today")


def listed(client, cast: Cast, query=""):
    answer = client.get(reverse("dispatch:postings", args=[cast.home.code]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def add(cast, user, village, serial, *, since=date(2026, 1, 1), until=None, role=Role.TEAM_MEMBER):
    posting = post(cast.home, user, village, role, serial, since=since)
    posting.ends_on = until
    posting.save()
    return posting


def test_those_stationed_today_are_listed_with_village_and_unit(cast, client_of):
    add(cast, cast.auditor, cast.villages[2], 8, since=date(2025, 1, 1), until=date(2025, 12, 31))
    add(cast, cast.system_admin, cast.villages[2], 9, since=date(2026, 12, 1))

    page = listed(client_of(cast.county_officer), cast)

    assert "李书记" in page and "青河镇上坪村" in page and "青山县财政局" in page
    assert "王审计" not in page and "吴系统" not in page


def test_ended_and_coming_postings_are_a_filter_away(cast, client_of):
    add(cast, cast.auditor, cast.villages[2], 8, since=date(2025, 1, 1), until=date(2025, 12, 31))
    add(cast, cast.system_admin, cast.villages[2], 9, since=date(2026, 12, 1))
    client = client_of(cast.county_officer)

    assert "王审计" in listed(client, cast, "?state=ended")
    assert "吴系统" in listed(client, cast, "?state=coming")
    everybody = listed(client, cast, "?state=all")
    assert all(name in everybody for name in ("李书记", "王审计", "吴系统"))


def test_township_role_batch_and_text_narrow_the_list(cast, client_of):
    add(cast, cast.auditor, cast.villages[2], 8)
    client, batch = client_of(cast.county_officer), cast.home.batch.id

    assert "李书记" not in listed(client, cast, f"?township={cast.home.townships[1].code}")
    assert "王审计" in listed(client, cast, f"?township={cast.home.townships[1].code}")
    assert "王审计" not in listed(client, cast, "?role=first_secretary")
    assert "王审计" in listed(client, cast, f"?batch={batch}")
    assert "李书记" not in listed(client, cast, "?q=王审")
    assert "没有符合条件的派驻" in listed(client, cast, "?q=没有此人")


@pytest.mark.parametrize("query", ["?batch=x", "?township=%27", "?role=boss", "?state=x", "?page=99"])
def test_a_filter_nobody_offers_is_no_filter(cast, client_of, query):
    assert "李书记" in listed(client_of(cast.county_officer), cast, query)


def test_everybody_sees_their_own_part_only(cast, client_of):
    add(cast, cast.auditor, cast.villages[2], 8)

    assert "王审计" not in listed(client_of(cast.township_officer), cast)
    assert "李书记" in listed(client_of(cast.unit_contact), cast)
    assert (
        client_of(cast.outsider).get(reverse("dispatch:postings", args=[cast.home.code])).status_code == 404
    )
    assert (
        client_of(cast.system_admin).get(reverse("dispatch:postings", args=[cast.home.code])).status_code
        == 403
    )


def test_the_number_of_statements_does_not_grow_with_rows(cast, client_of):
    client = client_of(cast.county_officer)
    listed(client, cast)
    with watching() as few:
        listed(client, cast)
    for serial in range(10, 20):
        posting = add(cast, cast.auditor, cast.villages[2], serial)
        posting.person = person_of(cast.home.code, f"干部{serial}", serial + 50)
        posting.save()

    with watching() as many:
        listed(client, cast)

    assert len(many.statements) == len(few.statements) <= 12
    assert many.unpinned == []


def test_without_any_posting_the_page_says_how_to_begin(cast, client_of):
    cast.posting.delete()
    cast.member_posting.delete()

    page = listed(client_of(cast.county_officer), cast, "?state=all")

    assert "没有符合条件的派驻" in page or "还没有派驻" in page
