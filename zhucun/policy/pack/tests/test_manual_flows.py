"""The part of the manual on flows: what it shows can be typed off and works, and it names every key there is."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from zhucun.policy.pack.effects import EFFECTS
from zhucun.policy.pack.flow_cases import run_flow_cases
from zhucun.policy.pack.shapes.flow import FlowCasesFile, FlowShape
from zhucun.policy.pack.tests.build import Bench
from zhucun.policy.pack.tests.test_manual import EXAMPLE, MANUAL

PART = MANUAL.partition("## 十三、流程")[2]
FROM_OTHER_FORMS = {"code", "serves"}  # of an option, shown where options are


def test_the_flow_in_the_manual_works_as_it_stands(bench: Bench) -> None:
    for name, text in EXAMPLE.findall(MANUAL):
        bench.write(name, text)

    pack = bench.load("990001")

    results = run_flow_cases(pack)
    assert [flow.title for flow in pack.flows.values()] == ["公用设施报修"]
    assert [str(result) for result in results if not result.passed] == []
    assert len(results) == 2
    assert [str(warning) for warning in pack.warnings if "flows" in warning.file] == []


def test_every_key_and_every_word_of_a_flow_is_in_the_manual() -> None:
    keys = {name for shape in (FlowShape, FlowCasesFile) for name in named_in(shape)} - FROM_OTHER_FORMS
    arguments = {name for kind in EFFECTS.values() for name in kind.arguments}

    unnamed = [name for name in sorted(keys | arguments | set(EFFECTS)) if name not in PART]

    assert unnamed == []


def named_in(shape: Any) -> Iterator[str]:
    """Every key that a shape or one inside it has, and every word it chooses from."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        for name, info in shape.model_fields.items():
            yield info.alias or name
            yield from named_in(info.annotation)
        return
    for inner in getattr(shape, "__args__", ()):
        if isinstance(inner, str):
            yield inner
        else:
            yield from named_in(inner)
