"""Raising a case: only what one may raise, few fields at first, sent twice it is one case."""

import pytest
from django.urls import reverse

from zhucun.cases.forms import ID, SUBJECT
from zhucun.cases.models import Case
from zhucun.households.models import Household
from zhucun.households.search.picker import LOOK
from zhucun.kernel.guard import watching
from zhucun.kernel.ids import uuid7

MOST_STATEMENTS = 14
MATTER = {"topic": "水管漏水", "came_by": "visit"}


@pytest.fixture(autouse=True)
def _today(frozen_today):
    """Every test on this page is on the same day."""


def url(cast, flow="", place=""):
    parts = {"county": cast.home.code}
    if not flow:
        return reverse("cases:raise", kwargs=parts)
    where = reverse("cases:raise_one", kwargs={**parts, "flow": flow})
    return f"{where}?place={place}" if place else where


def finding(cast, village):
    """Where the box of a matter's form looks for households."""
    where = reverse("cases:find_household", kwargs={"county": cast.home.code, "flow": "matter"})
    return f"{where}?place={village.code}&key=household"


def cases(cast):
    return list(Case.objects.in_county(cast.home.code))


def test_only_what_the_reader_may_raise_is_offered(cast, client_of):
    answer = client_of(cast.first_secretary).get(url(cast))
    offered = {flow.id for group in answer.context["groups"] for flow in group.flows}

    assert {"matter", "leave"} <= offered
    assert "joint-handling" not in offered


def test_a_reader_of_one_village_is_asked_at_once_and_only_for_what_is_needed(cast, client_of):
    answer = client_of(cast.first_secretary).get(url(cast, "matter"))

    form = answer.context["form"]
    assert [field.name for field in form.first_asked] == ["topic", "came_by"]
    assert {field.name for field in form.further} == {"detail", "household", "contact"}
    assert "提出以后先到" in answer.content.decode()


def test_a_case_is_raised_with_one_button(cast, client_of):
    answer = client_of(cast.first_secretary).post(url(cast, "matter"), {ID: uuid7(), **MATTER}, follow=True)

    assert [case.title for case in cases(cast)] == ["水管漏水"]
    assert cases(cast)[0].place_code == cast.villages[0].code
    assert "已提出" in answer.content.decode()


def test_sent_twice_it_is_one_case(cast, client_of):
    given = {ID: uuid7(), **MATTER}
    client = client_of(cast.first_secretary)

    answers = [client.post(url(cast, "matter"), given) for _again in range(2)]

    assert len(cases(cast)) == 1
    assert answers[0].url == answers[1].url


