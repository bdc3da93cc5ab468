"""Numbers of people in texts, and in what is written of an error."""

import logging
import sys

import pytest
from django.test import RequestFactory

from zhucun.kernel.hiding import hide_numbers
from zhucun.kernel.ids import uuid7
from zhucun.kernel.reports import HidingFormatter, Report, tell_hidden

NUMBERS = {
    "a citizen": "11010519491231002X",
    "a citizen in small letters": "11010519491231002x",
    "a disability certificate": "11010519491231002X43",
    "one issued anew": "11010519491231002X43B1",
    "an old card": "110105491231002",
    "a bank card": "6222021001116245702",
    "a mobile telephone": "13912345678",
    "one in three parts": "139 1234 5678",
    "one from abroad": "+8613912345678",
    "a landline": "0836-1234567",
    "a passport": "E12345678",
}
LEFT = {
    "a village": "513331101200",
    "a day": "2026-11-18",
    "an account of a row": str(uuid7()),
    "a sum": "1234567",
    "the hash of a file": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "an address": "/c/513331/households/0190f7a0-0000-7000-8000-013912345678/",
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_hidden_wherever_it_stands_in_a_sentence(name: str) -> None:
    number = NUMBERS[name]

    shown = hide_numbers(f"本人电话{number}，请回电")

    assert number not in shown
    assert shown.startswith("本人电话*") and shown.endswith(f"{number[-2:]}，请回电")


@pytest.mark.parametrize("name", LEFT)
def test_what_is_no_person_s_number_stays(name: str) -> None:
    assert hide_numbers(f"see {LEFT[name]}.") == f"see {LEFT[name]}."


@pytest.fixture
def broken() -> BaseException:
    """An error in whose message and whose function's variables a number stands."""

    def fail(held: str) -> None:
        raise ValueError(f"cannot use {held}")

    try:
        fail(NUMBERS["a citizen"])
    except ValueError as error:
        return error
    raise AssertionError


def test_a_log_line_tells_where_it_broke_and_no_number(broken: BaseException) -> None:
    dying = (type(broken), broken, broken.__traceback__)
    record = logging.LogRecord("zhucun", logging.ERROR, "", 1, "no %s", (NUMBERS["a landline"],), dying)

    line = HidingFormatter().format(record)

    assert "in fail" in line and "ValueError: cannot use ****" in line
    assert not [name for name, number in NUMBERS.items() if number in line]


@pytest.mark.parametrize("form", ["html", "text"])
def test_the_report_of_an_error_holds_nothing_that_was_sent_or_held(broken: BaseException, form: str) -> None:
    request = RequestFactory().post(
        f"/?q={NUMBERS['a mobile telephone']}", {"id_number": NUMBERS["a bank card"], "name": "张三丰"}
    )
    request.COOKIES["note"] = "李四光"
    report = Report(request, type(broken), broken, broken.__traceback__)

    told = report.get_traceback_html() if form == "html" else report.get_traceback_text()

    assert "ValueError" in told and "test_hiding.py" in told
    assert "张三丰" not in told and "李四光" not in told
    assert not [name for name, number in NUMBERS.items() if number in told]


def test_a_command_that_breaks_down_tells_no_number(
    broken: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    tell_hidden(type(broken), broken, broken.__traceback__)

    told = capsys.readouterr().err
    assert "in fail" in told and NUMBERS["a citizen"] not in told


def test_the_product_s_own_logs_and_reports_are_these(settings) -> None:
    assert settings.DEFAULT_EXCEPTION_REPORTER == "zhucun.kernel.reports.Report"
    assert not [
        handler
        for handler in logging.getLogger().handlers
        if getattr(handler, "stream", None) is sys.__stderr__
        and not isinstance(handler.formatter, HidingFormatter)
    ]
