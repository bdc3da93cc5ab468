import pytest
from django.template import Context, Template
from django.test import RequestFactory

from zhucun.kernel.templatetags.look import address_with, device, filter_value, other_filters

PHONE = "Mozilla/5.0 (Linux; Android 12; M2102) AppleWebKit/537.36 Chrome/96.0 Mobile Safari/537.36"
WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 15_0) AppleWebKit/605.1 MicroMessenger/8.0 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"


def on(address: str) -> Context:
    return Context({"request": RequestFactory().get(address)})


def test_a_filter_is_added_to_the_others_and_begins_at_page_one():
    address = address_with(on("/?town=1&page=3"), "answer", "not_met")

    assert address == "?town=1&answer=not_met"


def test_an_empty_value_drops_the_filter():
    assert address_with(on("/?town=1&answer=met"), "answer", "") == "?town=1"


def test_turning_the_page_keeps_the_filters():
    assert address_with(on("/?town=1&page=3"), "page", 4) == "?town=1&page=4"


def test_a_value_that_looks_like_markup_stays_a_value():
    address = address_with(on("/"), "q", '"><script>')

    assert address == "?q=%22%3E%3Cscript%3E"


def test_what_is_chosen_can_be_asked():
    assert filter_value(on("/?answer=met"), "answer") == "met"
    assert filter_value(on("/"), "answer") == ""


def test_a_form_for_one_filter_carries_the_others_along_but_not_the_page():
    assert other_filters(on("/?town=1&kind=a&kind=b&answer=met&page=2"), "answer") == [
        ("town", "1"),
        ("kind", "a"),
        ("kind", "b"),
    ]


@pytest.mark.parametrize(
    ("user_agent", "named"),
    [
        (PHONE, "安卓手机 Chrome"),
        (WECHAT, "苹果手机 微信"),
        (EDGE, "Windows 电脑 Edge"),
        ("curl/8", "认不出的设备"),
    ],
)
def test_a_device_is_named_as_its_owner_would(user_agent, named):
    assert device(user_agent) == named


def test_a_captured_piece_can_be_shown_twice():
    source = "{% load look %}{% captured title %} {{ name }} {% endcaptured %}{{ title }}|{{ title }}"

    assert Template(source).render(Context({"name": "<b>"})) == "&lt;b&gt;|&lt;b&gt;"
