from datetime import date

import pytest
from django.urls import reverse

from zhucun.audit.services import System
from zhucun.places import services
from zhucun.places.tests.conftest import ACHA, CHAKE, CHANGTUO


def address(code):
    return reverse("places:village", args=["513331", code])


@pytest.fixture
def merged(baiyu):
    return services.merge_villages(
        by=System(),
        county=baiyu,
        codes=[ACHA, CHAKE],
        on=date(2026, 1, 1),
        because="县政府批复〔2025〕9号",
        into_name="和睦村",
    )


def test_a_village_shows_since_when_it_is_and_whence_it_is_known(entered, baiyu):
    text = entered("places_reader", "513331").get(address(ACHA)).content.decode()

    for shown in ("阿察村民委员会", ACHA, "阿察镇", "2023年6月30日", "2023 年版"):
        assert shown in text
    assert "更名" not in text


def test_an_ended_village_leads_to_its_successor_and_takes_no_changes(entered, merged):
    text = entered("places_keeper", "513331").get(address(ACHA)).content.decode()

    assert "到2025年12月31日为止" in text
    assert address(merged.code) in text
    assert reverse("places:rename", args=["513331", ACHA]) not in text


def test_a_successor_names_the_villages_it_came_from(entered, merged):
    text = entered("places_keeper", "513331").get(address(merged.code)).content.decode()

    assert address(ACHA) in text and address(CHAKE) in text
    assert "并入本村" in text
    assert "县政府批复〔2025〕9号" in text


def test_changes_are_offered_below_the_readers_own_places_only(entered, baiyu):
    client = entered("places_keeper", "513331101")
    elsewhere = "513331100202"

    own = client.get(address(CHANGTUO)).content.decode()
    other = client.get(address(elsewhere)).content.decode()

    assert reverse("places:rename", args=["513331", CHANGTUO]) in own
    assert reverse("places:rename", args=["513331", elsewhere]) not in other


def test_villages_of_other_counties_and_townships_are_no_village_pages(entered, baiyu):
    client = entered("places_reader", "513331")

    for code in ("350428101200", "513331101000", "513331101299", "merge-me"):
        assert client.get(address(code)).status_code == 404


def test_an_outsider_finds_nothing(entered, baiyu):
    assert entered("places_keeper", "350428").get(address(ACHA)).status_code == 404
