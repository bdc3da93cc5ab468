"""制度: the rules that hold on a day, found by words; one rule with its values, papers and examples."""

from datetime import date

from django.urls import reverse

from zhucun.policy.pack import load_pack

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


def test_words_that_stand_nowhere_say_so_and_lead_back(full_time, client_of):
    answer = client_of(full_time.officer).get(duties(q="查无此事"))

    assert not shown(answer)
    assert "没有找到这样的规定" in answer.content.decode()


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
