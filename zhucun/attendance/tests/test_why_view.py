"""为什么: rule, value, paper, days, records, what would change it."""

from datetime import date

from django.urls import reverse

from zhucun.attendance import services
from zhucun.attendance.choices import Kind
from zhucun.fieldwork.services import write_record
from zhucun.households.domain import Entry
from zhucun.households.services import add_household
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


def test_a_reader_without_the_right_sees_that_a_record_is_there_but_not_whom_it_names(part_time, client_of):
    write_record(
        by=part_time.secretary,
        county=part_time.code,
        posting=part_time.posting,
        form="household-visit",
        occurred_on=date(2026, 10, 12),
        at=clock.now(),
        household=add_household(
            by=part_time.secretary,
            county=part_time.code,
            entry=Entry(part_time.posting.village_code, "王小户", 3),
            on=date(2026, 10, 1),
        ),
        body={"way": "at_home", "topic": "policy", "said": "想修水管"},
    )

    mine = client_of(part_time.secretary).get(why(part_time)).content.decode()
    units = client_of(part_time.contact).get(why(part_time)).content.decode()

    assert "王小户" in mine
    assert "王小户" not in units
    assert "工作记录" in units
