"""The manual for clerks: what it shows can be typed off and works, and it names everything that can be written."""

import re

import pytest

from zhucun.policy.pack import run_cases
from zhucun.policy.pack.load import PACKS
from zhucun.policy.pack.measures import MEASURES, QUANTITIES, Gives
from zhucun.policy.pack.model import CODES_OF
from zhucun.policy.pack.shapes.cases import Given
from zhucun.policy.pack.shapes.duty import DUTY_SHAPES, DayRuleShape
from zhucun.policy.pack.tests.build import Bench

MANUAL = (PACKS / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```yaml\n# (counties/990001/\S+)\n(.*?)```", re.DOTALL)


def test_the_county_in_the_manual_loads_with_a_rule_of_each_form(bench: Bench) -> None:
    for name, text in EXAMPLE.findall(MANUAL):
        bench.write(name, text)

    pack = bench.load("990001")

    assert {duty.form for duty in pack.duties.values()} == set(DUTY_SHAPES)
    assert [str(result) for result in run_cases(pack) if not result.passed] == []
    assert len(run_cases(pack)) == 6


@pytest.mark.parametrize("form", list(DUTY_SHAPES))
def test_every_key_of_a_form_is_in_the_manual(form: str) -> None:
    unnamed = [
        key
        for key in DUTY_SHAPES[form].model_fields
        if f"`{key}`" not in MANUAL and f"\n{key}:" not in MANUAL
    ]

    assert unnamed == []


def test_everything_a_rule_can_name_is_in_the_manual() -> None:
    days = {field.alias or key for key, field in DayRuleShape.model_fields.items()}
    counted = {name for name, one in MEASURES.items() if one.gives is not Gives.SET}
    codes = {code for codes in CODES_OF.values() for code in codes} - {"unknown"}
    named = {*days, *counted, *QUANTITIES, *CODES_OF, *codes, *Given.model_fields}

    assert sorted(name for name in named if name not in MANUAL) == []
