import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhucun.kernel.money import NotMoney, format_fen, parse_fen


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("1,234.50", "元", 123450),
        ("１，２３４．５０", "元", 123450),
        (" 0.07 ", "元", 7),
        ("-3", "元", -300),
        ("0.12345", "万元", 123450),
        ("300", "万元", 300_000_000),
        ("1234567.8", "元", 123456780),
    ],
)
def test_an_amount_becomes_whole_fen(text, unit, fen):
    assert parse_fen(text, unit) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "0.001",
        "1e3",
        "12,50",
        "1,23,456",
        "1_000",
        "NaN",
        "Infinity",
        "--1",
        "1.",
        ".5",
        "٣",
        "9" * 19,
    ],
)
def test_what_is_not_an_amount_is_refused_and_never_rounded(text):
    with pytest.raises(NotMoney):
        parse_fen(text)


def test_a_part_of_a_fen_in_ten_thousands_is_refused():
    with pytest.raises(NotMoney):
        parse_fen("0.1234567", "万元")


@given(st.integers(min_value=-(10**15), max_value=10**15), st.sampled_from(["元", "万元"]))
def test_what_is_shown_can_be_typed_in_again(fen, unit):
    assert parse_fen(format_fen(fen, unit), unit) == fen


def test_amounts_are_shown_with_grouped_thousands():
    assert format_fen(123456789) == "1,234,567.89"
    assert format_fen(-5) == "-0.05"
    assert format_fen(30_000_000_000, "万元") == "30,000"
