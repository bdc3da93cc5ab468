"""What villages wrote goes when its term is over; that they were asked stays."""

from datetime import date

import pytest

from zhucun.burden.models import Answer, UnregisteredRequest
from zhucun.burden.services_refusing import confirm_refusal
from zhucun.burden.tests.acting import answered, at, refused, running
from zhucun.policy.retention.registry import offered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_today")]


def drop(cast, kind: str, last: date) -> int:
    held = offered()[kind]
    ids = [row.id for row in held.due(cast.home.code, last)]
    held.drop(cast.home.code, ids, date(2028, 11, 18))
    return len(ids)


def test_words_of_an_answer_go_and_its_day_stays(cast, second):
    answer = answered(cast, running(cast, second))

    assert drop(cast, "village-answer", date(2026, 11, 17)) == 0
    assert drop(cast, "village-answer", date(2026, 11, 18)) == 1
    assert drop(cast, "village-answer", date(2026, 11, 18)) == 0
    kept = Answer.objects.in_county(cast.home.code).get(id=answer.id)
    assert (kept.values, kept.held, kept.answered_on) == ({}, {"households": 0}, date(2026, 11, 18))


def test_a_refusal_keeps_what_was_asked_and_loses_its_remarks(cast):
    held = refused(cast)
    assert drop(cast, "unregistered-request", date(2028, 1, 1)) == 0  # the county has not settled it

    confirm_refusal(by=cast.county_officer, refused=held, because="没有依据", at=at())

    assert drop(cast, "unregistered-request", date(2026, 11, 18)) == 1
    kept = UnregisteredRequest.objects.in_county(cast.home.code).get()
    assert (kept.title, kept.because) == ("产业到户统计表", "")
