"""What a phone may read: its own villages, what differs from what it has, and what is gone."""

import gzip
import json
from datetime import date
from unittest import mock

import pytest

from zhucun.accounts.models import Grant
from zhucun.accounts.services import close_account
from zhucun.dispatch.models import Posting
from zhucun.fieldwork.tests.builders import VISIT, home
from zhucun.fieldwork.tests.builders import visit as visit_record
from zhucun.households.models import Villager
from zhucun.households.tests.registry import family
from zhucun.kernel.guard import watching
from zhucun.sync.models import FormsKept
from zhucun.testing.phone import Phone
from zhucun.testing.proving import fails_under

STATEMENTS = 45


def pulled(phone, have=None):
    answer = phone.say("pull", {"have": have or {}})
    assert answer.status_code == 200
    return answer.json()


def test_a_phone_reads_its_person_its_forms_its_households_and_nothing_else(cast, phone, household):
    home(cast, name="李四", village=1)

    parts = pulled(phone)["parts"]

    village = cast.villages[0]
    assert parts["me"]["person"]["name"] == "李书记"
    assert [one["village_name"] for one in parts["me"]["postings"]] == ["上坪村"]
    assert {one["code"] for one in parts["forms"]["records"]} >= {"household-visit", "work-note"}
    assert {one["id"] for one in parts["forms"]["flows"]} >= {"matter"}
    assert "found_absent" not in {one["code"] for one in parts["forms"]["presence"]}
    assert [name for name in parts if name.startswith("households/")] == [f"households/{village.code}"]
    (told,) = parts[f"households/{village.code}"]["households"]
    assert (told["head"], told["initials"]) == ("张三", "zs")


def test_what_the_phone_has_is_not_sent_again_and_what_changed_is(cast, phone, household):
    have = {name: part["digest"] for name, part in pulled(phone)["parts"].items()}

    again = pulled(phone, {**have, "households/999999999999": "0" * 64})
    visit_record(cast, household, body={**VISIT, "next_visit": "2026-11-25"})
    after = pulled(phone, have)["parts"]

    assert (again["parts"], again["gone"]) == ({}, ["households/999999999999"])
    assert {name.split("/")[0] for name in after} >= {"records", "households"}
    (told,) = after[f"households/{cast.villages[0].code}"]["households"]
    assert (told["last_seen"], told["agreed"]) == ("2026-11-18", "2026-11-25")


def test_what_goes_down_is_packed_for_who_can_unpack_it(phone, household):
    plain = phone.say("pull", {"have": {}})
    phone.client.defaults["HTTP_ACCEPT_ENCODING"] = "gzip, br"
    packed = phone.say("pull", {"have": {}})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 3
    assert json.loads(gzip.decompress(packed.content))["parts"] == plain.json()["parts"]


@pytest.mark.fault(row=20)
def test_whoever_was_moved_loses_the_old_village_with_the_next_pull(cast, phone, household):
    old, new = cast.villages[0].code, cast.villages[1].code
    home(cast, name="李四", village=1)
    have = {name: part["digest"] for name, part in pulled(phone)["parts"].items()}
    Posting.objects.in_county(cast.home.code).filter(id=cast.posting.id).update(ends_on=date(2026, 11, 17))
    Grant.objects.filter(user=cast.first_secretary).update(place_prefix=new)
    Posting.objects.create(
        **{
            field.attname: getattr(cast.posting, field.attname)
            for field in Posting._meta.local_concrete_fields
            if field.name != "id"
        }
        | {"village_code": new, "starts_on": date(2026, 11, 18)}
    )

    told = pulled(phone, have)

    assert told["gone"] == [f"households/{old}"]
    assert told["parts"][f"households/{new}"]["households"][0]["head"] == "李四"


@pytest.mark.fault(row=(19, 21))
def test_nothing_flows_to_a_phone_whose_person_has_left(cast, phone, household):
    have = {name: part["digest"] for name, part in pulled(phone)["parts"].items()}
    close_account(by=cast.county_officer, county=cast.home.code, user=cast.first_secretary, because="调离")

    told = pulled(phone, have)

    assert (told["parts"], told["gone"]) == ({}, sorted(have))


def test_an_office_without_a_posting_reads_no_household(cast, frozen_today, household):
    parts = pulled(Phone.enrolled(cast.county_officer, cast.home.code))["parts"]

    assert not [name for name in parts if name.startswith("households/")]


def test_a_case_that_waits_comes_with_its_steps_and_their_fields(cast, phone):
    body = {"flow": "matter", "role": "first_secretary", "place": cast.villages[0].code}
    raised = phone.act("case.raise", {**body, "fields": {"topic": "水管漏水", "came_by": "visit"}})
    phone.send(raised)

    (case,) = pulled(phone)["parts"]["cases"]["cases"]

    assert (case["id"], case["seq"], case["mine"], case["state"]) == (raised["id"], 1, True, "办理")
    settle = next(step for step in case["steps"] if step["id"] == "settle")
    assert [(one["key"], one["asked"]) for one in settle["fields"]] == [("result", True)]
    assert settle["can"]


@pytest.mark.fault(row=25)
def test_what_was_made_with_a_form_of_an_older_pack_is_read_with_it(cast, phone, visit):
    pulled(phone)
    kept_forms = FormsKept.objects.in_county(cast.home.code).get()
    forms = kept_forms.forms
    visited = next(form for form in forms["forms"] if form["code"] == "household-visit")
    asked = next(field for field in visited["fields"] if field["key"] == "said")
    visited["fields"] += [{**asked, "key": "weather", "label": "天气"}]
    FormsKept.objects.create(
        county_code=cast.home.code, digest="a" * 64, forms=forms, kept_at=kept_forms.kept_at
    )
    said = {**VISIT, "weather": "晴"}
    envelope = visit(body=said)

    answers = phone.send({**envelope, "pack": "a" * 64}, visit(body=said))

    assert [answer["answer"] for answer in answers] == ["accepted", "refused"]


def test_the_number_of_statements_does_not_grow_with_the_households(cast, phone):
    home(cast)
    pulled(phone)
    with watching() as few:
        pulled(phone)
    for number in range(12):
        home(cast, name=f"王{number}")

    with watching() as many:
        pulled(phone)

    assert len(many.statements) == len(few.statements) <= STATEMENTS
    assert not many.unpinned


def test_a_child_under_14_has_neither_name_nor_age_and_nobody_a_number(cast, phone):
    household, people = family(cast, head="张三", son="张小明")
    Villager.objects.in_county(cast.home.code).filter(id=people["son"].id).update(born_on=date(2015, 1, 1))

    parts = pulled(phone)["parts"]

    (told,) = parts[f"households/{household.village_code}"]["households"]
    assert [member["name"] for member in told["members"]] == ["张三", "未满 14 周岁"]
    assert told["members"][1]["age"] == ""
    assert "张小明" not in str(parts)


# --- planted bugs


def reads_with_the_forms_of_today():
    return mock.patch(
        "zhucun.sync.taking.packs_seen", lambda _county, now, digests: dict.fromkeys(digests, now)
    )


def flows_to_whoever_was_here():
    return mock.patch("zhucun.sync.pulling.state_of", lambda _device, _at: "ready")


test_reading_with_the_forms_of_today_is_found_out = fails_under(
    reads_with_the_forms_of_today, test_what_was_made_with_a_form_of_an_older_pack_is_read_with_it
)
test_flowing_to_whoever_has_left_is_found_out = fails_under(
    flows_to_whoever_was_here, test_nothing_flows_to_a_phone_whose_person_has_left
)
