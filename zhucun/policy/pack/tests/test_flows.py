"""Flows of a pack: read, kept so that they stand alone, and replaced by a lower layer where that is allowed."""

import json

import pytest

from zhucun.engine.expression import Expression
from zhucun.engine.flow.definition import Acting, Actor, Ending, Level, StepKind, TermUnit
from zhucun.policy.pack.flows import flow_of
from zhucun.policy.pack.tests.build import JIANGLE, WITHOUT_PACK, Bench
from zhucun.policy.pack.tests.two_flows import LEAVE, ROAD

COUNTY = f"counties/{JIANGLE}"
FLOW = f"{COUNTY}/flows/road.yaml"


def test_a_flow_is_read_into_the_engines_words(bench: Bench) -> None:
    bench.write(FLOW, ROAD)

    flow = bench.load().flows["road"].flow

    assert flow.levels == {Level.VILLAGE: "first_secretary", Level.TOWNSHIP: "township_officer"}
    assert flow.role_digits == {"first_secretary": 12, "team_member": 12, "township_officer": 9}
    assert flow.numbers == {"cost"}
    assert flow.opening.names == {"reporter": "me"}
    new = flow.state("new")
    assert new.term is not None
    assert new.term.amount == {Level.VILLAGE: 3, Level.TOWNSHIP: Expression.parse("explain_within")}
    mending = flow.state("mending")
    assert mending.term is not None
    assert (mending.term.unit, mending.term.since) == (TermUnit.DAYS, "broken_on")
    kinds = [step.kind for step in mending.steps]
    assert kinds == [StepKind.STAY, StepKind.SUSPEND, StepKind.MOVE, StepKind.MOVE, StepKind.STAY]
    assert flow.state("with_unit").actor == Actor(Acting.UNIT, "mender")
    assert flow.state("done").ending is Ending.SETTLED
    assert flow.state("rating").steps[0].to[-1].state == "done"


def test_a_flow_keeps_the_words_people_meet(bench: Bench) -> None:
    bench.write(FLOW, ROAD)

    flow = bench.load().flows["road"]

    assert (flow.title, flow.help) == ("路灯水渠报修", "村里公用的东西坏了，在这里报。")
    assert flow.state_help == {"new": "先看一看归谁管。"}
    assert flow.because == {"new": "zhucun#explain-within"}
    assert flow.counted == {"days_broken": "坏了几天"}
    assert [option.label for option in flow.field("rating").options] == ["满意", "不满意"]
    assert flow.field("cost").seen_by == {"raiser", "handler", "township_officer", "actor"}


@pytest.mark.parametrize("text", [ROAD, LEAVE])
def test_a_stored_definition_is_read_again_without_the_pack(bench: Bench, text: str) -> None:
    bench.write(FLOW, text)
    (flow,) = bench.load().flows.values()

    again = flow_of(json.loads(json.dumps(flow.definition)))

    assert again == flow
    assert again.digest == flow.digest


def test_options_from_a_word_list_are_written_out_and_keep_their_words(bench: Bench) -> None:
    bench.write(FLOW, LEAVE)
    before = bench.load().flows["a-leave"]

    bench.change("national/vocabularies.yaml", "label: 病假", "label: 生病")
    after = bench.load().flows["a-leave"]

    sick = [
        next(o.label for o in flow_of(flow.definition).field("kind").options if o.code == "sick_leave")
        for flow in (before, after)
    ]
    assert sick == ["病假", "生病"]
    assert before.digest != after.digest


def test_the_order_and_comments_of_a_file_leave_the_digest_alone(bench: Bench) -> None:
    bench.write(FLOW, ROAD)
    before = bench.load().flows["road"].digest

    bench.change(FLOW, "\nid: road\ntitle: 路灯水渠报修\n", "\n# 村里用\ntitle: 路灯水渠报修\nid: road\n")

    assert bench.load().flows["road"].digest == before


def test_whoever_is_complained_about_is_named_without_being_said_twice(bench: Bench) -> None:
    text = ROAD.replace("rating: rating\n", "rating: rating\nagainst: checker\n", 1)
    text = text.replace("asks: [what, broken_on]", "asks: [what, broken_on, checker]")
    bench.write(FLOW, text.replace("what: why, broken_on", "what: why, checker: checker, broken_on"))

    flow = bench.load().flows["road"]

    assert flow.against == "checker"
    assert flow.flow.opening.names == {"reporter": "me", "against": "checker"}


def test_a_lower_layer_replaces_a_flow_whole(bench: Bench) -> None:
    bench.write("national/flows/road.yaml", ROAD)
    bench.write(FLOW, ROAD.replace("路灯水渠报修", "公用设施报修").replace("village: 3", "village: 5"))

    nation, county = bench.load(WITHOUT_PACK), bench.load()

    assert (nation.flows["road"].title, county.flows["road"].title) == ("路灯水渠报修", "公用设施报修")


def test_a_fixed_flow_is_not_replaced(bench: Bench) -> None:
    bench.write("national/flows/a-leave.yaml", LEAVE)
    bench.write(f"{COUNTY}/flows/a-leave.yaml", LEAVE)

    problem = bench.only_problem()

    assert "由上级统一规定，不能改" in problem.what
    assert problem.line == bench.line_of(f"{COUNTY}/flows/a-leave.yaml", "id: a-leave")


def test_two_files_of_one_folder_do_not_say_the_same_flow(bench: Bench) -> None:
    bench.write(FLOW, ROAD)
    bench.write(f"{COUNTY}/flows/road-again.yaml", ROAD)

    assert f"“road”在 {COUNTY}/flows/road-again.yaml 里已经写过" in bench.only_problem().what


def test_a_changed_flow_changes_the_packs_digest_and_an_example_does_not(bench: Bench) -> None:
    bench.write(FLOW, ROAD)
    before = bench.load().digest

    bench.write(
        f"{COUNTY}/flows/road.cases.yaml",
        "flow: road\nmechanisms: [D38]\ncases:\n  - {says: 甲, raised: {on: 2026-10-09, by: team_member}, expect: {}}\n",
    )
    with_example = bench.load().digest
    bench.change(FLOW, "village: 3", "village: 4")

    assert with_example == before
    assert bench.load().digest != before
