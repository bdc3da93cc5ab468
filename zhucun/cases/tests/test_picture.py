"""A flow drawn: every state and step is there, nothing lies on anything else, long titles break."""

from itertools import combinations

import pytest

from zhucun.cases.picture import BOX, LONGEST, NOTE_EMS, Way, picture_of, wrapped
from zhucun.engine.flow.definition import (
    About,
    Acting,
    Actor,
    Ending,
    Flow,
    Opening,
    Route,
    State,
    Step,
    StepKind,
)

VILLAGE = Actor(Acting.ROLE, "first_secretary")


def step(id, *to, kind=StepKind.MOVE, title=""):
    return Step(id=id, title=title or id, kind=kind, to=tuple(Route(state) for state in to))


def flow_of(*states, opening=("asked",)):
    return Flow(
        id="matter",
        title="群众诉求",
        about=About.VILLAGE,
        opening=Opening(by=frozenset({"first_secretary"}), to=tuple(map(Route, opening)), asks=("what",)),
        states={state.id: state for state in states},
    )


@pytest.fixture
def flow():
    return flow_of(
        State(id="done", title="办结", actor=Actor(Acting.NOBODY), ending=Ending.SETTLED),
        State(
            id="asked",
            title="等待受理",
            actor=VILLAGE,
            steps=(step("accept", "handling"), step("refuse", "refused"), step("note", kind=StepKind.STAY)),
        ),
        State(
            id="handling",
            title="办理并且把办理情况一件一件当面答复提出诉求的群众本人",
            actor=VILLAGE,
            steps=(step("reply", "rating"), step("return_", "asked"), step("up", "handling")),
        ),
        State(
            id="rating",
            title="等待评价",
            actor=VILLAGE,
            steps=(step("good", "done"), step("bad", "handling")),
        ),
        State(id="refused", title="不予受理", actor=Actor(Acting.NOBODY), ending=Ending.REFUSED),
    )


def test_every_state_and_every_step_is_drawn(flow):
    picture = picture_of(flow, "提出", {})

    drawn = {row.step for box in picture.boxes for row in box.rows}

    assert [box.id for box in picture.boxes] == ["opening", "asked", "handling", "rating", "done", "refused"]
    assert drawn == {"", "accept", "refuse", "note", "reply", "return_", "up", "good", "bad"}


def test_no_two_boxes_overlap_and_all_lie_within_the_picture(flow):
    boxes = picture_of(flow, "提出", {"asked": ["谁来办：第一书记", "期限：5 个工作日"]}).boxes

    assert all(upper.bottom < lower.y for upper, lower in combinations(boxes, 2))


def test_what_leads_on_and_what_leads_back_run_on_different_sides(flow):
    picture = picture_of(flow, "提出", {})
    ways = {row.step: row.way for box in picture.boxes for row in box.rows}

    assert ways == {
        "": Way.NEXT,
        "accept": Way.NEXT,
        "refuse": Way.AHEAD,
        "note": Way.STAYS,
        "reply": Way.NEXT,
        "return_": Way.BACK,
        "up": Way.STAYS,
        "good": Way.NEXT,
        "bad": Way.BACK,
    }
    assert all(
        (trunk.x < picture.left) if trunk.way is Way.BACK else (trunk.x > picture.left + BOX)
        for trunk in picture.trunks
    )


def test_lines_to_different_boxes_never_lie_on_each_other(flow):
    trunks = picture_of(flow, "提出", {}).trunks

    for one, other in combinations(trunks, 2):
        assert one.x != other.x or one.end < other.top or other.end < one.top


def test_a_line_starts_at_every_step_and_ends_at_the_first_line_of_its_box(flow):
    picture = picture_of(flow, "提出", {})
    boxes = {box.id: box for box in picture.boxes}

    for trunk in picture.trunks:
        rows = [
            row.y for box in picture.boxes for row in box.rows if row.to == trunk.to and row.way is trunk.way
        ]
        assert trunk.arrives == boxes[trunk.to].title[0].y
        assert list(trunk.leaves) == rows


def test_long_titles_break_and_their_box_grows(flow):
    boxes = {box.id: box for box in picture_of(flow, "提出", {}).boxes}

    assert [line.text for line in boxes["handling"].title] == [
        "办理并且把办理情况一件一件当面答",
        "复提出诉求的群众本人",
    ]
    assert boxes["handling"].height > boxes["rating"].height


def test_where_the_case_stands_is_marked_once(flow):
    picture = picture_of(flow, "提出", {}, here="rating")

    assert [box.id for box in picture.boxes if box.here] == ["rating"]


def test_a_step_with_several_outcomes_says_where_each_leads():
    flow = flow_of(
        State(
            id="asked", title="审批", actor=VILLAGE, steps=(step("agree", "county", "done", title="同意"),)
        ),
        State(id="county", title="县里审批", actor=VILLAGE, steps=(step("agree_too", "done"),)),
        State(id="done", title="已批准", actor=Actor(Acting.NOBODY), ending=Ending.SETTLED),
    )

    rows = [line.text for box in picture_of(flow, "提出", {}).boxes for row in box.rows for line in row.lines]

    assert rows[1:3] == ["同意 → 县里审批", "同意 → 已批准"]


@pytest.mark.parametrize("text", ["一" * 50, "a" * 90, "第1步，", "", "字" * 20 + "。"])
def test_breaking_loses_nothing_and_no_line_begins_with_a_closing_mark(text):
    lines = wrapped(text, NOTE_EMS)

    assert "".join(lines) == text
    assert not any(line.startswith("。") for line in lines)
    assert all(len(line) <= NOTE_EMS / 0.58 + 1 for line in lines)


def test_a_word_of_letters_is_not_broken_where_there_is_room_on_the_next_line():
    assert wrapped("Term: village 5 workdays, township 10 workdays", 16.5) == [
        "Term: village 5 workdays, ",
        "township 10 workdays",
    ]


def test_a_long_picture_is_cut_between_boxes_into_parts_that_a_sheet_holds_side_by_side():
    many = [
        State(id=f"s{at}", title=f"第{at}步", actor=VILLAGE, steps=(step(f"to{at}", f"s{at + 1}"),))
        for at in range(24)
    ]
    flow = flow_of(
        *many, State(id="s24", title="办结", actor=VILLAGE, ending=Ending.SETTLED), opening=("s0",)
    )

    picture = picture_of(flow, "提出", {})

    assert len(picture.parts) == 3
    assert [box for part in picture.parts for box in part.boxes] == list(picture.boxes)
    for part in picture.parts:
        assert all(part.top < box.y and box.bottom < part.top + part.height for box in part.boxes)
        assert part.height <= LONGEST * 1.1
