"""制度: the rules that hold on a day, found by words; one rule with its values, papers and examples."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.duty import Amount
from zhucun.engine.expression import Expression
from zhucun.policy.pack import load_pack
from zhucun.policy.pages.picture import picture_of
from zhucun.policy.pages.reckoning import amount_told
from zhucun.policy.pages.rules import found_by, rule_on, rules_on

JIANGLE, RULE = "350428", "onsite-days"
NOW = date(2026, 11, 18)


def duties(**asked):
    return reverse("policy:duties", kwargs={"county": JIANGLE}, query=asked)


def duty(rule=RULE, **asked):
    return reverse("policy:duty", kwargs={"county": JIANGLE, "duty": rule}, query=asked)


def shown(answer):
    return [rule.duty.id for group in answer.context["groups"] for rule in group.rules]


def test_a_rule_in_force_is_listed_with_its_number_paper_and_first_day(full_time, client_of):
    answer = client_of(full_time.secretary).get(duties())

    text = answer.content.decode()
    assert RULE in shown(answer)
    for said in ("不少于 22 天", "2021-08-01", "每月一般不少于22天", "第一书记"):
        assert said in text


def test_before_its_first_day_a_rule_is_not_in_force(full_time, client_of):
    answer = client_of(full_time.officer).get(duties(on="2021-07-31"))

    assert RULE not in shown(answer)
    assert RULE in [rule.duty.id for rule in answer.context["idle"]]


def test_a_day_that_is_none_counts_as_today(full_time, client_of):
    for on in ("2026-02-30", "gestern", "9999-12-31", ""):
        assert client_of(full_time.officer).get(duties(on=on)).context["on"] == NOW


@pytest.mark.parametrize("words", ["驻村", "B17", "任职动员会", "第一书记 22", "onsite"])
def test_a_rule_is_found_by_title_mechanism_paper_and_people(words):
    pack = load_pack(JIANGLE)

    assert RULE in [rule.duty.id for rule in found_by(pack, rules_on(pack, NOW), words)]


def test_words_that_stand_nowhere_say_so_and_lead_back(full_time, client_of):
    answer = client_of(full_time.officer).get(duties(q="查无此事"))

    assert not shown(answer)
    assert "没有找到这样的规定" in answer.content.decode()


def test_what_changes_next_is_told_and_what_ends_is_told_too():
    pack = load_pack(JIANGLE)
    held = pack.duties[RULE]
    values: list[DatedValue[Amount]] = [
        DatedValue(22, date(2021, 8, 1), "B#onsite-days"),
        DatedValue(20, date(2027, 1, 1), "B#onsite-days", until=date(2027, 6, 30)),
    ]
    changed = replace(held, threshold=Dated(values))

    days = (NOW, date(2027, 3, 1), date(2027, 7, 1))
    found = [rule_on(pack, changed, day).change for day in days]
    assert [one and one.value for one in found] == ["不少于 20 天", "已停止执行", None]


def test_the_page_of_a_rule_says_it_in_one_sentence_with_its_examples_and_papers(full_time, client_of):
    answer = client_of(full_time.secretary).get(duty())

    text = answer.content.decode()
    assert answer.context["rule"].says == "每月，驻村天数不少于 22 天。"
    assert answer.context["example_count"] == len(
        [case for case in load_pack(JIANGLE).cases if case.duty == RULE]
    )
    for said in ("病假", "见于报道或讲话", "有的月份工作日不到 22 天", "2026-11-22"):
        assert said in text


def test_a_rule_that_is_not_there_is_not_found(full_time, client_of):
    assert client_of(full_time.officer).get(duty("no-such-rule")).status_code == 404


def test_nobody_from_elsewhere_gets_in(full_time, cast, client_of):
    for address in (duties(), duty()):
        assert client_of(cast.outsider).get(address).status_code == 404


def test_a_picture_rises_where_the_number_rises_and_is_left_out_for_arithmetic():
    rising: list[DatedValue[Amount]] = [
        DatedValue(4, date(2021, 1, 1), "A#a"),
        DatedValue(8, date(2024, 1, 1), "A#a"),
    ]

    picture = picture_of(Dated(rising), NOW)

    assert picture is not None
    first, second = picture.steps
    assert first.end == second.x
    assert first.y > second.y
    assert second.x < picture.today < second.end
    assert picture_of(Dated([]), NOW) is None
    assert picture_of(Dated([DatedValue(Expression.parse("workdays / 2"), NOW, "A#a")]), NOW) is None


def test_arithmetic_is_told_by_the_names_of_what_it_counts():
    pack = load_pack(JIANGLE)

    assert amount_told(pack, Expression.parse("workdays * 2 / 3")) == "本期工作日数 × 2 ÷ 3"
    assert amount_told(pack, Expression.parse("explain_within"), NOW) == "5"
    assert "（5）" in amount_told(pack, Expression.parse("min(explain_within, days)"), NOW)
