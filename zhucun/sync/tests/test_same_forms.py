"""One definition, two renderings, equal results: what is answered on the page and on a phone is kept or refused alike.

Every form of every pack, the sample packs too. The page is the real page, the phone's word goes through the real door;
what was kept is compared column by column, what was refused sentence by sentence.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from zhucun.fieldwork.drafts import columns_of
from zhucun.fieldwork.forms import DUTY, ID, asks_duty
from zhucun.fieldwork.models import WorkRecord
from zhucun.fieldwork.refusals import RecordIncomplete
from zhucun.fieldwork.services import CONTENT
from zhucun.fieldwork.tests.builders import home
from zhucun.kernel.ids import uuid7
from zhucun.policy import installed
from zhucun.policy.pack import Form, FormField, Pack, load_pack, load_template, packed_counties, templates
from zhucun.policy.pack.load import PACKS
from zhucun.testing.cast import client_of
from zhucun.testing.phone import Phone

TODAY = date(2026, 11, 18)
PROFILE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# Where the page asks at a field of its own what the door learns of the whole: refused alike, in other words.
IN_OTHER_WORDS = {"fieldwork.household_missing", "fieldwork.duty_unclear"}
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=60
) | st.just("第一行\n第二行")


def packs() -> dict[str, Pack]:
    """The nation's, each county's, each sample's."""
    own = {county: load_pack(county) for county in packed_counties()}
    samples = {name: load_template(PACKS, name) for name in templates()}
    return {installed.NATIONAL: load_pack(installed.NATIONAL), **own, **samples}


def forms() -> Iterator[Any]:
    """Each form once, however many packs hold it unchanged."""
    seen: set[str] = set()
    for name, pack in packs().items():
        for form in pack.forms.values():
            if repr(form) not in seen:
                seen.add(repr(form))
                yield pytest.param(pack, form, id=f"{name}-{form.code}")


def fitting(asked: FormField, household: str) -> st.SearchStrategy[Any]:
    """What one field takes."""
    codes = [option.code for option in asked.options]
    match asked.type:
        case "choice":
            return st.sampled_from(codes)
        case "checks":
            return st.lists(st.sampled_from(codes), min_size=1, unique=True)
        case "number":
            return st.integers(0, asked.max or 100).map(str)
        case "money":
            return st.sampled_from(["0", "1200", "1200.50", "１２００", "1,200"])
        case "date":
            return days(-40, 20)
        case "household":
            return st.just(household)
        case _:
            return WORDS.map(lambda words: f"记{words}")


def unfitting(asked: FormField, far: str) -> st.SearchStrategy[Any]:
    """Nothing, too much, or what cannot be meant."""
    match asked.type:
        case "checks":
            return st.sampled_from([["no-such"], []])
        case "number":
            return st.sampled_from(["", " ", "甲", "-1", "1.5", str((asked.max or 100) + 1), "9" * 30])
        case "money":
            return st.sampled_from(["", "甲", "0.001", "-3", "9" * 30])
        case "household":
            return st.sampled_from(["", far])
        case "text" | "long_text":
            return st.sampled_from(["", " ", "好" * ((asked.max or 4000) + 1), "\u200b"])
        case _:
            return st.sampled_from(["", " ", "甲"])


def answers_of(form: Form, near: str, far: str) -> st.SearchStrategy[dict[str, Any]]:
    """A form that is filled in as it should be, with some fields, now and then none, filled in wrongly."""
    asked = [one for one in form.fields if one.type != "village" and one.key != form.day]
    right = {one.key: fitting(one, near) for one in asked} | {form.day: days(-60, 0)}
    wrong = {one.key: unfitting(one, far) for one in asked} | {form.day: days(1, 3) | days(-4000, -3000)}
    if asks_duty(form):
        right[DUTY], wrong[DUTY] = st.sampled_from(list(form.serves)), st.just("")
    spoilt = st.just(frozenset[str]()) | st.frozensets(st.sampled_from(sorted(wrong)), max_size=3)
    return spoilt.flatmap(
        lambda keys: st.fixed_dictionaries({key: (wrong if key in keys else right)[key] for key in right})
    )


