"""Expressions: exact arithmetic, the column of a mistake, and hostile texts refused at once."""

from collections.abc import Callable
from fractions import Fraction
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.pace import slowness
from zhucun.engine.expression import Expression, ExpressionError, Fault

OCTOBER = {"workdays": 18, "days": 31, "team_size": 3, "households": 0}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("22", Fraction(22)),
        ("min(22, workdays)", Fraction(18)),
        ("max(1, households / 4, 3)", Fraction(3)),
        ("workdays * 2 / 3", Fraction(12)),
        ("days * 2 / 3", Fraction(62, 3)),
        ("1 + 2 * 3 - 4", Fraction(3)),
        ("(1 + 2) * 3 - 4", Fraction(5)),
        ("10 - 4 - 3", Fraction(3)),
        ("12 / 2 / 3", Fraction(2)),
        ("2 - team_size", Fraction(-1)),
        ("\tdays/7 ", Fraction(31, 7)),
        ("min((workdays), 20) - max(1, min(2, 3))", Fraction(16)),
    ],
)
def test_an_expression_has_the_value_arithmetic_gives_it(text: str, value: Fraction) -> None:
    assert Expression.parse(text).value(OCTOBER) == value


@pytest.mark.parametrize(
    ("text", "what", "at"),
    [
        ("", Fault.VALUE_WANTED, 0),
        ("   ", Fault.VALUE_WANTED, 0),
        ("workdays *", Fault.VALUE_WANTED, 10),
        ("workdays * / 3", Fault.VALUE_WANTED, 11),
        ("-3", Fault.VALUE_WANTED, 0),
        ("()", Fault.VALUE_WANTED, 1),
        ("min(3,)", Fault.VALUE_WANTED, 6),
        ("2 3", Fault.OPERATOR_WANTED, 2),
        ("2 workdays", Fault.OPERATOR_WANTED, 2),
        ("2, 3", Fault.OPERATOR_WANTED, 1),
        ("(2))", Fault.OPERATOR_WANTED, 3),
        ("(2", Fault.BRACKET_WANTED, 2),
        ("(2, 3)", Fault.BRACKET_WANTED, 2),
        ("min 3", Fault.BRACKET_WANTED, 4),
        ("1 + min", Fault.BRACKET_WANTED, 7),
        ("1 + max(3)", Fault.TWO_WANTED, 4),
        ("2 * abs(3)", Fault.UNKNOWN_FUNCTION, 4),
        ("2 ^ 3", Fault.UNKNOWN_CHARACTER, 2),
        ("2 +  天数", Fault.UNKNOWN_CHARACTER, 5),
        ("２", Fault.UNKNOWN_CHARACTER, 0),
        ("1.5", Fault.UNKNOWN_CHARACTER, 1),
        ("1 + _x", Fault.UNKNOWN_CHARACTER, 4),
        ("1\n+ 1", Fault.UNKNOWN_CHARACTER, 1),
        ("Days", Fault.UNKNOWN_CHARACTER, 0),
        ("days.real", Fault.UNKNOWN_CHARACTER, 4),
        ("1 + 1234567890", Fault.NUMBER_TOO_LARGE, 4),
    ],
)
def test_a_mistake_is_named_with_its_column(text: str, what: Fault, at: int) -> None:
    with pytest.raises(ExpressionError) as refused:
        Expression.parse(text)

    assert (refused.value.what, refused.value.at) == (what, at)


@pytest.mark.parametrize(
    ("within", "beyond", "what"),
    [
        ("1" + " " * 199, "1" + " " * 200, Fault.TOO_LONG),
        ("+".join(["1"] * 20), "+".join(["1"] * 21), Fault.TOO_MANY_PARTS),
        ("(" * 10 + "1" + ")" * 10, "(" * 11 + "1" + ")" * 11, Fault.TOO_DEEP),
        ("999999999", "9999999999", Fault.NUMBER_TOO_LARGE),
    ],
)
def test_sizes_end_exactly_at_their_limits(within: str, beyond: str, what: Fault) -> None:
    assert Expression.parse(within).names == frozenset()

    with pytest.raises(ExpressionError) as refused:
        Expression.parse(beyond)

    assert refused.value.what is what


