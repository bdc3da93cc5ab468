"""A village answers what is asked, the records the rest; a correction keeps what stood before."""

from datetime import date
from typing import Any

import pytest

from zhucun.burden import refusals, services
from zhucun.burden.models import Answer
from zhucun.burden.services_answers import answer_request
from zhucun.burden.tests.acting import VALUES, acts, answered, at, drafted, running, text, url
from zhucun.testing.families import plant_family

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def fill(cast, request, nth: int = 1, village: int = 0) -> str:
    return url("fill", cast, cast.villages[village].code, request.id, nth)


def test_an_answer_holds_what_was_asked_and_what_the_records_say(cast, second):
    plant_family(cast.villages[0])
    held = running(cast, second)

    answer = answered(cast, held)

    assert answer.values == {"f1": 3, "f2": "每周六"}
    assert answer.held == {"households": 1}
    assert acts(cast)[-1] == "burden.request_answered"


def test_not_known_is_an_answer(cast, second):
    answer = answered(cast, running(cast, second), f1=None)

    assert answer.values["f1"] is None


def test_a_question_left_out_is_refused(cast, second):
    held = running(cast, second)

    with pytest.raises(refusals.FieldMissing) as refused:
        answer_request(
            by=cast.first_secretary,
            request=held,
            village=cast.villages[0].code,
            nth=1,
            values={"f1": 1},
            at=at(),
        )

    assert refused.value.said == "“农家书屋开放时间”没有填。不知道的，请勾选“不清楚或没有”。"


@pytest.mark.parametrize("value", [-1, "三", True, 2_000_000_000])
def test_what_does_not_fit_the_question_is_refused(cast, second, value):
    with pytest.raises(refusals.ValueUnreadable):
        answered(cast, running(cast, second), f1=value)


def test_a_correction_needs_a_reason_and_keeps_the_first(cast, second):
    held = running(cast, second)
    first = answered(cast, held)
    village = cast.villages[0].code
    again: dict[str, Any] = {
        "by": cast.first_secretary,
        "request": held,
        "village": village,
        "nth": 1,
        "at": at(),
    }

    with pytest.raises(refusals.ReasonMissing):
        answer_request(**again, values=VALUES)
    later = answer_request(**again, values={**VALUES, "f1": 4}, because="数错了一处")

    first.refresh_from_db()
    assert (first.is_current, first.values["f1"]) == (False, 3)
    assert (later.supersedes_id, later.values["f1"]) == (first.id, 4)


def test_only_the_village_itself_answers(cast, second):
    held = running(cast, second, f"{cast.home.code}000000")

    for user in (cast.county_officer, cast.township_officer, cast.unit_contact, cast.outsider):
        with pytest.raises(refusals.VillageNotYours) as refused:
            answered(cast, held, by=user)
        assert refused.value.sentence == "您没有替这个村填报的权限。"
    with pytest.raises(refusals.VillageNotYours):
        answered(cast, held, village=1)


def test_what_is_not_registered_or_not_for_the_village_is_not_answered(cast, second):
    with pytest.raises(refusals.NotAskedHere):
        answered(cast, drafted(cast))
    with pytest.raises(refusals.NotAskedHere):
        answered(cast, running(cast, second, cast.villages[1].code))
    with pytest.raises(refusals.NotAskedHere):
        answered(cast, running(cast, second), nth=2)


def test_what_has_not_begun_or_was_withdrawn_is_not_answered(cast, second):
    months: dict[str, Any] = {"frequency": "monthly", "last_on": date(2027, 1, 31)}
    held = running(cast, second, **months)

    with pytest.raises(refusals.NotBegun) as refused:
        answered(cast, held, nth=2)
    assert refused.value.sentence == "这一次从 2026-12-01 起才能填。"
    services.withdraw_request(by=second, request=held, because="不需要了", at=at())
    held.refresh_from_db()
    with pytest.raises(refusals.NoLongerAsked):
        answered(cast, held)


