"""A kind of case as the rest of the product sees it: the engine's flow, and the words and fields a person meets.

A flow stands alone: `definition` is all it needs to be read again years later, when the pack says something else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from zhucun.engine.flow.definition import Flow, Level
from zhucun.policy.pack.options import Option


@dataclass(frozen=True, slots=True)
class CaseField:
    """Something that may be filled in along the way; whether it must be is said by the step that asks it.

    `max` is characters for words, the value itself for numbers, fen for money. `seen_by` is empty when everybody who
    sees the case reads it.
    """

    key: str
    label: str
    type: str
    help: str = ""
    max: int | None = None
    default: str | None = None
    options: tuple[Option, ...] = ()
    seen_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFlow:
    """`because` and `state_help` are by state; `counted` labels the numbers made of two dates."""

    flow: Flow
    help: str
    offered: str  # first, plainly, or never: where people raise cases
    fields: tuple[CaseField, ...]
    source: str
    mechanisms: tuple[str, ...]
    may_be: str
    against: str  # the field that names a person complained about
    rating: str  # the field that holds the rating
    state_help: Mapping[str, str]
    because: Mapping[str, str]
    counted: Mapping[str, str]
    definition: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The definition as one text, whatever the order it was written in."""
        return json.dumps(self.definition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def digest(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    @property
    def id(self) -> str:
        return self.flow.id

    @property
    def title(self) -> str:
        return self.flow.title

    def field(self, key: str) -> CaseField:
        return next(one for one in self.fields if one.key == key)


# --- examples


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowAct:
    """Something somebody, or the clock, does on a day; `refused` is the code that should come instead of an event."""

    line: int
    on: date
    step: str = ""
    clock: bool = False
    resume: bool = False
    by: str = ""
    name: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    children_open: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCase:
    """An example beside a flow: raised like this, these acts, and then this is so."""

    file: str
    line: int
    flow: str
    mechanisms: tuple[str, ...]
    says: str
    raised: FlowAct
    place: Level | None
    empty_levels: frozenset[Level]
    acts: tuple[FlowAct, ...]
    expect: Mapping[str, Any]
    numbers: Mapping[str, int] = field(default_factory=dict)
