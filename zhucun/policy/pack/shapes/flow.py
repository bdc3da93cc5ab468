"""flows/*.yaml: a kind of case. States, the steps out of them, who acts, by when, and what closing needs."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from zhucun.policy.pack.shapes.base import ExpressionText, Kebab, Key, Mechanism, Shape, SourceRef, Words
from zhucun.policy.pack.shapes.forms import OptionShape

LevelName = Literal["village", "township", "county"]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Amount = Annotated[int, Field(ge=1, le=3_650)] | ExpressionText
Operand = Count | ExpressionText
DoLate = Literal["remind", "escalate", "take"]


class CaseFieldShape(Shape):
    """Something that may be filled in somewhere along the way; `seen_by` narrows who reads it.

    `account` names somebody who signs in, `unit` a unit of the county. `because` says why a personal fact is asked.
    """

    key: Key
    label: Words
    type: Literal[
        "text", "long_text", "number", "choice", "date", "money", "household", "village", "account", "unit"
    ]
    help: Words | None = None
    max: Annotated[int, Field(ge=1, le=100_000_000_000)] | None = None
    default: Key | None = None
    options: list[OptionShape] = []
    options_from: Key | None = None
    seen_by: list[Key] = []


class LevelShape(Shape):
    """Who handles at a level: a role that is granted there."""

    level: LevelName
    role: Key


class ConditionShape(Shape):
    """One test. `check` compares arithmetic over number fields, counted days and the pack's numbers."""

    check: Operand | None = None
    at_least: Operand | None = None
    at_most: Operand | None = None
    more_than: Operand | None = None
    less_than: Operand | None = None
    equals: Operand | None = None
    field: Key | None = None
    is_: list[Key] | None = Field(default=None, alias="is")
    filled: Key | None = None
    raised_as: list[Key] | None = None
    level: list[LevelName] | None = None
    children: Literal["over"] | None = None
    otherwise: Words | None = Field(default=None, alias="else")


class RouteShape(Shape):
    state: Key
    when: list[ConditionShape] = []


class ActorShape(Shape):
    """Exactly one of: `level: true`, `role`, `party`, `unit` (a field), `nobody: true`."""

    level: Literal[True] | None = None
    role: Key | None = None
    party: Key | None = None
    unit: Key | None = None
    nobody: Literal[True] | None = None


class TermShape(Shape):
    """Exactly one of workdays or days: a number, arithmetic over the pack's numbers, or one of these per level."""

    workdays: Amount | dict[LevelName, Amount] | None = None
    days: Amount | dict[LevelName, Amount] | None = None
    since: Key | None = None  # raised, or a date field; otherwise the day the state was entered


class LateShape(Shape):
    do: DoLate
    step: Key | None = None
    state: Key | None = None
    at_top: Literal["remind", "take"] | None = None


class ChildShape(Shape):
    flow: Kebab
    fields: dict[Key, Key] = {}


class EffectShape(Shape):
    name: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=60)]
    gives: dict[Key, Key] = {}
    fixed: dict[Key, Key] = {}


class StepShape(Shape):
    id: Key
    title: Words
    kind: Literal["move", "suspend", "merge", "stay"] = "move"
    to: Key | list[RouteShape] | None = None
    by: ActorShape | None = None
    not_by: list[Key] = []
    when: list[ConditionShape] = []
    asks: list[Key] = []
    may_add: list[Key] = []
    level: Literal["up", "down", "village", "township", "county"] | None = None
    names: dict[Key, Key] = {}
    prolongs: TermShape | None = None
    once: bool = False
    opens: ChildShape | None = None
    effects: list[EffectShape] = []
    reopens: bool = False


class StateShape(Shape):
    id: Key
    title: Words
    help: Words | None = None
    actor: ActorShape | None = None
    term: TermShape | None = None
    because: SourceRef | None = None  # of the term
    warn_before: Annotated[int, Field(ge=1, le=60)] | None = None
    waits: bool = False
    late: LateShape | None = None
    steps: list[StepShape] = []
    end: Literal["settled", "refused", "withdrawn", "merged"] | None = None


class OpeningShape(Shape):
    by: list[Key] = Field(min_length=1)
    to: Key | list[RouteShape]
    asks: list[Key] = Field(min_length=1)
    may_add: list[Key] = []
    names: dict[Key, Key] = {}


class DaysShape(Shape):
    """A number counted between two date fields, both days included."""

    key: Key
    label: Words
    first: Key
    last: Key
    count: Literal["days", "workdays"]


class FlowShape(Shape):
    """A file of `flows/`. A lower layer may replace it whole, under the same id, when `may_be` is `replaced`."""

    id: Kebab
    title: Words
    help: Words | None = None
    mechanisms: list[Mechanism] = []
    because: SourceRef
    may_be: Literal["fixed", "replaced"]
    about: Literal["village", "township", "county", "posting", "household", "unit"]
    confidential: bool = False
    against: Key | None = None  # the account field that names a person complained about
    levels: list[LevelShape] = []
    fields: list[CaseFieldShape] = Field(min_length=1)
    counted: list[DaysShape] = []
    title_from: Key | None = None
    closing_needs: list[Key] = []
    rating: Key | None = None  # the choice field that holds the rating by whoever raised it
    opening: OpeningShape
    states: list[StateShape] = Field(min_length=2)


# --- flows/*.cases.yaml


class ActGiven(Shape):
    """What somebody does on a day: a step, the clock running (`clock: true`), a resumption, or somebody assigned."""

    on: date
    step: Key | None = None
    clock: Literal[True] | None = None
    resume: Literal[True] | None = None
    by: Key | None = None  # a role, or `raiser`, or the name of a party
    name: Key | None = None  # tells persons of one role apart: `officer_b`
    fields: dict[Key, str | int | date] = {}
    refused: Key | None = None  # the code of the refusal that is expected; the case stays as it was


class RaisedGiven(Shape):
    on: date
    by: Key  # the role
    place: LevelName = "village"
    fields: dict[Key, str | int | date] = {}


class FlowExpect(Shape):
    """What should be so after the last act; what is left out is not asked."""

    state: Key | None = None
    level: LevelName | None = None
    due: date | Literal["none"] | None = None
    waits_for: Key | None = None  # a role, a party, `unit` or `nobody`
    ended: Literal["settled", "refused", "withdrawn", "merged"] | None = None
    effects: list[Annotated[str, Field(max_length=60)]] | None = None
    opened: list[Kebab] | None = None


class FlowCaseShape(Shape):
    says: Words
    raised: RaisedGiven
    empty_levels: list[LevelName] = []  # levels where nobody may handle it
    acts: list[ActGiven] = []
    expect: FlowExpect


class FlowCasesFile(Shape):
    flow: Kebab
    mechanisms: list[Mechanism] = Field(min_length=1)
    cases: list[FlowCaseShape] = Field(min_length=1)
