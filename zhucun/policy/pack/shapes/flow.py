"""flows/*.yaml: a kind of case. States, the steps out of them, who acts, by when, and what closing needs."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from zhucun.policy.pack.shapes.base import ExpressionText, Kebab, Key, Mechanism, Shape, SourceRef, Words
from zhucun.policy.pack.shapes.forms import OptionShape

LevelName = Literal["village", "township", "county"]
LEVELS: tuple[LevelName, ...] = ("village", "township", "county")  # lowest first
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
Amount = Annotated[int, Field(ge=1, le=3_650)] | ExpressionText
Operand = Count | ExpressionText
DoLate = Literal["remind", "escalate", "take"]
MOST_STATES, MOST_STEPS, MOST_FIELDS = 200, 50, 100  # of a flow, of a state, of a flow
MOST_ROUTES, MOST_CONDITIONS, MOST_NAMED = 20, 10, 50
MOST_CASES, MOST_ACTS = 200, 100
MOST_NUMBERS = 50
Named = Annotated[list[Key], Field(max_length=MOST_NAMED)]
Some = Annotated[list[Key], Field(min_length=1, max_length=MOST_NAMED)]
Parties = Annotated[dict[Key, Key], Field(max_length=MOST_NAMED)]
Numbers = Annotated[
    dict[Key, Annotated[int, Field(ge=-1_000_000_000_000, le=1_000_000_000_000)]],
    Field(max_length=MOST_NUMBERS),
]


class CaseFieldShape(Shape):
    """Something that may be filled in somewhere along the way; `seen_by` narrows who reads it.

    `account` names somebody who signs in, `unit` a unit of the county.
    """

    key: Key
    label: Words
    type: Literal[
        "text", "long_text", "number", "choice", "date", "money", "household", "village", "account", "unit"
    ]
    help: Words | None = None
    max: Annotated[int, Field(ge=1, le=100_000_000_000)] | None = None
    default: Key | None = None
    options: Annotated[list[OptionShape], Field(max_length=200)] = []
    options_from: Key | None = None
    seen_by: Named = []


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
    is_: Some | None = Field(default=None, alias="is")
    filled: Key | None = None
    raised_as: Some | None = None
    level: Annotated[list[LevelName], Field(min_length=1)] | None = None
    children: Literal["over"] | None = None
    otherwise: Words | None = Field(default=None, alias="else")


Conditions = Annotated[list[ConditionShape], Field(max_length=MOST_CONDITIONS)]


class RouteShape(Shape):
    state: Key
    when: Conditions = []


Routes = Annotated[list[RouteShape], Field(min_length=1, max_length=MOST_ROUTES)]


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
    fields: Parties = {}


class EffectShape(Shape):
    name: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=60)]
    gives: Parties = {}
    fixed: Parties = {}


class StepShape(Shape):
    id: Key
    title: Words
    kind: Literal["move", "suspend", "merge", "stay"] = "move"
    to: Key | Routes | None = None
    by: ActorShape | None = None
    not_by: Named = []
    when: Conditions = []
    asks: Named = []
    may_add: Named = []
    level: Literal["up", "down", "village", "township", "county"] | None = None
    names: Parties = {}
    prolongs: TermShape | None = None
    once: bool = False
    opens: ChildShape | None = None
    effects: Annotated[list[EffectShape], Field(max_length=10)] = []
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
    steps: Annotated[list[StepShape], Field(max_length=MOST_STEPS)] = []
    end: Literal["settled", "refused", "withdrawn", "merged"] | None = None


class OpeningShape(Shape):
    by: Some
    to: Key | Routes
    asks: Some
    may_add: Named = []
    names: Parties = {}


class DaysShape(Shape):
    """A number counted between two date fields, both days included.

    `in_order`: whoever writes a last day before the first is told so, and nothing is kept.
    """

    key: Key
    label: Words
    first: Key
    last: Key
    count: Literal["days", "workdays"]
    in_order: bool = False


class FlowShape(Shape):
    """A file of `flows/`. A lower layer may replace it whole, under the same id, when `may_be` is `replaced`."""

    id: Kebab
    title: Words
    help: Words | None = None
    mechanisms: Annotated[list[Mechanism], Field(max_length=MOST_NAMED)] = []
    because: SourceRef
    may_be: Literal["fixed", "replaced"]
    about: Literal["village", "township", "county", "posting", "household", "unit"]
    confidential: bool = False
    against: Key | None = None  # the account field that names a person complained about
    levels: Annotated[list[LevelShape], Field(max_length=len(LEVELS))] = []
    fields: Annotated[list[CaseFieldShape], Field(min_length=1, max_length=MOST_FIELDS)]
    counted: Annotated[list[DaysShape], Field(max_length=20)] = []
    title_from: Key | None = None
    closing_needs: Named = []
    # Where people raise cases; `never`: it is only opened by another case.
    offered: Literal["first", "plainly", "never"] = "plainly"
    rating: Key | None = None  # the choice field that holds the rating by whoever raised it
    opening: OpeningShape
    states: Annotated[list[StateShape], Field(min_length=2, max_length=MOST_STATES)]


class StoredFlow(FlowShape):
    """A flow by itself, as a case keeps it: options are written out, and so is where holders of its roles sit."""

    role_digits: dict[Key, Literal[6, 9, 12]]


# --- flows/*.cases.yaml


class ActGiven(Shape):
    """What somebody does on a day: a step, the clock running (`clock: true`), a resumption, or somebody assigned."""

    on: date
    step: Key | None = None
    clock: Literal[True] | None = None
    resume: Literal[True] | None = None
    by: Key | None = None  # a role, or `raiser`, or the name of a party
    name: Key | None = None  # tells persons of one role apart: `officer_b`
    fields: Annotated[dict[Key, str | int | date], Field(max_length=MOST_FIELDS)] = {}
    children_open: Annotated[int, Field(ge=0, le=1_000)] = 0  # child cases not over on that day
    numbers: Numbers = {}  # what is known of the household from this day on, beside what was
    refused: Key | None = None  # the code of the refusal that is expected; the case stays as it was


class RaisedGiven(Shape):
    on: date
    by: Key  # the role
    name: Key | None = None
    place: LevelName | None = None  # as the flow is about
    refused: Key | None = None  # the code, when it should not come to a case at all
    fields: Annotated[dict[Key, str | int | date], Field(max_length=MOST_FIELDS)] = {}


class FlowExpect(Shape):
    """What should be so after the last act; what is left out is not asked."""

    state: Key | None = None
    level: LevelName | Literal["none"] | None = None
    due: date | Literal["none"] | None = None
    waits_for: Key | None = None  # a role, a party, `unit` or `nobody`
    ended: Literal["settled", "refused", "withdrawn", "merged", "none"] | None = None
    effects: list[Annotated[str, Field(max_length=60)]] | None = None
    opened: list[Kebab] | None = None


class FlowCaseShape(Shape):
    says: Words
    raised: RaisedGiven
    empty_levels: list[LevelName] = []  # levels where nobody may handle it
    numbers: Numbers = {}  # what is known of the household; what is not named is not known
    acts: Annotated[list[ActGiven], Field(max_length=MOST_ACTS)] = []
    expect: FlowExpect


class FlowCasesFile(Shape):
    flow: Kebab
    mechanisms: list[Mechanism] = Field(min_length=1)
    cases: Annotated[list[FlowCaseShape], Field(min_length=1, max_length=MOST_CASES)]
