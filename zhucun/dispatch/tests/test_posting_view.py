import pytest
from django.urls import reverse

from zhucun.audit.models import AuditEvent
from zhucun.dispatch.models import Person

pytestmark = pytest.mark.usefixtures("frozen_today")


def address(cast, name="posting", posting=None):
    return reverse(f"dispatch:{name}", args=[cast.home.code, (posting or cast.posting).id])


def person_of(cast):
    return Person.objects.in_county(cast.home.code).get(id=cast.posting.person_id)


def acts(cast):
    lines = AuditEvent.objects.in_county(cast.home.code).filter(act__startswith="dispatch.")
    return list(lines.values_list("act", flat=True))


def test_a_posting_shows_village_unit_and_masked_numbers(cast, client_of):
    page = client_of(cast.county_officer).get(address(cast)).content.decode()

    person = person_of(cast)
    assert "青河镇上坪村" in page and "青山县财政局" in page and "未定" in page
    assert person.phone not in page and person.id_number not in page
    assert person.phone[:3] + "****" + person.phone[-4:] in page


def test_a_posting_elsewhere_is_not_found(cast, client_of):
    assert client_of(cast.outsider).get(address(cast)).status_code == 404
    assert client_of(cast.county_officer).get(address(cast, posting=cast.away_posting)).status_code == 404


def test_numbers_in_clear_need_a_reason_and_leave_a_line(cast, client_of):
    client, person = client_of(cast.county_officer), person_of(cast)

    asked = client.get(address(cast, "show_numbers")).content.decode()
    refused = client.post(address(cast, "show_numbers"), {"because": " \u200b "})
    shown = client.post(address(cast, "show_numbers"), {"because": "核对保险投保信息"}).content.decode()

    assert person.id_number not in asked + refused.content.decode()
    assert refused.status_code == 422
    assert person.id_number in shown and person.phone in shown
    assert acts(cast) == ["dispatch.person_shown"]
    event = AuditEvent.objects.in_county(cast.home.code).get(act="dispatch.person_shown")
    assert (event.subject_id, event.details) == (person.id, {"because": "核对保险投保信息"})


def test_who_may_not_see_numbers_is_refused_and_offered_no_way(cast, client_of):
    client = client_of(cast.township_officer)

    assert "查看完整号码" not in client.get(address(cast)).content.decode()
    assert client.post(address(cast, "show_numbers"), {"because": "想看看"}).status_code == 403
    assert client_of(cast.outsider).post(address(cast, "show_numbers"), {"because": "x"}).status_code == 404
