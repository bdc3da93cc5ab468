"""The kinds of act a phone may send, and who carries each of them out. A kind is never given another meaning."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from zhucun.attendance import handlers as attendance
from zhucun.cases import handlers as cases
from zhucun.fieldwork import handlers as fieldwork
from zhucun.policy.phone import Named, Sent

Read = Callable[[str, Iterable[Named]], Any]


@dataclass(frozen=True, slots=True)
class Feature:
    """`read` reads what several envelopes name at once; `place_of` tells which village one is about."""

    read: Read
    place_of: Callable[[BaseModel, Any], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """`carry_out` gives the id of what was made; what is wrong it raises."""

    shape: type[BaseModel]
    feature: Feature
    carry_out: Callable[[Sent[Any], Any], UUID]


ATTENDANCE = Feature(attendance.read, attendance.place_of)
CASES = Feature(cases.read, cases.place_of)
FIELDWORK = Feature(fieldwork.read, fieldwork.place_of)

KINDS: Mapping[str, Kind] = {
    "record.write": Kind(fieldwork.Write, FIELDWORK, fieldwork.write),
    "record.correct": Kind(fieldwork.Correct, FIELDWORK, fieldwork.correct),
    "record.void": Kind(fieldwork.Void, FIELDWORK, fieldwork.void),
    "record.promise": Kind(fieldwork.Promise, FIELDWORK, fieldwork.promise),
    "case.raise": Kind(cases.Raise, CASES, cases.raise_),
    "case.step": Kind(cases.Step, CASES, cases.step),
    "presence.add": Kind(attendance.Add, ATTENDANCE, attendance.add),
    "presence.void": Kind(attendance.Void, ATTENDANCE, attendance.void),
}
