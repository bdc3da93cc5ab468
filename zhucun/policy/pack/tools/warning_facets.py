"""Everything a warning rule says, part by part: what the manual prints of it and what two packs are compared by."""

from collections.abc import Iterator

from zhucun.policy.pack.figures_read import FEN, FIGURES_READ, FLAG, PERCENT
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.tools.facets import MAY_BE, Facets, reference
from zhucun.policy.pack.tools.pages import Block, Heading, Items, Table, Text
from zhucun.policy.pack.tools.sentence import joined
from zhucun.policy.pack.warning_model import Limit, WarningRule

WAYS = {Limit.AT_LEAST: "不少于", Limit.AT_MOST: "不超过", Limit.IS: "正好是"}
UNITS = {FEN: "分", PERCENT: "%"}


def of_warning(pack: Pack, rule: WarningRule) -> Facets:
    return {
        "名称": (rule.title,),
        "机制": (joined(rule.mechanisms),),
        "看什么数": (FIGURES_READ[rule.reads].title,),
        "什么时候提示": (_limit(pack, rule),),
        "怎样说": (rule.says,),
        "是哪种风险": (pack.term("poverty_risk", rule.risk),),
        "依据": (reference(pack, rule.source),),
        "下级能否改": (MAY_BE[rule.may_be],),
    }


def warning_blocks(pack: Pack) -> Iterator[Block]:
    if not pack.warning_rules:
        return
    yield Heading(2, "提示规则", "warnings")
    yield Text("符合的，请人去核实，不作结论；数不知道的、界线没有写的，不提示。")
    for rule in pack.warning_rules.values():
        yield Heading(3, rule.title, f"warning-{rule.id}")
        told = of_warning(pack, rule)
        yield Table(("项目", "内容"), tuple((label, "；".join(lines)) for label, lines in told.items()))
        examples = [case for case in pack.warning_cases if case.rule == rule.id]
        if examples:
            yield Heading(4, "例子")
            yield Items(tuple(f"{case.says}：{'提示' if case.warns else '不提示'}" for case in examples))


def _limit(pack: Pack, rule: WarningRule) -> str:
    unit = FIGURES_READ[rule.reads].unit
    if unit == FLAG:
        return "是的时候" if rule.limit.text == "1" else "不是的时候"
    names = {name: pack.values[name].title for name in rule.limit.names if name in pack.values}
    explained = (
        f"（{joined(f'{name} 是“{title}”' for name, title in sorted(names.items()))}）" if names else ""
    )
    words = UNITS.get(unit, pack.wording.units.get(unit, unit))
    return f"{WAYS[rule.way]} {rule.limit.text} {words}{explained}"
