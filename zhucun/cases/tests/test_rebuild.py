"""Rows are what their events say: a rebuild finds them the same, and makes them so where somebody has changed them."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from zhucun.audit.services import System
from zhucun.cases.models import Case, CaseParty
from zhucun.cases.rebuilding import compare
from zhucun.cases.services import assign_case, note_case
from zhucun.cases.services_clock import run_clocks
from zhucun.cases.tests.acting import AT, TODAY, at, raised, settled, took

pytestmark = pytest.mark.usefixtures("flows", "frozen_today")


@pytest.fixture
def many(cast):
    """One of each: settled, sent up by the clock, with a child, merged, suspended, confidential, assigned, remarked."""
    by = cast.first_secretary
    settled(cast, raised(cast))
    parent = took(took(raised(cast, flow="trial-parent"), by, "accept"), by, "split", reason="修灯座")
    into = note_case(by=by, case=raised(cast), text="再看看", at=AT)
    took(took(raised(cast), by, "accept"), by, "merge", merge_into=into.id)
    took(took(raised(cast), by, "accept"), by, "suspend", reason="等配件")
    raised(cast, by=cast.team_member, role="team_member", flow="trial-complaint", cadre=str(by.id))
    assign_case(
        by=cast.township_officer, case=parent, party="owner", user=cast.team_member, because="出差", at=AT
    )
    run_clocks(by=System(), county=cast.home.code, at=at(TODAY + timedelta(days=9)))
    return cast.home.code


def test_every_row_is_what_its_events_say(many):
    found = compare(many)

    assert found.cases == Case.objects.in_county(many).count() == 7
    assert found.differing == ()


def test_a_clean_county_passes_the_check(many, capsys):
    call_command("cases_rebuild", check=True)

    assert capsys.readouterr().out == f"{many}　7 件，0 件不一致\n"


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "handling"},
        {"values": {}},
        {"late": True},
        {"title": "别的"},
        {"due_on": None},
        {"rating": "good"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_changed_row_is_found_and_made_right(many, capsys, changes):
    row = Case.objects.in_county(many).order_by("id")[3]
    before = Case.objects.in_county(many).filter(id=row.id).values().get()
    Case.objects.in_county(many).filter(id=row.id).update(**changes)

    with pytest.raises(CommandError, match="有 1 件办件与办理经过不一致"):
        call_command("cases_rebuild", check=True)
    call_command("cases_rebuild")

    assert Case.objects.in_county(many).filter(id=row.id).values().get() == before
    assert compare(many).differing == ()


def test_people_who_were_lost_are_named_again(many):
    before = set(CaseParty.objects.in_county(many).values_list("case", "name", "user"))
    CaseParty.objects.in_county(many).delete()

    call_command("cases_rebuild")

    assert set(CaseParty.objects.in_county(many).values_list("case", "name", "user")) == before
    assert before
