"""A threshold that is arithmetic, as people read it."""

from datetime import date

from zhucun.engine.expression import Expression
from zhucun.policy.pack import load_pack
from zhucun.policy.pages.reckoning import amount_told

NOW = date(2026, 11, 18)


def test_arithmetic_is_told_by_the_names_of_what_it_counts():
    pack = load_pack("350428")

    assert amount_told(pack, Expression.parse("workdays * 2 / 3")) == "本期工作日数 × 2 ÷ 3"
    assert amount_told(pack, Expression.parse("explain_within"), NOW) == "5"
    assert "（5）" in amount_told(pack, Expression.parse("min(explain_within, days)"), NOW)