def test_the_form_asks_only_what_is_not_held(cast, second, client_of):
    plant_family(cast.villages[0])
    held = running(cast, second)

    shown = text(client_of(cast.first_secretary).get(fill(cast, held)))

    assert "村级公路硬化里程" in shown
    assert "农家书屋开放时间" in shown
    assert 'name="f1"' in shown
    assert 'name="households"' not in shown
    assert "1 户" in shown
    assert url("figure", cast, cast.villages[0].code, "households") in shown


def test_an_answer_is_given_on_the_page_with_full_width_digits_and_not_known(cast, second, client_of):
    held = running(cast, second)
    browser = client_of(cast.first_secretary)

    answer = browser.post(fill(cast, held), {"f1": "１２", "unknown-f2": "on"}, follow=True)

    kept = Answer.objects.in_county(cast.home.code).get()
    assert kept.values == {"f1": 12, "f2": None}
    assert "已交" in text(answer)
    assert answer.redirect_chain[0][0] == url("village", cast, cast.villages[0].code)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"f1": "三公里", "f2": "每周六"}, "这里应填整数，例如 12。不要写单位。"),
        ({"f1": "", "f2": "每周六"}, "“村级公路硬化里程”没有填。不知道的，请勾选“不清楚或没有”。"),
        (
            {"f1": "3", "unknown-f1": "on", "f2": "每周六"},
            "已经填了内容，又勾了“不清楚或没有”。请只留一个。",
        ),
        ({"f1": "3", "f2": "长" * 501}, "最多 500 个字，现在 501 个字。"),
    ],
)
def test_wrong_input_is_told_at_its_question_and_nothing_typed_is_lost(cast, second, client_of, given, words):
    answer = client_of(cast.first_secretary).post(fill(cast, running(cast, second)), given)

    assert answer.status_code == 422
    assert words in text(answer)
    assert given["f2"] in text(answer)
    assert not Answer.objects.in_county(cast.home.code).exists()


def test_a_correction_on_the_page_shows_what_was_given(cast, second, client_of):
    held = running(cast, second)
    answered(cast, held)
    browser = client_of(cast.team_member)

    shown = text(browser.get(fill(cast, held)))
    assert "这一次已经交过" in shown
    assert 'value="3"' in shown
    refused = browser.post(fill(cast, held), {"f1": "5", "f2": "每周日"})
    assert "没有写明更正的原因" in text(refused)
    browser.post(fill(cast, held), {"f1": "5", "f2": "每周日", "because": "重新量过"})

    current = Answer.objects.in_county(cast.home.code).get(is_current=True)
    page = text(browser.get(url("answer", cast, current.id)))
    assert (current.values["f1"], current.because) == (5, "重新量过")
    assert "各次填报" in page
    assert "重新量过" in page


def test_all_villages_stand_in_the_order_of_the_register_with_sums(cast, second, client_of):
    held = running(cast, second, f"{cast.home.code}000000")
    answered(cast, held)

    shown = text(client_of(cast.county_officer).get(url("answers", cast, held.id, 1)))

    places = [shown.index(village.name) for village in cast.villages]
    assert places == sorted(places)
    assert "3 个村里 1 个已交" in shown
    assert shown.count("还没有交") == 2
    township = text(client_of(cast.township_officer).get(url("answers", cast, held.id, 1)))
    assert "石门村" not in township


def test_the_outsider_finds_nothing_and_the_officer_may_not_answer(cast, second, client_of):
    held = running(cast, second)

    assert client_of(cast.outsider).get(fill(cast, held)).status_code == 404
    assert client_of(cast.outsider).post(fill(cast, held), VALUES).status_code == 404
    assert client_of(cast.county_officer).get(fill(cast, held)).status_code == 403
    assert client_of(cast.first_secretary).get(fill(cast, held, village=1)).status_code == 404
