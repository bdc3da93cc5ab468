"""Warning rules of all layers, from the nation down, and as they stand on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhucun.engine.expression import Expression, ExpressionError
from zhucun.engine.period import Period
from zhucun.policy.pack.dates import ARITHMETIC, FAULTS
from zhucun.policy.pack.files import LayerFiles, Read
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.quantities import of_values
from zhucun.policy.pack.shapes.warning import WarningShape
from zhucun.policy.pack.warning_model import Limit, RuleOn, WarningRule


@dataclass(frozen=True)
class DeclaredRule:
    """A rule with the file that says it."""

    rule: WarningRule
    read: Read[WarningShape]


def rules_on(pack: Pack, on: date) -> tuple[RuleOn, ...]:
    """The rules that can be asked on a day: one whose limit nobody has set for that day is left out."""
    numbers = of_values(pack.values, Period(on, on))
    reckoned = (rule.with_numbers(numbers) for rule in pack.warning_rules.values())
    return tuple(rule for rule in reckoned if rule is not None)


def warning_rules_of(layers: Sequence[LayerFiles]) -> tuple[dict[str, DeclaredRule], list[Problem]]:
    """A lower layer may replace a rule whole where the one above says so."""
    rules: dict[str, DeclaredRule] = {}
    level: dict[str, LayerFiles] = {}
    problems: list[Problem] = []
    for layer in layers:
        for read in layer.all_of(WarningShape):
            id = read.shape.id
            found = _refused(read, rules.get(id), same_layer=level.get(id) is layer) or _faults(read)
            problems += found
            if not found:
                rules[id], level[id] = DeclaredRule(_rule(read.shape), read), layer
    return rules, problems


def _refused(read: Read[WarningShape], known: DeclaredRule | None, *, same_layer: bool) -> list[Problem]:
    if known is None:
        return []
    if same_layer:
        what = f"“{read.shape.id}”在 {known.read.document.file} 里已经写过。"
        return [read.problem(("id",), what, "请换一个代码，或者只留一个文件。")]
    if known.rule.may_be == "fixed":
        what = f"提示规则“{known.rule.title}”由上级统一规定，不能改。"
        do = "请换一个代码另设一条，或者删去这个文件；只是界线不同的，请在 values.yaml 的 changes 下改数。"
        return [read.problem(("id",), what, do)]
    return []


def _faults(read: Read[WarningShape]) -> list[Problem]:
    limits = _limits(read.shape)
    if len(limits) != 1:
        what = "没有说清从多少起提示。"
        do = "请写 at_least（不少于）、at_most（不超过）或者 is（正好是），只写一个。"
        return [read.problem((), what, do)]
    ((way, asked),) = limits.items()
    try:
        Expression.parse(str(asked))
    except ExpressionError as wrong:
        what = f"算式“{asked}”第 {wrong.at + 1} 个字符处{FAULTS[wrong.what]}。"
        return [read.problem((way,), what, ARITHMETIC)]
    return []


def _rule(shape: WarningShape) -> WarningRule:
    ((way, asked),) = _limits(shape).items()
    return WarningRule(
        id=shape.id,
        title=shape.title,
        reads=shape.reads,
        way=way,
        limit=Expression.parse(str(asked)),
        says=shape.says,
        risk=shape.risk,
        source=shape.because,
        may_be=shape.may_be,
        mechanisms=tuple(shape.mechanisms),
    )


def _limits(shape: WarningShape) -> Mapping[Limit, int | str]:
    said = {Limit.AT_LEAST: shape.at_least, Limit.AT_MOST: shape.at_most, Limit.IS: shape.is_}
    return {way: asked for way, asked in said.items() if asked is not None}
