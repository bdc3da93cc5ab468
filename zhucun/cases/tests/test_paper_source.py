"""A paper of one case: every step in order, nothing that is narrowed to a few, none of what is confidential."""

import re
from html import unescape

import pytest
from django.urls import reverse

from zhucun.cases.flow_versions import flow_behind
from zhucun.cases.forms import ID
from zhucun.cases.models import Case
from zhucun.cases.tests.staging import raised, taken
from zhucun.kernel.guard import watching
from zhucun.kernel.ids import uuid7

pytestmark = pytest.mark.usefixtures("frozen_today")


def draft(case, name="draft"):
    return reverse(f"documents:{name}", args=[case.county_code, "case", case.id, "case-sheet"])


def text_of(answer):
    return unescape(re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_every_step_stands_on_the_sheet_with_who_and_what(cast, client_of):
    case = taken(raised(cast), cast.first_secretary, "send_up", up_reason="要用水务部门的设备")

    page = text_of(client_of(cast.first_secretary).get(draft(case)))

    assert f"{flow_behind(case).title}记录表" in page
    assert "村口路灯不亮" in page
    assert "上报的理由：要用水务部门的设备" in page and "李书记" in page


def test_the_page_of_a_case_leads_to_its_sheet(cast, client_of):
    case = raised(cast)

    page = (
        client_of(cast.first_secretary)
        .get(reverse("cases:case", args=[case.county_code, case.id]))
        .content.decode()
    )

    assert reverse("documents:choose", args=[case.county_code, "case", case.id]) in page


def test_of_what_is_against_somebody_no_paper_is_written_not_even_by_whoever_raised_it(cast, client_of):
    given = {ID: uuid7(), "topic": "常不在村里", "person": cast.first_secretary.id, "detail": "群众都知道"}
    client = client_of(cast.team_member)
    client.post(reverse("cases:raise_one", args=[cast.home.code, "complaint"]), given)
    complaint = Case.objects.in_county(cast.home.code).get()

    page = client.get(reverse("cases:case", args=[cast.home.code, complaint.id]))

    assert page.status_code == 200 and "写材料" not in page.content.decode()
    assert client.get(draft(complaint)).status_code == 404
    assert client.post(draft(complaint, "word")).status_code == 404


def test_the_outsider_and_another_village_find_nothing(cast, client_of):
    case = raised(cast, by=cast.county_officer, role="county_officer", village=2)

    assert client_of(cast.outsider).get(draft(case)).status_code == 404
    assert client_of(cast.first_secretary).get(draft(case)).status_code == 404
    assert (
        client_of(cast.first_secretary)
        .get(reverse("documents:choose", args=[cast.home.code, "case", "nothing"]))
        .status_code
        == 404
    )


def test_what_is_narrowed_to_a_few_does_not_stand_on_a_sheet(cast, client_of, monkeypatch):
    from zhucun.cases import paper_source

    case = taken(raised(cast), cast.first_secretary, "send_up", up_reason="要用水务部门的设备")
    monkeypatch.setattr(paper_source, "_open_fields", lambda _case: frozenset())

    assert "要用水务部门的设备" not in text_of(client_of(cast.first_secretary).get(draft(case)))


def test_a_sheet_asks_as_often_for_more_steps(cast, client_of):
    client, case = client_of(cast.first_secretary), raised(cast)
    client.get(draft(case))
    with watching() as few:
        client.get(draft(case))
    taken(case, cast.first_secretary, "send_up", up_reason="要用水务部门的设备")

    with watching() as many:
        client.get(draft(case))

    assert len(many.statements) == len(few.statements)
