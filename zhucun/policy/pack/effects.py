"""What a step may do elsewhere in the product: the closed list of effects, and what each must be told.

A name that is not here can be written in no pack; whoever carries an effect out offers it under the same name.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Argument:
    """`type` is that of the field it is taken from; for a choice, `vocabulary` holds the codes it may have."""

    title: str
    type: str
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class EffectKind:
    """`about` says which cases it can belong to."""

    title: str
    about: frozenset[str]
    required: Mapping[str, Argument]
    optional: Mapping[str, Argument]

    @property
    def arguments(self) -> dict[str, Argument]:
        return {**self.required, **self.optional}


EFFECTS: Mapping[str, EffectKind] = {
    "attendance.leave": EffectKind(
        title="登记请假的日子",
        about=frozenset({"posting"}),
        required={
            "kind": Argument("哪种登记", "choice", "presence"),
            "first": Argument("第一天", "date"),
            "last": Argument("最后一天", "date"),
        },
        optional={},
    ),
    "attendance.leave_ends": EffectKind(
        title="销假：从返岗那天起不再登记请假",
        about=frozenset({"posting"}),
        required={"returned": Argument("哪天返岗", "date")},
        optional={},
    ),
    "monitoring.identified": EffectKind(
        title="纳入监测",
        about=frozenset({"household"}),
        required={
            "kind": Argument("监测对象类别", "choice", "monitored_kind"),
            "channel": Argument("发现渠道", "choice", "discovery_channel"),
            "risk": Argument("主要返贫致贫风险", "choice", "poverty_risk"),
        },
        optional={
            "risk_2": Argument("第二项风险", "choice", "poverty_risk"),
            "risk_3": Argument("第三项风险", "choice", "poverty_risk"),
            "labour": Argument("有没有劳动能力", "choice", "household_labour"),
        },
    ),
    "monitoring.risk_removed": EffectKind(
        title="风险消除，不再监测",
        about=frozenset({"household"}),
        required={"how": Argument("消除方式", "choice", "risk_removal")},
        optional={},
    ),
    "monitoring.dismissed": EffectKind(
        title="核实后不纳入监测，线索了结",
        about=frozenset({"household"}),
        required={},
        optional={"because": Argument("不纳入的原因", "long_text")},
    ),
}
