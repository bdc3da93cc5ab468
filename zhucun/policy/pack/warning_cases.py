"""Running the examples beside warning rules, and saying which are still missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from zhucun.policy.pack.files import LayerFiles
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.shapes.warning import WarningCasesFile
from zhucun.policy.pack.warning_model import Limit, RuleOn, WarningCase, WarningRule
from zhucun.policy.pack.warning_rules import rules_on

JUST_OUTSIDE = {Limit.AT_LEAST: -1, Limit.AT_MOST: 1}


@dataclass(frozen=True, slots=True)
class WarningResult:
    case: WarningCase
    warned: bool

    @property
    def passed(self) -> bool:
        return self.warned == self.case.warns

    def __str__(self) -> str:
        case, words = self.case, {True: "提示", False: "不提示"}
        where = f"{case.file} 第 {case.line} 行“{case.says}”"
        return f"{where}：应当{words[case.warns]}，结果{words[self.warned]}。"


def warning_cases_of(layers: Iterable[LayerFiles]) -> Iterator[WarningCase]:
    for layer in layers:
        for read in layer.all_of(WarningCasesFile):
            for index, shape in enumerate(read.shape.cases):
                yield WarningCase(
                    file=read.document.file,
                    line=read.document.places[("cases", index)][0],
                    rule=read.shape.warning,
                    mechanisms=tuple(read.shape.mechanisms),
                    says=shape.says,
                    on=shape.on,
                    figure=shape.figure if isinstance(shape.figure, int) else None,
                    warns=shape.warns,
                )


def run_warning_cases(pack: Pack) -> list[WarningResult]:
    return [run_warning_case(pack, case) for case in pack.warning_cases]


def run_warning_case(pack: Pack, case: WarningCase) -> WarningResult:
    """What is not known fits no rule, and a rule without a limit on that day fits nothing."""
    rule = _on(pack, case.rule, case.on)
    fits = rule is not None and case.figure is not None and rule.fits(case.figure)
    return WarningResult(case, fits)


def missing_warning_cases(pack: Pack) -> list[str]:
    """A sentence for every rule whose examples do not show both sides of its limit, and what is not known."""
    return [sentence for rule in pack.warning_rules.values() for sentence in _missing(pack, rule)]


def _missing(pack: Pack, rule: WarningRule) -> Iterator[str]:
    cases = [case for case in pack.warning_cases if case.rule == rule.id]
    places = {place for case in cases for place in _places(_on(pack, rule.id, case.on), case)}
    wanted = {0: "刚好到界线", JUST_OUTSIDE.get(rule.way): "差一点"}
    for place, words in wanted.items():
        if place is not None and place not in places:
            yield f"提示规则“{rule.title}”（{rule.id}）没有“{words}”的例子。"
    if all(case.warns for case in cases):
        yield f"提示规则“{rule.title}”（{rule.id}）没有不提示的例子。"
    if all(case.figure is not None for case in cases):
        yield f"提示规则“{rule.title}”（{rule.id}）没有“不知道”（figure: none）的例子。"


def _places(rule: RuleOn | None, case: WarningCase) -> Iterator[int]:
    if rule is not None and case.figure is not None:
        away = case.figure - rule.limit
        if away.denominator == 1:
            yield int(away)


def _on(pack: Pack, id: str, on: date) -> RuleOn | None:
    return next((rule for rule in rules_on(pack, on) if rule.id == id), None)
