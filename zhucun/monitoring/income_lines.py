"""The lines of an income sheet, in the order in which a family is asked: the parts of the national sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhucun.monitoring.domain import Odd, Part


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    title: Any
    part: Part


PARTS: Mapping[Part, Any] = {
    Part.WAGES: _("工资性收入"),
    Part.BUSINESS: _("生产经营性收入"),
    Part.PROPERTY: _("财产性收入"),
    Part.TRANSFERS: _("转移性收入"),
    Part.COSTS: _("生产经营性支出"),
}
GUIDE: Mapping[Part, Any] = {
    Part.WAGES: _("家里每个人这十二个月拿到手的工资，寄回和花掉的都算。"),
    Part.BUSINESS: _("卖出的东西和做买卖收到的钱，先不扣本钱；自己吃掉的不算。"),
    Part.PROPERTY: _("土地流转、房屋出租、集体分红等。"),
    Part.TRANSFERS: _("发到户的补助、养老金，以及子女给的钱。"),
    Part.COSTS: _("种养和买卖花掉的本钱；家里吃穿看病不算在这里。"),
}
LINES: tuple[Line, ...] = (
    Line("work_here", _("在本县务工"), Part.WAGES),
    Line("work_away", _("外出务工"), Part.WAGES),
    Line("public_post", _("公益性岗位"), Part.WAGES),
    Line("wages_other", _("其他工资"), Part.WAGES),
    Line("crops", _("种植"), Part.BUSINESS),
    Line("animals", _("养殖"), Part.BUSINESS),
    Line("forest", _("林果采集"), Part.BUSINESS),
    Line("trade", _("经商、运输和手艺"), Part.BUSINESS),
    Line("land_rent", _("土地流转"), Part.PROPERTY),
    Line("house_rent", _("房屋和物品出租"), Part.PROPERTY),
    Line("dividend", _("集体分红和利息"), Part.PROPERTY),
    Line("allowance", _("低保金"), Part.TRANSFERS),
    Line("support", _("特困供养金"), Part.TRANSFERS),
    Line("pension", _("养老金"), Part.TRANSFERS),
    Line("ecology", _("退耕还林和生态补偿"), Part.TRANSFERS),
    Line("land_grant", _("耕地地力等生产补贴"), Part.TRANSFERS),
    Line("old_age", _("高龄和失能补贴"), Part.TRANSFERS),
    Line("disabled", _("残疾人补贴"), Part.TRANSFERS),
    Line("schooling", _("教育资助"), Part.TRANSFERS),
    Line("relief", _("临时救助和救灾"), Part.TRANSFERS),
    Line("insurance", _("保险理赔"), Part.TRANSFERS),
    Line("children", _("赡养费和子女给的钱"), Part.TRANSFERS),
    Line("transfers_other", _("其他补助"), Part.TRANSFERS),
    Line("crops_cost", _("种植的本钱"), Part.COSTS),
    Line("animals_cost", _("养殖的本钱"), Part.COSTS),
    Line("trade_cost", _("经商、运输和手艺的本钱"), Part.COSTS),
    Line("costs_other", _("其他生产支出"), Part.COSTS),
)
PART_OF: Mapping[str, Part] = {line.key: line.part for line in LINES}
TITLES: Mapping[str, Any] = {line.key: line.title for line in LINES}
ODD: Mapping[Odd, Any] = {
    Odd.NOTHING_IN: _(
        "这十二个月没有一笔收入。确实没有的可以照实保存；也请看看是不是漏了养老金、补助或子女给的钱。"
    ),
    Odd.COSTS_ABOVE: _(
        "支出比收入多，人均纯收入是负数。受灾、病死等会这样；也请看看是不是把家里吃穿看病算进了本钱。"
    ),
    Odd.COSTS_ALONE: _(
        "有生产支出，没有生产经营收入。当年还没有收成的会这样；也请看看是不是漏填了卖出的钱。"
    ),
    Odd.OTHER_PEOPLE: _("计算用的人口和户里登记的不一样。请按共同生活的人口算，必要时更正户里的成员。"),
    Odd.ILLNESS_ABOVE: _("自己付的看病钱比全家纯收入还多，这样的户要尽快入户核实。"),
}


def in_part(part: Part) -> list[Line]:
    return [line for line in LINES if line.part is part]
