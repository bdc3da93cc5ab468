"""A village refuses what has no number; the county registers it or stands by the village. Nobody is blamed."""

from datetime import date

import pytest
from django.utils import translation

from zhucun.burden import refusals
from zhucun.burden.choices import Outcome, State
from zhucun.burden.models import DataRequest, UnregisteredRequest
from zhucun.burden.services_refusing import Told, confirm_refusal, draft_from_refused, refuse_unregistered
from zhucun.burden.tests.acting import acts, at, refused, text, url
from zhucun.testing.requests import content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def test_refusing_is_writing_down_who_asked_for_what(cast):
    held = refused(cast)

    assert (held.asked_by, held.title, held.outcome) == ("县某中心", "产业到户统计表", Outcome.WAITING)
    assert acts(cast) == ["burden.unregistered_refused"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told("", "某表", "chat", date(2026, 11, 18)), "“哪个单位要的”没有填写。"),
        (Told("县某局", " ", "chat", date(2026, 11, 18)), "“要填什么”没有填写。"),
        (Told("县某局", "某表", "pigeon", date(2026, 11, 18)), "“怎样要的”没有填写。"),
        (Told("县某局", "某表", "chat", date(2026, 11, 19)), "2026-11-19 还没有到。"),
        (Told("县某局", "某" * 121, "chat", date(2026, 11, 18)), "“要填什么”写了 121 个字，最多 120 个字。"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(cast, told, words):
    with pytest.raises(refusals.BurdenRefusal) as error:
        refuse_unregistered(
            by=cast.first_secretary,
            county=cast.home.code,
            village=cast.villages[0].code,
            told=told,
            at=at(),
        )

    assert error.value.sentence == words
    assert not UnregisteredRequest.objects.in_county(cast.home.code).exists()


def test_only_the_village_itself_refuses(cast):
    told = Told("县某局", "某表", "chat", date(2026, 11, 18))

    for user in (cast.county_officer, cast.township_officer, cast.outsider):
        with pytest.raises(refusals.VillageNotYours):
            refuse_unregistered(
                by=user, county=cast.home.code, village=cast.villages[0].code, told=told, at=at()
            )


def test_the_page_gives_the_sentence_to_send_back_and_says_how_sure_the_rule_is(cast, client_of):
    given = {"asked_by": "县某局", "title": "人居环境周报表", "way": "chat", "asked_on": "2026-11-17"}

    answer = client_of(cast.first_secretary).post(
        url("refuse", cast, cast.villages[0].code), given, follow=True
    )

    shown = text(answer)
    assert "已登记为拒绝" in shown
    assert "您好！2026-11-17收到的“人居环境周报表”，在本县的填报登记里没有编号，上坪村先不填报。" in shown
    assert "国办函〔2026〕12号" in shown
    assert "随意或重复要求基层填表报数交材料" in shown
    assert "见过转载的全文，引用前请以原件为准" in shown


def test_wrong_input_is_told_at_its_field_and_nothing_typed_is_lost(cast, client_of):
    given = {"asked_by": "", "title": "人居环境周报表", "way": "", "asked_on": "昨天"}

    answer = client_of(cast.first_secretary).post(url("refuse", cast, cast.villages[0].code), given)

    shown = text(answer)
    assert answer.status_code == 422
    for words in ("没有写哪个单位要的", "没有选怎样要的", "日期没有填，或者看不懂", "人居环境周报表"):
        assert words in shown


def test_the_county_stands_by_the_village_with_a_reason(cast, client_of):
    held = refused(cast)
    browser = client_of(cast.county_officer)

    assert "没有写明理由" in text(browser.post(url("confirm", cast, held.id), {"because": ""}))
    answer = browser.post(url("confirm", cast, held.id), {"because": "没有文件依据"}, follow=True)

    held.refresh_from_db()
    assert (held.outcome, held.settled_by_id) == (Outcome.CONFIRMED, cast.county_officer.id)
    assert "已确认不用填" in text(answer)
    assert acts(cast)[-1] == "burden.refusal_confirmed"
    assert "没有文件依据" in text(client_of(cast.first_secretary).get(url("unregistered", cast, held.id)))


def test_what_is_needed_after_all_becomes_a_draft_and_is_not_asked_yet(cast):
    held = refused(cast)

    draft = draft_from_refused(
        by=cast.county_officer, refused=held, content=content(cast.villages[0].code), at=at()
    )

    held.refresh_from_db()
    assert (draft.state, draft.number) == (State.DRAFT, "")
    assert (held.outcome, held.draft_id) == (Outcome.DRAFTED, draft.id)
    assert acts(cast)[-2:] == ["burden.request_drafted", "burden.refusal_drafted"]


def test_the_draft_begins_with_what_the_village_was_told(cast, client_of):
    held = refused(cast)
    browser = client_of(cast.county_officer)

    shown = text(browser.get(url("make_draft", cast, held.id)))
    assert 'value="产业到户统计表"' in shown
    assert 'value="县某中心"' in shown
    refusal = browser.post(url("make_draft", cast, held.id), {"title": "产业到户统计表"})

    assert refusal.status_code == 422
    assert not DataRequest.objects.in_county(cast.home.code).exists()
    held.refresh_from_db()
    assert held.outcome == Outcome.WAITING


def test_it_is_settled_once(cast):
    held = refused(cast)
    confirm_refusal(by=cast.county_officer, refused=held, because="不用填", at=at())

    with pytest.raises(refusals.SettledAlready) as error:
        draft_from_refused(
            by=cast.county_officer, refused=held, content=content(cast.villages[0].code), at=at()
        )
    assert error.value.sentence == "这项要求县里已经处理过了：县里确认不用填。"


def test_townships_read_and_do_not_settle(cast, client_of):
    held = refused(cast)

    with pytest.raises(refusals.MayNotDecide):
        confirm_refusal(by=cast.township_officer, refused=held, because="不用填", at=at())
    browser = client_of(cast.township_officer)
    assert "产业到户统计表" in text(browser.get(url("refused", cast)))
    assert browser.post(url("confirm", cast, held.id), {"because": "不用填"}).status_code == 403
    assert client_of(cast.outsider).get(url("unregistered", cast, held.id)).status_code == 404


def test_no_person_is_asked_for(cast, client_of):
    shown = text(client_of(cast.first_secretary).get(url("refuse", cast, cast.villages[0].code)))

    assert "只写单位，不写个人。" in shown


def test_the_reply_is_there_in_english_too(cast, client_of):
    held = refused(cast)
    browser = client_of(cast.first_secretary)
    browser.cookies["django_language"] = "en"

    with translation.override("en"):
        shown = text(browser.get(url("unregistered", cast, held.id)))

    assert "has no number in the county" in shown