def test_what_was_typed_stays_after_an_error(cast, client_of):
    answer = client_of(cast.first_secretary).post(
        url(cast, "matter"), {ID: uuid7(), "topic": "", "came_by": "visit", "detail": "从后山下来的水"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“什么事”没有填写" in page
    assert "从后山下来的水" in page
    assert cases(cast) == []


def test_a_township_first_says_which_village(cast, client_of):
    client = client_of(cast.township_officer)
    village = cast.villages[1].code

    before = client.get(url(cast, "matter"))
    client.post(url(cast, "matter", village), {ID: uuid7(), **MATTER})

    assert before.context["form"] is None
    assert "先选是哪里的事" in before.content.decode()
    assert [case.place_code for case in cases(cast)] == [village]


def test_a_village_out_of_reach_is_not_offered_and_not_taken(cast, client_of):
    far = cast.villages[2].code
    client = client_of(cast.township_officer)

    answer = client.post(url(cast, "matter", far), {ID: uuid7(), **MATTER})

    assert far not in dict(answer.context["places"])
    assert cases(cast) == []


def test_a_leave_that_ends_before_it_begins_is_refused_and_what_was_typed_stays(cast, client_of):
    backwards = {"kind": "personal_leave", "first": "2026-12-05", "last": "2026-12-03"}
    client = client_of(cast.first_secretary)

    asked = {ID: uuid7(), SUBJECT: cast.posting.id}
    refused = client.post(url(cast, "leave"), {**asked, **backwards})
    mended = client.post(url(cast, "leave"), {**asked, **backwards, "last": "2026-12-05"})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "“最后一天”早于“第一天”。" in page
    assert 'value="2026-12-03"' in page
    assert mended.status_code == 302
    assert len(cases(cast)) == 1


def test_a_leave_is_asked_for_one_s_own_posting_without_choosing_it(cast, client_of):
    answer = client_of(cast.first_secretary).get(url(cast, "leave"))

    form = answer.context["form"]
    assert form[SUBJECT].is_hidden
    assert form[SUBJECT].value() == str(cast.posting.id)


def test_a_household_is_chosen_from_the_village_s_own(cast, client_of):
    near, far = (
        Household.objects.create(
            county_code=cast.home.code, village_code=village.code, head_name=name, people=2
        )
        for village, name in zip(cast.villages[:2], ("近处户", "远处户"), strict=True)
    )
    client = client_of(cast.first_secretary)

    box = {"household-name": "户"}

    offered = client.post(finding(cast, cast.villages[0]), box).content.decode()
    beyond = client.post(finding(cast, cast.villages[2]), box)
    refused = client.post(url(cast, "matter"), {ID: uuid7(), **MATTER, "household": far.id})
    taken = client.post(url(cast, "matter"), {ID: uuid7(), **MATTER, "household": near.id})

    assert str(near.id) in offered and str(far.id) not in offered
    assert (beyond.status_code, refused.status_code, taken.status_code) == (404, 422, 302)


def test_without_a_script_the_button_looks_for_the_household_and_raises_nothing(cast, client_of):
    near = Household.objects.create(
        county_code=cast.home.code, village_code=cast.villages[0].code, head_name="单晓东", people=2
    )
    half = {ID: uuid7(), "topic": MATTER["topic"], "household-name": "晓", LOOK: "household"}

    page = client_of(cast.first_secretary).post(url(cast, "matter"), half)

    text = page.content.decode()
    assert page.status_code == 200 and str(near.id) in text and MATTER["topic"] in text
    assert 'class="errors"' not in text and not Case.objects.in_county(cast.home.code).exists()


def test_a_check_is_opened_for_a_household_that_was_looked_for(cast, client_of):
    near = Household.objects.create(
        county_code=cast.home.code, village_code=cast.villages[0].code, head_name="单晓东", people=2
    )
    client, flow = client_of(cast.first_secretary), url(cast, "monitoring")

    empty = client.get(flow).context["form"]
    picked = client.post(flow, {SUBJECT: near.id, f"{SUBJECT}-name": "晓"}).context["form"]

    assert not empty[SUBJECT].is_hidden and SUBJECT not in picked.errors
    assert f'value="{near.id}" checked' in str(picked[SUBJECT])


@pytest.mark.parametrize(
    ("part", "flow", "status"),
    [
        ("first_secretary", "joint-handling", 403),
        ("first_secretary", "nothing", 404),
        ("auditor", "matter", 403),
    ],
)
def test_what_one_may_not_raise_is_closed(cast, client_of, part, flow, status):
    assert client_of(getattr(cast, part)).get(url(cast, flow)).status_code == status


def test_the_outsider_raises_nothing_here(cast, client_of):
    assert client_of(cast.outsider).post(url(cast, "matter"), {ID: uuid7(), **MATTER}).status_code == 404
    assert cases(cast) == []


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=1+1"])
def test_what_looks_like_code_is_words(cast, client_of, text):
    answer = client_of(cast.first_secretary).post(
        url(cast, "matter"), {ID: uuid7(), "topic": text, "came_by": "visit"}, follow=True
    )

    assert cases(cast)[0].title == text
    assert "<script>alert" not in answer.content.decode()


def test_five_thousand_characters_are_refused_with_how_many_too_many(cast, client_of):
    answer = client_of(cast.first_secretary).post(
        url(cast, "matter"), {ID: uuid7(), **MATTER, "detail": "字" * 5000}
    )

    assert answer.status_code == 422
    assert "最多 2000 个字" in answer.content.decode()


def test_the_form_asks_the_database_no_more_when_there_are_more_people(cast, client_of):
    client = client_of(cast.first_secretary)
    client.get(url(cast, "matter"))
    with watching() as few:
        client.get(url(cast, "matter"))
    Household.objects.bulk_create(
        Household(
            county_code=cast.home.code, village_code=cast.villages[0].code, head_name=f"户{at}", people=1
        )
        for at in range(30)
    )

    with watching() as many:
        client.get(url(cast, "matter"))

    assert len(many.statements) == len(few.statements) <= MOST_STATEMENTS
    assert many.unpinned == []
