"""A pack's field in a Django form: what is offered, and that only what is offered is taken."""

import pytest
from django import forms

from zhucun.policy.asking.answers import asked_of, read_answers
from zhucun.policy.asking.fields import AnswerField
from zhucun.policy.pack import FormField
from zhucun.policy.pack.model import Option

ONE, OTHER = "01a20131-fe26-7244-bffe-6bdebc17b2c5", "01a20131-fe26-7244-bffe-6bdebc17b2c6"


def field(key, kind, *, required=False, options=()):
    return FormField(key, key, kind, required, "", None, None, tuple(options))


def form_of(data, **fields):
    form = type("Asking", (forms.Form,), fields)(data)
    form.is_valid()
    return form


@pytest.mark.parametrize("kind", ["account", "unit"])
def test_somebody_or_a_unit_is_chosen_from_those_offered(kind):
    asked = AnswerField(field("who", kind, required=True), offered=[(ONE, "张三")])

    assert form_of({"who": ONE.upper()}, who=asked).cleaned_data == {"who": ONE}
    assert form_of({"who": OTHER}, who=asked).errors["who"] == ["“who”没有这一项。请从列出的选项中选择。"]
    assert form_of({"who": ""}, who=asked).errors["who"] == ["“who”没有选择。请选一项后再保存。"]
    assert f'<option value="{ONE}">张三</option>' in str(form_of(None, who=asked)["who"])


def test_what_may_be_left_out_can_be_left_out_of_a_list_too():
    asked = AnswerField(field("who", "account"), offered=[(ONE, "张三")])

    form = form_of({"who": ""}, who=asked)

    assert form.cleaned_data == {"who": None}
    assert '<option value="" selected>不填</option>' in str(form["who"])


def test_an_act_asks_its_fields_in_its_own_order():
    known = [field("a", "text"), field("b", "choice", options=[Option("x", "甲")]), field("c", "number")]

    asked = asked_of(known, ["c", "b"], ["b", "a"])

    assert [(one.key, one.required) for one in asked] == [("c", True), ("b", True), ("a", False)]
    assert read_answers(asked, {"c": "3", "b": "x"}).values == {"c": 3, "b": "x"}
    assert set(read_answers(asked, {"d": "1"}).problems) == {"b", "c", "d"}


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("account", "“who”不是本县的人员。请从列出的人员中选择。"),
        ("unit", "“who”不是本县的单位。请从列出的单位中选择。"),
    ],
)
def test_a_name_in_place_of_an_id_is_refused(kind, sentence):
    answers = read_answers([field("who", kind)], {"who": "张三"})

    assert answers.values == {}
    assert answers.problems == {"who": sentence}
