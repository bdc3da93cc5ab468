"""The matrix of a month: who sees what, what it costs, what its words lead to."""

from datetime import date

import pytest
from django.urls import reverse

from zhucun.attendance import queries, services
from zhucun.attendance.choices import Kind
from zhucun.attendance.refresh import refresh_between
from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.kernel import clock
from zhucun.kernel.guard import watching
from zhucun.kernel.place_codes import township_of
from zhucun.testing.county import person_of

OCTOBER = date(2026, 10, 1)
MOST_QUERIES = 12


def page(stage, name="month", **kwargs):
    return reverse(f"attendance:{name}", kwargs={"county": stage.code, "month": OCTOBER, **kwargs})


def test_the_county_sees_every_village_and_the_reason_of_each(full_time, client_of):
    answer = client_of(full_time.officer).get(page(full_time))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "上村" in text
    assert "下村" in text
    assert page(full_time, "why", posting=full_time.posting.id) in text


def test_a_township_sees_its_own_villages_only(full_time, client_of):
    text = client_of(full_time.township).get(page(full_time)).content.decode()

    assert "上村" in text
    assert "下村" not in text


def test_a_filter_keeps_only_one_answer(full_time, client_of):
    services.add_entry(
        by=full_time.secretary,
        posting=full_time.posting,
        kind=Kind.PERSONAL_LEAVE,
        first_day=date(2026, 10, 12),
        last_day=date(2026, 10, 14),
        at=clock.now(),
    )

    answer = client_of(full_time.officer).get(page(full_time), {"answer": "undetermined"})

    assert [row["person_name"] for row in answer.context["rows"]] == ["李书记"]
    assert answer.context["totals"]["met"] == 1


def test_the_totals_are_those_of_the_township_that_was_chosen(full_time, client_of):
    town = township_of(full_time.posting.village_code)

    answer = client_of(full_time.officer).get(page(full_time), {"township": town})

    assert answer.context["people"] == answer.context["totals"].total() == len(answer.context["rows"]) == 1
    assert f"?township={town}&amp;answer=met#matrix" in answer.content.decode()


def test_an_outsider_finds_nothing_here(full_time, part_time, client_of):
    assert client_of(part_time.officer).get(page(full_time)).status_code == 404


def test_a_month_before_anybody_came_says_so(full_time, client_of):
    where = {"county": full_time.code, "month": date(2026, 1, 1)}

    answer = client_of(full_time.officer).get(reverse("attendance:month", kwargs=where))

    assert "这个月没有派驻人员" in answer.content.decode()


def test_a_year_that_is_not_announced_carries_a_warning(full_time, client_of):
    where = {"county": full_time.code, "month": date(2027, 1, 1)}

    answer = client_of(full_time.officer).get(reverse("attendance:month", kwargs=where))

    assert "2027 年的放假安排尚未公布" in answer.content.decode()


@pytest.mark.parametrize("name", ["month", "sheet"])
def test_the_matrix_asks_no_more_when_there_are_more_rows(full_time, client_of, name):
    client = client_of(full_time.officer)
    client.get(page(full_time, name))
    with watching() as few:
        client.get(page(full_time, name))
    more(full_time, 40)

    with watching() as many:
        answer = client.get(page(full_time, name))

    assert answer.content.decode().count("为什么</a>") > 40
    assert len(many.statements) == len(few.statements) <= MOST_QUERIES
    assert many.unpinned == []


def more(stage, people):
    Posting.objects.bulk_create(
        Posting(
            county_code=stage.code,
            person=person_of(stage.code, f"新人{at}", 100 + at),
            batch=stage.county.batch,
            unit=stage.county.unit,
            village_code=stage.county.villages[at % 2].code,
            role=Role.TEAM_MEMBER,
            sender_level="county",
            starts_on=OCTOBER,
        )
        for at in range(people)
    )
    refresh_between(stage.code, OCTOBER, OCTOBER)


def test_only_the_township_may_confirm(full_time, client_of):
    where = page(full_time, "confirm", township=township_of(full_time.posting.village_code))

    assert client_of(full_time.secretary).post(where).status_code == 403
    assert client_of(full_time.officer).post(where).status_code == 403
    assert client_of(full_time.township).post(where).status_code == 302


def test_a_township_cannot_confirm_its_neighbour(full_time, client_of):
    where = page(full_time, "confirm", township=township_of(full_time.neighbour.village_code))

    assert client_of(full_time.township).post(where).status_code == 403
    assert queries.confirmed_townships(full_time.code, OCTOBER) == frozenset()


def test_a_refused_confirmation_is_a_sentence_with_a_next_step(full_time, client_of):
    client = client_of(full_time.township)
    where = page(full_time, "confirm", township=township_of(full_time.posting.village_code))
    client.post(where)

    again = client.post(where)

    assert again.status_code == 409
    assert "已经确认过了" in again.content.decode()
