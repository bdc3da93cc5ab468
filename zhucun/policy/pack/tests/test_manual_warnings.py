"""The part of the manual on warning rules: what it shows works as it stands, and it names every key and every figure."""

from zhucun.policy.pack.figures_read import FIGURES_READ
from zhucun.policy.pack.shapes.warning import WarningCasesFile, WarningShape
from zhucun.policy.pack.subject_numbers import SUBJECT_NUMBERS
from zhucun.policy.pack.tests.build import Bench
from zhucun.policy.pack.tests.test_manual import EXAMPLE, MANUAL
from zhucun.policy.pack.tests.test_manual_flows import named_in
from zhucun.policy.pack.warning_cases import missing_warning_cases, run_warning_cases

PART = MANUAL.partition("## 十四、提示规则")[2]


def test_the_rule_in_the_manual_works_as_it_stands(bench: Bench) -> None:
    for name, text in EXAMPLE.findall(MANUAL):
        bench.write(name, text)

    pack = bench.load("990001")

    results = [one for one in run_warning_cases(pack) if one.case.rule == "big-bills"]
    assert [str(one) for one in results if not one.passed] == []
    assert len(results) == 3
    assert [one for one in missing_warning_cases(pack) if "big-bills" in one] == []


def test_every_key_and_every_figure_of_a_rule_is_in_the_manual() -> None:
    keys = {name for shape in (WarningShape, WarningCasesFile) for name in named_in(shape)}

    assert sorted(name for name in keys | set(FIGURES_READ) if name not in PART) == []


def test_every_number_of_a_household_is_in_the_manual() -> None:
    assert sorted(name for name in SUBJECT_NUMBERS if f"`{name}`" not in MANUAL) == []
