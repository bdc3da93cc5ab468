"""One form class for every kind of record: here a kind that no pack has, with every type of field."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict

from zhucun.fieldwork.forms import DUTY, asks_duty, form_class_for
from zhucun.policy.pack import Form, FormField, load_pack
from zhucun.policy.pack.model import Option

TODAY = date(2026, 11, 18)
DUTIES = {"prosperity": "推进强村富民", "service": "为民办事服务"}


def field(key, kind, *, required=False, options=()):
    return FormField(key, key, kind, required, "", None, None, tuple(options))


def training(*fields):
    return Form(
        code="training",
        title="群众培训",
        help="",
        about="village",
        made_by=frozenset({"first_secretary"}),
        serves=("prosperity", "service"),
        day="held_on",
        presence="always",
        presence_field=None,
        presence_is=None,
        evidence="optional",
        source="own#forms",
        fields=(field("held_on", "date", required=True), *fields),
    )


def filled(definition, **answers):
    sent = QueryDict(mutable=True)
    sent.update({"held_on": "2026-11-18", "record-id": "01a20131-fe26-7244-bffe-6bdebc17b2c5", **answers})
    form = form_class_for(definition, DUTIES)(sent, today=TODAY)
    form.is_valid()
    return form


def test_every_type_of_field_is_asked_and_read():
    definition = training(
        field("people", "number"),
        field("cost", "money"),
        field("subject", "text", required=True),
        field("next_on", "date"),
        field("place", "village"),
    )

    form = filled(
        definition, people="３０", cost="1,200", subject="种茶", next_on="2026-12-01", **{DUTY: "service"}
    )

    assert form.errors == {}
    assert form.said() == {
        "occurred_on": TODAY,
        "body": {"people": 30, "cost": 120000, "subject": "种茶", "next_on": "2026-12-01"},
        "duty": "service",
    }
    assert [one.name for one in form.first_asked] == ["held_on", "subject", DUTY]
    assert "place" not in form.fields


def test_the_duty_is_asked_only_when_no_answer_tells_it():
    tells = [Option("a", "甲", "prosperity"), Option("b", "乙", "service")]
    leaves_open = [Option("a", "甲", "prosperity"), Option("b", "乙")]

    assert asks_duty(training())
    assert asks_duty(training(field("topic", "choice", required=True, options=leaves_open)))
    assert asks_duty(training(field("topic", "choice", options=tells)))
    assert not asks_duty(training(field("topic", "choice", required=True, options=tells)))
    assert not asks_duty(replace(training(), serves=("service",)))


def test_a_duty_left_out_or_made_up_is_refused_in_words():
    assert filled(training()).errors[DUTY] == ["没有选择属于哪项职责。请选一项。"]
    assert "没有这一项职责" in filled(training(), **{DUTY: "score"}).errors[DUTY][0]


def test_an_optional_choice_can_be_left_out():
    definition = training(field("way", "choice", options=[Option("a", "甲")]))

    form = filled(definition, way="", **{DUTY: "service"})

    assert form.errors == {}
    assert form.said()["body"] == {}


@pytest.mark.parametrize("code", ["household-visit", "work-note"])
def test_the_nations_forms_ask_little_and_never_a_picture(code):
    definition = load_pack("990001").forms[code]
    form = form_class_for(definition, DUTIES)(None, today=TODAY)

    still_to_answer = [one.name for one in form.first_asked if one.initial is None]

    assert len(still_to_answer) <= 3
    assert not form.is_multipart()
