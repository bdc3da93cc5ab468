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
}
