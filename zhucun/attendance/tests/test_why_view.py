"""为什么: rule, value, paper, days, records, what would change it."""

from datetime import date

from django.urls import reverse

from zhucun.attendance import services
from zhucun.attendance.choices import Kind
from zhucun.kernel import clock

OCTOBER = date(2026, 10, 1)


def why(stage, posting=None):
    where = {"county": stage.code, "month": OCTOBER, "posting": (posting or stage.posting).id}
    return reverse("attendance:why", kwargs=where)


def test_the_page_names_rule_value_paper_and_days(full_time, client_of):
    text = client_of(full_time.secretary).get(why(full_time)).content.decode()

    assert "22 天" in text
    assert "2021-08-01" in text
    assert "每月一般不少于22天" in text
    assert "18 / 18 天" in text


def test_the_very_records_are_listed_and_open(full_time, client_of):
    entry = services.add_entry(
        by=full_time.secretary,
        posting=full_time.posting,
        kind=Kind.SICK_LEAVE,
        first_day=date(2026, 10, 12),
        last_day=date(2026, 10, 13),
        at=clock.now(),
    )

    client = client_of(full_time.secretary)
    text = client.get(why(full_time)).content.decode()

    opened = reverse("attendance:entry", kwargs={"county": full_time.code, "entry": entry.id})
    assert opened in text
    assert client.get(opened).status_code == 200


def test_the_answer_before_a_change_can_still_be_read(full_time, client_of):
    services.add_entry(
        by=full_time.secretary,
        posting=full_time.posting,
        kind=Kind.PERSONAL_LEAVE,
        first_day=date(2026, 10, 12),
        last_day=date(2026, 10, 13),
        at=clock.now(),
    )

    answer = client_of(full_time.officer).get(why(full_time))

    october = [d.answer for d in answer.context["history"] if d.period_from == OCTOBER]
    assert october == ["undetermined", "met"]


def test_the_sending_unit_sees_its_own_people(full_time, client_of):
    assert client_of(full_time.contact).get(why(full_time)).status_code == 200


def test_a_neighbour_village_is_not_there(full_time, client_of):
    assert client_of(full_time.secretary).get(why(full_time, full_time.neighbour)).status_code == 404
