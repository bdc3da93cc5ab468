"""What an import would do, family by family: the preview shows it, the service carries it out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from zhucun.households.domain_people import Family, MemberEntry
from zhucun.households.models import Household, Membership
from zhucun.kernel.spreadsheet import Change, Problem, State

Changed = dict[str, list[Any]]  # a field → what it was and is; empty for a sealed one


@dataclass(slots=True)
class Corrected:
    """Somebody of the register and what the file says otherwise: the columns to write, and how they stand to the head."""

    membership: Membership
    columns: dict[str, Any] = field(default_factory=dict)
    changed: Changed = field(default_factory=dict)
    relation: str = ""
    marks: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        return bool(self.changed or self.relation or self.marks)


@dataclass(slots=True)
class Added:
    """Somebody new in a household that is there already."""

    entry: MemberEntry
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class FamilyPlan:
    """One family. `fresh` is a whole new one; otherwise `household` is changed, its people corrected or added."""

    sheet: str
    row: int
    head_name: str
    place: str
    people: int
    state: State = State.UNCHANGED
    fresh: Family | None = None
    household: Household | None = None
    household_changed: Changed = field(default_factory=dict)
    corrected: list[Corrected] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    households: int
    people: int
    new: int
    changed: int
    unchanged: int
    faulty: int
    new_people: int
    corrected_people: int
    errors: int
    notices: int

    @property
    def nothing_to_do(self) -> bool:
        return not self.new and not self.changed


@dataclass(slots=True)
class Plan:
    """`problems` are of the whole file, those of no family too; `notices` counts those as well that are not listed.

    A `broken` file is not imported even in part.
    """

    families: list[FamilyPlan]
    problems: list[Problem]
    broken: bool
    digest: str
    notices: int

    @property
    def totals(self) -> Totals:
        states = Counter(one.state for one in self.families)
        sound = [one for one in self.families if one.state is not State.ERROR]
        errors = sum(problem.is_error for problem in self.problems)
        return Totals(
            households=len(self.families),
            people=sum(one.people for one in self.families),
            new=states[State.NEW],
            changed=states[State.CHANGED],
            unchanged=states[State.UNCHANGED],
            faulty=states[State.ERROR],
            new_people=sum(len(one.fresh.members if one.fresh else one.added) for one in sound),
            corrected_people=sum(member.differs for one in sound for member in one.corrected),
            errors=errors,
            notices=self.notices,
        )