def days(first: int, last: int) -> st.SearchStrategy[str]:
    return st.integers(first, last).map(lambda number: f"{TODAY + timedelta(days=number)}")


def on_the_page(cast, form: Form, given: dict[str, Any]) -> tuple[WorkRecord | None, dict[str, list[str]]]:
    """The record that is kept, or what the page says at each field."""
    url = reverse("fieldwork:new", kwargs={"county": cast.home.code, "form": form.code})
    id = uuid7()
    as_browsers_send = {key: ends_of_line(value) for key, value in given.items()}
    answer = client_of(cast.first_secretary).post(url, {**as_browsers_send, ID: str(id)})
    if answer.status_code == 302:
        return WorkRecord.objects.in_county(cast.home.code).get(id=id), {}
    assert answer.status_code == 422
    return None, dict(answer.context["form"].errors)


def ends_of_line(value: Any) -> Any:
    return value.replace("\n", "\r\n") if isinstance(value, str) else value


def on_the_phone(cast, phone: Phone, form: Form, given: dict[str, Any]) -> tuple[WorkRecord | None, Any]:
    """The record that is kept, or what the door says. The body is laid out as frontend/field/screens/write.tsx does."""
    columns = {column: key for key, column in columns_of(form).items()}
    plain = {key: value for key, value in given.items() if value != "" and key != DUTY}
    body = {key: value for key, value in plain.items() if key not in columns.values()}
    said = {
        "posting": str(cast.posting.id),
        "form": form.code,
        "occurred_on": plain[columns["day"]],
        "household": plain.get(columns.get("household", "")),
        "duty": given.get(DUTY, ""),
        "body": body,
    }
    (answer,) = phone.send(phone.act("record.write", said))
    if answer["answer"] == "accepted":
        return WorkRecord.objects.in_county(cast.home.code).get(id=answer["made"]), None
    assert answer["answer"] == "refused"
    return None, answer


def check_refused(form: Form, errors: dict[str, list[str]], answer: dict[str, Any]) -> None:
    """What the door says the page says, at the field it speaks of."""
    event(answer["code"])
    shown = [sentence for sentences in errors.values() for sentence in sentences]
    assert shown
    if answer["code"] == RecordIncomplete.code:
        keys = [one.key for one in form.fields if one.key in errors]
        problems = {key: "".join(errors[key]) for key in keys}
        assert RecordIncomplete(form=form.title, problems=problems).sentence == answer["says"]
    elif answer["code"] not in IN_OTHER_WORDS:
        wrong_first = any(
            one.key in errors for one in form.fields
        )  # the page reads its fields before the service
        assert answer["says"] + answer["next"] in shown or wrong_first


@pytest.mark.slow
@pytest.mark.parametrize(("pack", "form"), list(forms()))
def test_the_page_and_the_phone_keep_and_refuse_alike(cast, frozen_today, monkeypatch, pack, form):
    monkeypatch.setattr(installed, "pack_of", lambda county: pack)
    phone = Phone.enrolled(cast.first_secretary, cast.home.code)
    near, far = str(home(cast).id), str(home(cast, name="李四", village=2).id)

    @PROFILE
    @given(answers_of(form, near, far))
    def alike(given: dict[str, Any]) -> None:
        with transaction.atomic():
            kept, errors = on_the_page(cast, form, given)
            sent, answer = on_the_phone(cast, phone, form, given)
            transaction.set_rollback(True)
        assert (kept is None) == (sent is None), (errors, answer)
        if kept and sent:
            event("kept")
            assert {name: getattr(kept, name) for name in CONTENT} == {
                name: getattr(sent, name) for name in CONTENT
            }
        else:
            check_refused(form, errors, answer)

    alike()


def test_no_form_of_any_pack_is_left_out():
    tried = {repr(param.values[1]) for param in forms()}

    assert tried == {repr(form) for pack in packs().values() for form in pack.forms.values()}
    assert len(tried) > 10
