"""Flows on a page: every state with who acts, its term and its paper; drawn, to be printed."""

import pytest
from django.urls import reverse

from zhucun.cases import told, words
from zhucun.engine.flow.definition import Acting, Actor
from zhucun.kernel import clock
from zhucun.policy.queries import pack_of

COUNTY = "990001"


@pytest.fixture(autouse=True)
def _today(frozen_today):
    """Every test on this page is on the same day."""


@pytest.fixture
def pack(db):
    return pack_of(COUNTY)


def url(cast, flow=""):
    parts = {"county": cast.home.code}
    return (
        reverse("cases:flow", kwargs={**parts, "flow": flow})
        if flow
        else reverse("cases:flows", kwargs=parts)
    )


def test_all_flows_are_listed(cast, client_of, pack):
    page = client_of(cast.team_member).get(url(cast)).content.decode()

    assert all(flow.title in page for flow in pack.flows.values())


@pytest.mark.parametrize("flow", ["matter", "leave", "dispute"])
def test_a_flow_is_drawn_with_all_its_states_and_their_terms(cast, client_of, pack, flow):
    answer = client_of(cast.first_secretary).get(url(cast, flow))

    page = answer.content.decode()
    for state in pack.flows[flow].flow.states.values():
        assert page.count(state.title) >= 2  # in the picture and in the table
    assert "个工作日" in page


def test_a_flow_that_is_not_there_is_not_found(cast, client_of):
    assert client_of(cast.first_secretary).get(url(cast, "nothing")).status_code == 404


def test_terms_that_differ_by_level_say_so(pack):
    states = {one.state.id: one for one in told.told_states(pack.flows["matter"], pack, clock.today())}

    assert states["handling"].term.startswith("村级 ")
    assert "、乡镇 " in states["handling"].term
    assert states["rating"].term.endswith(" 天")
    assert states["settled"].acts == ""


def test_people_of_a_case_are_called_after_what_made_them_so(pack):
    flow = pack.flows["matter"]

    assert words.actor_words(flow, Actor(Acting.PARTY, "raiser")) == "提出人"
    assert words.actor_words(flow, Actor(Acting.PARTY, "owner")) == "提出人或者办“受理”、“办结”的人"
    assert words.actor_words(flow, Actor(Acting.UNIT, "unit")) == "“交给哪个部门”的联系人"


def test_every_flow_of_the_pack_can_be_told_and_drawn(pack):
    for flow in pack.flows.values():
        picture = told.drawn(flow, pack, clock.today())
        assert {box.id for box in picture.boxes} == {"opening", *flow.flow.states}
