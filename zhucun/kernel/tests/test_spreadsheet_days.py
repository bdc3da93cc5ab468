from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from zhucun.kernel.spreadsheet.days import FoundDay, read_day

FIRST = date(2024, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2024-3-1",
        "2024.3.1",
        "2024/03/01",
        "2024年3月1日",
        "2024 年 3 月 1 日",
        "20240301",
        "２０２４．３．１",
        "2024-03-01 08:00:00",
    ],
)
def test_the_usual_spellings_of_a_date_are_read(text):
    assert read_day(text) == FoundDay(FIRST)


def test_a_bare_day_number_is_read_and_owned_up_to():
    assert read_day("45352") == FoundDay(FIRST, guessed=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024.3", "day.incomplete"),
        ("2024年3月", "day.incomplete"),
        ("2024", "day.incomplete"),
        ("202403", "day.incomplete"),
        ("24.3.1", "day.short_year"),
        ("3/1/2024", "day.short_year"),
        ("2024-2-30", "day.impossible"),
        ("20241301", "day.impossible"),
        ("2204-03-01", "day.year"),
        ("三月一日", "day.shape"),
        ("2024-3-1至2026-3-1", "day.shape"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(text, code):
    with pytest.raises(ValidationError) as caught:
        read_day(text)

    assert caught.value.code == code


@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{0}-{1}-{2}", "{0}.{1:02}.{2:02}", "{0}年{1}月{2}日", "{0}{1:02}{2:02}"]),
)
def test_every_day_survives_every_spelling(day, form):
    assert read_day(form.format(day.year, day.month, day.day)).day == day


@given(st.integers(33000, 73000))
def test_every_day_number_is_the_day_excel_means(serial):
    assert read_day(str(serial)).day == date(1899, 12, 30) + timedelta(days=serial)
