from datetime import date

import pytest
from django.urls import reverse

from zhucun.places import queries, registry
from zhucun.places.models import Division
from zhucun.places.tests.conftest import ACHA, ACHA_TOWN, CHAKE, CHANGTUO

PAGE = reverse("places:merge", args=["513331"])
HERE = f"{PAGE}?township={ACHA_TOWN}"
FILLED = {
    "codes": [ACHA, CHAKE],
    "into": "",
    "into_name": "和睦村",
    "into_code": "",
    "on": "2026-04-01",
    "because": "县政府批复〔2026〕3号",
}


@pytest.fixture
def clerk(entered, baiyu):
    return entered("places_keeper", "513331101")


def test_only_townships_below_the_readers_places_are_offered(clerk):
    text = clerk.get(PAGE).content.decode()

    assert "阿察镇" in text
    assert "河坡镇" not in text


def test_the_form_lists_the_villages_of_the_township(clerk):
    text = clerk.get(HERE + f"&codes={ACHA}").content.decode()

    assert text.count('type="checkbox"') == 5
    assert f'value="{ACHA}" id="id_codes_0" checked' in text


def test_the_preview_shows_the_result_and_changes_nothing(clerk, monkeypatch):
    monkeypatch.setattr(registry, "_foreseers", [])
    registry.on_merge_preview(lambda county, old, new, on: [f"{len(old)} 项授权转到 {new}"])
    before = list(Division.objects.order_by("id").values())

    text = clerk.post(HERE, FILLED).content.decode()

    assert "请核对并村" in text
    assert "到 2026-03-31 为止" in text
    assert "513331101205" in text
    assert "2 项授权转到 513331101205" in text
    assert text.count('type="hidden" name="codes"') == 2
    assert list(Division.objects.order_by("id").values()) == before


def test_the_confirmed_merge_leads_to_the_new_village(clerk, acts):
    response = clerk.post(HERE, FILLED | {"step": "confirm"}, follow=True)

    assert response.redirect_chain == [(reverse("places:village", args=["513331", "513331101205"]), 302)]
    assert "已办理并村，由“和睦村”承接。" in response.content.decode()
    assert ACHA not in {village.code for village in queries.villages("513331", date(2026, 4, 1))}
    assert (acts("513331")[-1].act, acts("513331")[-1].actor) == ("places.villages_merged", "某人")


def test_a_chosen_village_takes_over_whatever_code_is_typed(clerk):
    clerk.post(HERE, FILLED | {"into": CHANGTUO, "into_name": "", "into_code": "1", "step": "confirm"})

    assert queries.latest_rows("513331", [ACHA])[ACHA].successor_code == CHANGTUO


def test_going_back_keeps_what_was_filled_in(clerk):
    text = clerk.post(HERE, FILLED | {"step": "edit"}).content.decode()

    assert 'value="和睦村"' in text
    assert "请核对并村" not in text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"codes": [ACHA]}, "并村至少要有两个村，现在选的是：阿察村。请再选一个村；"),
        ({"into_name": ""}, "没有填写新村的名称。请填写批复中的名称"),
        ({"on": "2020-01-01"}, "“阿察村”的资料从 2023-06-30 开始，2020-01-01 不在这之后。"),
        ({"into_code": "12"}, "代码 12 不是阿察镇的村级代码。"),
    ],
)
@pytest.mark.parametrize("step", ["", "confirm"])
def test_a_refusal_stands_beside_the_form_and_nothing_is_lost(clerk, changes, sentence, step):
    response = clerk.post(HERE, FILLED | changes | {"step": step})

    text = response.content.decode()
    assert response.status_code == 422
    assert sentence in text
    assert 'value="县政府批复〔2026〕3号"' in text
    assert Division.objects.filter(valid_to__isnull=False).count() == 0


def test_a_village_of_another_township_cannot_be_slipped_in(clerk):
    response = clerk.post(HERE, FILLED | {"codes": [ACHA, "513331100202"], "step": "confirm"})

    assert response.status_code == 422
    assert not Division.objects.filter(valid_to__isnull=False).exists()


def test_a_township_beyond_the_readers_places_is_not_found(clerk):
    assert clerk.post(f"{PAGE}?township=513331102000", FILLED).status_code == 404


def test_a_reader_is_shown_out_and_an_outsider_finds_nothing(entered, baiyu):
    assert entered("places_reader", "513331").post(HERE, FILLED).status_code == 403
    assert entered("places_keeper", "350428").post(HERE, FILLED).status_code == 404
    assert not Division.objects.filter(valid_to__isnull=False).exists()
