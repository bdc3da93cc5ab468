"""What a warning rule may read of a household: the closed list of figures that the register and the income sheets give.

A rule names one of these; a figure that is not known fits no rule, and is never taken for nought. Whoever counts one
offers it under the same name, in the unit written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

FEN, PERSON, MONTH, PERCENT, FLAG, ITEM = "fen", "person", "month", "percent", "flag", "item"


@dataclass(frozen=True, slots=True)
class FigureRead:
    """`unit`: fen of money, a percentage without its sign, a flag of 1 or 0, otherwise what is counted."""

    title: str
    unit: str


FIGURES_READ: Mapping[str, FigureRead] = {
    # from the income sheet that holds now
    "income_per_head": FigureRead("现在这份收支表上的人均纯收入", FEN),
    "income_drop": FigureRead("人均纯收入比上一份收支表少了百分之几，没有减少为 0", PERCENT),
    "illness_cost": FigureRead("现在这份收支表上家庭自付的医疗费用", FEN),
    # from the register: members who live in the household on the day
    "seriously_ill": FigureRead("健康状况是患有大病的", PERSON),
    "severely_disabled": FigureRead("残疾等级是一级、二级的", PERSON),
    "uninsured": FigureRead("没有参加基本医疗保险的", PERSON),
    "dropouts": FigureRead("6 至 15 周岁，在校情况是失学辍学的", PERSON),
    "studying": FigureRead("在读高中以上学校的", PERSON),
    "job_lost": FigureRead("正持续“失业”情形的", PERSON),
    "workers": FigureRead("有务工地点的", PERSON),
    "worked_months": FigureRead("有务工地点的各人，登记的务工月数里最少的", MONTH),
    "old_alone": FigureRead("家里只有 60 周岁以上老人的为 1，不是的为 0", FLAG),
    # from the household's own entry and its circumstances
    "unsafe_housing": FigureRead("住房有安全隐患的为 1，安全的为 0", FLAG),
    "unsafe_water": FigureRead("饮水没有保障的为 1，安全的为 0", FLAG),
    "disaster": FigureRead("正持续“遭受自然灾害”情形的为 1，没有的为 0", FLAG),
    "accident": FigureRead("正持续“突发意外事故”情形的为 1，没有的为 0", FLAG),
    "business_failed": FigureRead("正持续“产业项目失败”情形的为 1，没有的为 0", FLAG),
    "new_allowance": FigureRead("低保、特困情形开始不满 90 天的为 1，其他为 0", FLAG),
    # from the monitoring of a household that is monitored now
    "months_without_measure": FigureRead(
        "监测户识别以后满几个月还没有一项落实的措施；不是监测户的不知道", MONTH
    ),
    "guarantees_failing": FigureRead("住房、饮水、义务教育、医疗保险没有保障的有几处", ITEM),
}
