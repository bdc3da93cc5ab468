"""The part of the manual on kinds of case: each as a list of its states, who acts in them, by when, what may be done."""

from collections.abc import Iterator
from datetime import date

from zhucun.policy.pack.flow_model import PackFlow
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.tools.flow_facets import of_flow, who
from zhucun.policy.pack.tools.flow_words import FlowWords
from zhucun.policy.pack.tools.pages import Block, Heading, Items, Table, Text

STATES = ("状态", "谁办", "期限", "可以做什么")
STATE = "状态 "


def flow_blocks(pack: Pack, on: date) -> Iterator[Block]:
    if not pack.flows:
        return
    yield Heading(2, "流程", "flows")
    for flow in pack.flows.values():
        yield from _flow(pack, flow, on)


def _flow(pack: Pack, flow: PackFlow, on: date) -> Iterator[Block]:
    words = FlowWords(pack, flow, on)
    yield Heading(3, flow.title, f"flow-{flow.id}")
    if flow.help:
        yield Text(flow.help, strong=True)
    told = {name: lines for name, lines in of_flow(pack, flow).items() if not name.startswith(STATE)}
    yield Table(("项目", "内容"), tuple((name, "；".join(lines)) for name, lines in told.items()))
    yield Table(
        STATES,
        tuple(
            (
                state.title,
                who(words, state),
                "；".join(words.clock(state)),
                "".join(words.step(state, step) for step in state.steps),
            )
            for state in flow.flow.states.values()
        ),
    )
    examples = tuple(dict.fromkeys(case.says for case in pack.flow_cases if case.flow == flow.id))
    if examples:
        yield Heading(4, "例子")
        yield Items(examples)
