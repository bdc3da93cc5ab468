"""What a pack says about a kind of case: its states, the steps out of them, who acts, by when, and what closing needs.

A case is always in exactly one state. A step names nobody by name: it says which role, at which level, or which
of the case's own people acts. What is left out here is refused where the pack is read, never guessed later.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zhucun.engine.expression import Expression

Amount = int | Expression
RAISER, AGAINST = "raiser", "against"  # parties that every flow knows


class Level(StrEnum):
    """Where a case lies; each has the length of its division codes."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"


DIGITS: Mapping[Level, int] = {Level.VILLAGE: 12, Level.TOWNSHIP: 9, Level.COUNTY: 6}


class About(StrEnum):
    """What a case is about; where it lies follows from it."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"
    POSTING = "posting"
    HOUSEHOLD = "household"
    UNIT = "unit"


class Ending(StrEnum):
    """How a case can be over."""

    SETTLED = "settled"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Acting(StrEnum):
    """Who acts: whoever handles at the case's level, holders of a role where the case lies, one of its own people,
    the contact of a unit it names, or nobody (it waits for a day)."""

    LEVEL = "level"
    ROLE = "role"
    PARTY = "party"
    UNIT = "unit"
    NOBODY = "nobody"


class TermUnit(StrEnum):
    WORKDAYS = "workdays"
    DAYS = "days"


class LateDo(StrEnum):
    """What the end of a term does: tell again, send a level up, or take a step by itself."""

    REMIND = "remind"
    ESCALATE = "escalate"
    TAKE = "take"


class StepKind(StrEnum):
    """`move` goes on; `suspend` stops the clock where the case is; `merge` ends it in favour of another;
    `stay` keeps state and clock (a note, a prolongation, a child)."""

    MOVE = "move"
    SUSPEND = "suspend"
    MERGE = "merge"
    STAY = "stay"


class Compare(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    EQUALS = "equals"


@dataclass(frozen=True, slots=True)
class Actor:
    """`name` is the role, the party, or the field that names the unit; empty for a level and for nobody."""

    kind: Acting
    name: str = ""


@dataclass(frozen=True, slots=True)
class NumberTest:
    """Arithmetic over number fields, counted days and pack values; what is not known fits nothing."""

    left: Expression
    compare: Compare
    right: Expression


@dataclass(frozen=True, slots=True)
class FieldTest:
    """A field has one of these values; with no values named: it is filled in."""

    key: str
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RoleTest:
    """Who raised it did so in one of these roles."""

    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class LevelTest:
    levels: frozenset[Level]


@dataclass(frozen=True, slots=True)
class ChildrenTest:
    """Every child case is over."""


Test = NumberTest | FieldTest | RoleTest | LevelTest | ChildrenTest


@dataclass(frozen=True, slots=True)
class Condition:
    """`otherwise` is the pack's sentence to somebody who may not take a step yet."""

    test: Test
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a step leads when all its conditions hold; the first that fits is taken, the last one has none."""

    state: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """How long a state may take, by level where the levels differ.

    `since` is empty when the term runs from entering the state, `raised` from the first day of the case, else
    the key of a date field.
    """

    unit: TermUnit
    amount: Mapping[Level | None, Amount]  # under None: at every level
    since: str = ""


@dataclass(frozen=True, slots=True)
class Late:
    """What happens when the term is over. `at_top` answers for an escalation that has no level left."""

    do: LateDo
    step: str = ""
    state: str = ""
    at_top: LateDo | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A case of another kind that a step opens, with fields copied from this one (theirs: ours)."""

    flow: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a step does elsewhere in the product; `gives` fills its arguments from fields (argument: field)."""

    name: str
    gives: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act out of a state.

    `by` is empty when the actor of the state takes it. `not_by` names steps (or the raiser) whose doer may not take
    this one as well: four eyes. `names` sets parties: to `me`, to a field that names a person, to another party, or
    to `nobody`.
    """

    id: str
    title: str
    kind: StepKind
    to: tuple[Route, ...]
    by: Actor | None = None
    not_by: frozenset[str] = frozenset()
    when: tuple[Condition, ...] = ()
    asks: tuple[str, ...] = ()
    may_add: tuple[str, ...] = ()
    level: str = ""  # up, down, or a level's name
    names: Mapping[str, str] = field(default_factory=dict)
    prolongs: Term | None = None
    once: bool = False  # within one stay in the state
    opens: Child | None = None
    effects: tuple[Effect, ...] = ()
    reopens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a case waits. One with an `ending` is over; its only steps are those that reopen.

    `waits` says that the term is not a deadline but a time to pass, such as a public notice.
    """

    id: str
    title: str
    actor: Actor
    steps: tuple[Step, ...] = ()
    term: Term | None = None
    warn_before: int | None = None  # workdays
    waits: bool = False
    late: Late | None = None
    ending: Ending | None = None

    def step(self, id: str) -> Step | None:
        return next((step for step in self.steps if step.id == id), None)


@dataclass(frozen=True, slots=True)
class DaysCounted:
    """A number made of two date fields, both days included. `in_order`: an act that ends it before it begins is refused."""

    key: str
    first: str
    last: str
    unit: TermUnit
    in_order: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a case begins: what is asked, of whom, where it goes."""

    by: frozenset[str]  # roles
    to: tuple[Route, ...]
    asks: tuple[str, ...]
    may_add: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A kind of case.

    `levels` gives the role that handles at each level, lowest first; empty when the kind knows no levels.
    `seen_by` narrows a field to parties and roles (and `actor`, whoever acts now); a field not named there is seen by
    everybody who sees the case. A `confidential` case is seen by its parties and by whoever acts, not by place.
    """

    id: str
    title: str
    about: About
    opening: Opening
    states: Mapping[str, State]
    levels: Mapping[Level, str] = field(default_factory=dict)
    role_digits: Mapping[str, int] = field(
        default_factory=dict
    )  # where holders of a role sit: 6, 9 or 12 digits
    fields: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()  # of the fields, those that are numbers
    counted: tuple[DaysCounted, ...] = ()
    seen_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    confidential: bool = False
    closing_needs: tuple[str, ...] = ()  # fields without which no case is settled
    title_from: str = ""

    def state(self, id: str) -> State:
        return self.states[id]
