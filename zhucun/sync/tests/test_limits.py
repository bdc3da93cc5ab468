"""Who asks without end is told to wait, in our words; a phone with weeks of work never is."""

from datetime import timedelta

import pytest
import time_machine

from zhucun.kernel import clock
from zhucun.sync import limits
from zhucun.sync.models import Device
from zhucun.testing.phone import Phone

WEEKS = 5 + 3 * 300 + 60  # pushes, three requests for each picture, rounds that broke


@pytest.fixture(autouse=True)
def _nobody_asked_yet():
    limits.asked.clear()
    limits.resting.clear()


@pytest.fixture
def short(settings):
    """Forty requests in five minutes, and one enrolment."""
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS,
        "field_requests": "2/5m/key",
        "field_strangers": "2/5m/key",
        "field_devices": "3/5m/user",
    }


def greet(phone):
    said = {"app": "1", "clock": clock.now().isoformat(), "made": 0, "kept": [], "waiting": 0}
    return phone.say("hello", said)


def statuses(phone, times):
    return [greet(phone).status_code for _time in range(times)]


def test_a_phone_that_asks_without_end_is_told_to_wait_and_is_heard_again(phone, short):
    answers = statuses(phone, 62)

    told = greet(phone)
    assert answers == [200] * 59 + [429] * 3
    assert told.headers["Retry-After"] == "60"
    assert told.json() == {
        "zhucun": 1,
        "code": "sync.too_often",
        "says": "短时间内的请求太多，这次没有收。",
        "next": "手机会自己等一会儿再发；内容仍在手机里，没有丢。",
        "state": None,
    }
    with time_machine.travel(clock.now() + timedelta(minutes=5, seconds=1), tick=False):
        assert greet(phone).status_code == 200


def test_waiting_a_minute_is_not_enough_for_who_has_asked_too_often(phone, short):
    statuses(phone, 60)

    with time_machine.travel(clock.now() + timedelta(minutes=1, seconds=1), tick=False):
        assert greet(phone).status_code == 429


def test_one_phone_s_noise_is_not_another_one_s(cast, phone, short):
    other = Phone.enrolled(cast.team_member, cast.home.code)

    assert statuses(phone, 61)[-1] == 429
    assert greet(other).status_code == 200


def test_it_is_counted_where_every_process_sees_it(phone, short):
    statuses(phone, 59)
    limits.asked.clear()  # what a second process knows

    assert statuses(phone, 20)[-1] == 429


def test_secrets_cannot_be_tried_without_end_and_who_has_the_right_one_is_not_kept_out(phone, short):
    right, phone.authorization = phone.authorization, phone.authorization + "x"
    tried = statuses(phone, 61)

    phone.authorization = right
    assert (tried[0], tried[-1]) == (401, 429)
    assert greet(phone).status_code == 200


def test_nobody_enrols_phones_without_end(cast, frozen_today, short):
    answers = [Phone(cast.first_secretary).enrol(cast.home.code).status_code for _time in range(4)]

    assert answers == [200, 200, 200, 429]
    assert Device.objects.in_county(cast.home.code).count() == 3


def test_a_round_with_weeks_of_work_never_waits(phone):
    headers = {"Authorization": phone.authorization}
    picture = f"/api/field/photos/{'0' * 64}"

    answers = {phone.client.get(picture, headers=headers).status_code for _time in range(WEEKS)}

    assert answers == {200}
