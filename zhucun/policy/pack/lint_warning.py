"""Warning rules: a figure of the closed list, a limit over numbers somebody knows, a risk with a name; examples that fit."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from zhucun.policy.pack.figures_read import FIGURES_READ, FLAG
from zhucun.policy.pack.files import LayerFiles
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.warning import WarningCasesFile
from zhucun.policy.pack.warning_model import Limit
from zhucun.policy.pack.warning_rules import DeclaredRule

RISKS = "poverty_risk"


def lint_warning(declared: DeclaredRule, known: Known) -> Iterator[Problem]:
    rule, read = declared.rule, declared.read
    figure = FIGURES_READ.get(rule.reads)
    if figure is None:
        close = get_close_matches(rule.reads, FIGURES_READ, n=1)
        do = f"是不是“{close[0]}”？" if close else f"可以写：{'、'.join(FIGURES_READ)}。"
        yield read.problem(("reads",), f"没有“{rule.reads}”这个数。", do)
    elif figure.unit == FLAG and (rule.way is not Limit.IS or rule.limit.text not in {"0", "1"}):
        what = f"“{rule.reads}”只有 1 和 0。"
        yield read.problem((rule.way,), what, "请写 is: 1（是）或者 is: 0（不是）。")
    for name in sorted(rule.limit.names - set(known.values)):
        what = f"算式里的“{name}”不知道是什么数。"
        close = get_close_matches(name, known.values, n=1)
        do = f"是不是“{close[0]}”？" if close else "请写 values.yaml 里的数。"
        yield read.problem((rule.way,), what, do)
    if not known.has(RISKS, rule.risk):
        risks = "、".join(known.vocabularies.get(RISKS, {})) or "（没有）"
        yield read.problem(("risk",), f"风险里没有“{rule.risk}”。", f"可以写：{risks}。")
    if "%" in rule.says:
        what = "这句话里不写数，看到的数由系统接在后面。"
        yield read.problem(("says",), what, "请删去百分号和它后面的名称。")


def lint_warning_cases(layers: Iterable[LayerFiles], rules: Mapping[str, DeclaredRule]) -> Iterator[Problem]:
    for layer in layers:
        for read in layer.all_of(WarningCasesFile):
            if read.shape.warning not in rules:
                what = f"没有“{read.shape.warning}”这条提示规则。"
                yield read.problem(("warning",), what, "请核对 warnings 里的 id。")
