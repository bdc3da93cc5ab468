"""No form lets the browser shorten what is written: pasted text would be cut without a word."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django import forms
from django.conf import settings

from zhucun.cases.forms import raising_form
from zhucun.fieldwork.forms import form_class_for
from zhucun.kernel.forms import LongText
from zhucun.policy.asking.answers import asked_of
from zhucun.policy.pack import load_pack
from zhucun.policy.pack.load import PACKS

COUNTIES = sorted(path.name for path in (PACKS / "counties").iterdir() if path.is_dir())


def our_forms() -> list[type[forms.Form]]:
    """Every form that a screen can show; whatever an address leads to imports its own."""
    import_module(settings.ROOT_URLCONF)
    known = {one for one in _below(forms.Form) if one.__module__.startswith("zhucun.")}
    ours = (one for one in known if ".tests." not in one.__module__)
    return sorted(ours, key=lambda one: (one.__module__, one.__qualname__))


def _below(form: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


def asked_by_packs(county: str) -> list[type[forms.Form]]:
    pack = load_pack(county)
    records = [form_class_for(one, {}) for one in pack.forms.values()]
    asked = [asked_of(flow.fields, [field.key for field in flow.fields]) for flow in pack.flows.values()]
    return [*records, *(raising_form(one, {}, [], "") for one in asked)]


def cut_by_the_browser(form: type[forms.Form]) -> list[str]:
    return [
        f"{form.__module__}.{form.__qualname__}.{name}"
        for name, field in form.base_fields.items()
        if "maxlength" in field.widget.render(name, None)
    ]


@pytest.mark.parametrize("form", our_forms(), ids=lambda form: f"{form.__module__}.{form.__qualname__}")
def test_no_field_of_a_form_is_cut_by_the_browser(form: type[forms.Form]) -> None:
    assert cut_by_the_browser(form) == []


@pytest.mark.parametrize("county", COUNTIES)
def test_no_question_of_a_pack_is_cut_by_the_browser(county: str) -> None:
    asked = asked_by_packs(county)

    assert any(
        isinstance(field.widget, forms.Textarea) for form in asked for field in form.base_fields.values()
    )
    assert [name for form in asked for name in cut_by_the_browser(form)] == []


def test_a_field_that_is_cut_is_found() -> None:
    class Cut(forms.Form):
        note = forms.CharField(max_length=200, widget=forms.Textarea)
        whole = LongText(max_length=200)

    found = cut_by_the_browser(Cut)

    assert [name.rpartition(".")[2] for name in found] == ["note"]


def test_the_forms_of_many_features_are_looked_at() -> None:
    features = {form.__module__.split(".")[1] for form in our_forms()}

    assert {"accounts", "attendance", "cases", "households", "monitoring", "places", "policy"} <= features
