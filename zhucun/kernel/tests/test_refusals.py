import copy

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from zhucun.kernel.refusals import Refusal
from zhucun.kernel.refused import RefusalPages

PAGES = RefusalPages(lambda request: HttpResponse())


class VillageClosed(Refusal):
    """%(village)s已于 %(on)s 停用，
    不能再派人。"""

    code = "test.closed"
    next_step = "请改派到%(successor)s。"


def test_a_refusal_says_what_and_what_next():
    refusal = VillageClosed(village="上坪村", on="2026-03-01", successor="下坪村")

    assert refusal.sentence == "上坪村已于 2026-03-01 停用，\n不能再派人。"
    assert refusal.advice == "请改派到下坪村。"
    assert str(refusal) == refusal.sentence


def test_a_detail_that_is_missing_is_noticed_at_once():
    with pytest.raises(KeyError):
        VillageClosed(on="2026-03-01")


def test_a_refusal_without_next_step_gives_no_advice():
    assert Refusal().sentence == "这一步不能办理。"
    assert Refusal().advice == ""


def test_a_refusal_survives_being_sent_between_processes():
    refusal = VillageClosed(village="上坪村", on="2026-03-01", successor="下坪村")

    again = copy.copy(refusal)  # by the same road as pickle

    assert (again.sentence, again.advice) == (refusal.sentence, refusal.advice)


def test_a_refusal_nobody_caught_becomes_a_page(rf: RequestFactory):
    with translation.override("zh-hans"):
        answer = PAGES.process_exception(rf.post("/"), Refusal())

    assert answer is not None and answer.status_code == 409
    assert "这一步不能办理" in answer.content.decode()


def test_other_errors_are_left_to_the_error_page(rf: RequestFactory):
    assert PAGES.process_exception(rf.post("/"), ValueError()) is None
