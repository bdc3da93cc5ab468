from datetime import date

import pytest
from django.urls import reverse

from zhucun.audit.services import System
from zhucun.places import services
from zhucun.places.tests.conftest import ACHA, ACHA_TOWN, CHAKE

PAGE = reverse("places:villages", args=["513331"])


@pytest.fixture
def reader(entered, baiyu):
    return entered("places_reader", "513331")


def page(client, **query):
    response = client.get(PAGE, query)
    return response.content.decode()


def test_villages_stand_under_their_townships_and_the_kinds_add_up(reader):
    response = reader.get(PAGE)

    text = response.content.decode()
    assert response.context["total"] == sum(number for _word, number in response.context["kinds"]) == 133
    assert text.index("建设镇") < text.index("亚通村") < text.index("阿察镇</h2>") < text.index("查科村")
    assert "白玉县现有的村和社区" in text


def test_a_township_and_a_fragment_narrow_the_list(reader):
    text = page(reader, township=ACHA_TOWN, q="察")

    assert "阿察村" in text
    assert "查科村" not in text


def test_the_list_shows_the_state_of_the_day_asked_about(reader):
    services.merge_villages(
        by=System(),
        county="513331",
        codes=[ACHA, CHAKE],
        on=date(2026, 1, 1),
        because="批复",
        into_name="和睦村",
    )

    assert "和睦村" in page(reader) and "查科村" not in page(reader)
    assert "查科村" in page(reader, on="2025-12-31") and "和睦村" not in page(reader, on="2025-12-31")
    assert "到 2025-12-31" in page(reader, on="2025-12-31")


def test_what_is_not_found_is_said_and_no_typed_text_becomes_markup(reader):
    text = page(reader, q="<b>无此村</b>")

    assert "没有找到" in text
    assert "&lt;b&gt;无此村&lt;/b&gt;" in text
    assert "<b>无此村" not in text


def test_a_day_before_the_edition_and_nonsense_days_are_answered(reader):
    assert "这一天还没有区划" in page(reader, on="2001-01-01")
    assert "阿察村" in page(reader, on="昨天", township="513331999000")


def test_only_who_may_merge_is_offered_it(reader, entered, baiyu):
    assert reverse("places:merge", args=["513331"]) not in page(reader)

    keeper = entered("places_keeper", "513331101")

    assert reverse("places:merge", args=["513331"]) in page(keeper)


def test_an_outsider_finds_no_page_and_a_person_without_the_right_is_shown_out(entered, baiyu, acts):
    assert entered("places_keeper", "350428").get(PAGE).status_code == 404
    assert entered("places_stranger", "513331").get(PAGE).status_code == 403
    assert acts("513331")[-1].act == "accounts.refused"


def test_the_page_costs_the_same_statements_for_a_township_and_the_county(
    reader, django_assert_max_num_queries
):
    page(reader)
    for query in ({}, {"township": ACHA_TOWN}):
        with django_assert_max_num_queries(9):
            page(reader, **query)