def test_many_brackets_side_by_side_are_not_deep() -> None:
    assert Expression.parse("+".join(["(1)"] * 15)).value({}) == 15


@pytest.mark.parametrize(
    "text",
    ["(" * 10_000_000, "9" * 10_000_000, " " * 10_000_000 + "x", "9*" * 99 + "9", "(" * 199, "min(" * 49],
)
def test_a_hostile_text_is_refused_at_once(text: str) -> None:
    began = process_time()

    with pytest.raises(ExpressionError):
        Expression.parse(text)

    assert process_time() - began < 0.05 * slowness()


def test_what_is_not_known_and_what_cannot_be_divided_is_told_apart() -> None:
    share = Expression.parse("workdays / households")

    with pytest.raises(KeyError, match="workdays"):
        share.value({"households": 3})
    with pytest.raises(ZeroDivisionError):
        share.value(OCTOBER)
    assert share.names == {"workdays", "households"}


def test_expressions_are_told_apart_by_their_text() -> None:
    once, again = Expression.parse("days / 2"), Expression.parse("days / 2")

    assert once == again
    assert hash(once) == hash(again)
    assert once != Expression.parse("days / 3")


Numbers = Callable[[], Fraction]
WORKED: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}
whole = st.integers(0, 999).map(lambda n: (str(n), lambda: Fraction(n)))
named = st.sampled_from(sorted(OCTOBER)).map(lambda name: (name, lambda: Fraction(OCTOBER[name])))


def joined(parts: tuple[tuple[str, Numbers], str, tuple[str, Numbers]]) -> tuple[str, Numbers]:
    (left, left_value), sign, (right, right_value) = parts
    return f"({left}) {sign} ({right})", lambda: WORKED[sign](left_value(), right_value())


def chosen(parts: tuple[str, list[tuple[str, Numbers]]]) -> tuple[str, Numbers]:
    word, among = parts
    pick = {"min": min, "max": max}[word]
    text = f"{word}({', '.join(text for text, _ in among)})"
    return text, lambda: pick(value() for _, value in among)


trees: st.SearchStrategy[tuple[str, Numbers]] = st.recursive(
    whole | named,
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(joined)
        | st.tuples(st.sampled_from(["min", "max"]), st.lists(inner, min_size=2, max_size=3)).map(chosen)
    ),
    max_leaves=8,
)


@given(tree=trees.filter(lambda tree: len(tree[0]) <= 200))
def test_any_tree_has_the_value_that_fractions_give_it(tree: tuple[str, Numbers]) -> None:
    text, worked = tree
    expression = Expression.parse(text)

    try:
        value = worked()
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            expression.value(OCTOBER)
    else:
        assert expression.value(OCTOBER) == value


pieces = st.sampled_from(["1", "20", "days", "+", "-", "*", "/", "(", ")", ",", "min", "max", " "])


@given(text=st.text(max_size=220) | st.lists(pieces, max_size=60).map("".join))
def test_any_text_is_read_or_refused_inside_itself(text: str) -> None:
    try:
        expression = Expression.parse(text)
    except ExpressionError as refused:
        assert 0 <= refused.at <= len(text)
    else:
        assert expression.text == text


@given(signs=st.lists(st.sampled_from("+-*"), min_size=1, max_size=12), first=st.integers(0, 9))
def test_without_brackets_products_come_first_and_the_rest_from_the_left(
    signs: list[str], first: int
) -> None:
    terms = [[Fraction(first)]]
    text, ways = str(first), [1]
    for place, sign in enumerate(signs):
        number = (first + place * 7) % 10
        text += f" {sign} {number}"
        if sign == "*":
            terms[-1].append(Fraction(number))
        else:
            terms.append([Fraction(number)])
            ways.append(1 if sign == "+" else -1)

    value = Expression.parse(text).value({})

    total = Fraction(0)
    for way, factors in zip(ways, terms, strict=True):
        product = Fraction(way)
        for factor in factors:
            product *= factor
        total += product
    assert value == total
