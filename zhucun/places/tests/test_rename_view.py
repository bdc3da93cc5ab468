import pytest
from django.urls import reverse

from zhucun.places import queries
from zhucun.places.tests.conftest import ACHA

PAGE = reverse("places:rename", args=["513331", ACHA])
FILLED = {"name": "幸福村村民委员会", "on": "2026-01-01", "because": "批复"}


@pytest.fixture
def clerk(entered, baiyu):
    return entered("places_keeper", "513331101")


def test_a_rename_leads_back_to_the_village(clerk, acts):
    response = clerk.post(PAGE, FILLED, follow=True)

    assert response.redirect_chain == [(reverse("places:village", args=["513331", ACHA]), 302)]
    assert "已更名为“幸福村村民委员会”。" in response.content.decode()
    assert queries.names("513331")[ACHA] == "幸福村"
    assert acts("513331")[-1].act == "places.village_renamed"


def test_a_refused_rename_says_so_beside_the_field(clerk):
    response = clerk.post(PAGE, FILLED | {"name": "查科村"})

    assert response.status_code == 422
    assert "阿察镇已有“查科村”（513331101202）。" in response.content.decode()
    assert queries.names("513331")[ACHA] == "阿察村"


def test_the_empty_form_is_shown(clerk):
    text = clerk.get(PAGE).content.decode()

    assert "阿察村更名" in text
    assert "代码不变" in text


def test_villages_beyond_the_readers_places_and_outsiders(clerk, entered):
    elsewhere = reverse("places:rename", args=["513331", "513331100202"])

    assert clerk.post(elsewhere, FILLED).status_code == 404
    assert entered("places_reader", "513331").post(PAGE, FILLED).status_code == 403
    assert entered("places_keeper", "350428").post(PAGE, FILLED).status_code == 404
    assert queries.names("513331")[ACHA] == "阿察村"
