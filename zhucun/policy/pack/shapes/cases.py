"""*.cases.yaml: examples beside the rules. Given these facts, this answer; given this day, this number."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from zhucun.policy.pack.shapes.base import Kebab, Key, Mechanism, Shape, Whole, Words

Month = Annotated[str, StringConstraints(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
DayCount = Annotated[int, Field(ge=0, le=1_000_000_000)]
Attribute = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]


class MemberGiven(Shape):
    """One member of a covered set."""

    done: DayCount = 0
    open: DayCount = 0
    excused: bool = False


class StateGiven(Shape):
    """A state that holds from a day on, until the next one; `unknown` when nobody knows."""

    since: date = Field(alias="from")
    value: DayCount | Literal["unknown"]
    open: bool = False


class Given(Shape):
    """The facts of a case. What is left out is taken from the calendar or is as usual.

    An attribute that is left out fits the duty; one that is `unknown` is missing from the data.
    """

    over: bool = True
    confirmed: bool = True
    today: date | None = None
    posted_from: date | None = None
    posted_to: date | None = None
    excused: DayCount | None = None
    excused_days: list[date] | None = None
    quantities: dict[Key, DayCount] = {}

    role: Attribute | None = None
    unit_kind: Attribute | None = None
    village_type: Attribute | None = None
    sender_level: Attribute | None = None
    political: Attribute | None = None
    place: Attribute | None = None
    circumstance: Attribute | None = None

    done: DayCount | None = None
    open: DayCount | None = None
    still_possible: DayCount | Literal["unlimited"] | None = None

    members: list[DayCount | MemberGiven] | Literal["unknown"] | None = None
    acts: list[date] | None = None
    open_acts: list[date] | None = None
    states: list[StateGiven] | None = None
    row: list[Literal["hit", "miss", "unknown", "excused", "open"]] | None = None


class Expect(Shape):
    """What should come out; `follows` is the `says` of the consequence that is reached."""

    answer: Literal["met", "not_met", "not_applicable", "undetermined"]
    reason: Key
    target: DayCount | None = None
    done: DayCount | None = None
    follows: Words | None = None


class CaseShape(Shape):
    """`month`, or `on` a day inside the period."""

    says: Words
    month: Month | None = None
    on: date | None = None
    given: Given
    expect: Expect


class CasesFile(Shape):
    duty: Kebab
    mechanisms: list[Mechanism] = Field(min_length=1)
    cases: list[CaseShape] = Field(min_length=1)


class ValueCaseShape(Shape):
    """What a number is on a day; `none` when nothing is in force."""

    says: Words
    mechanisms: list[Mechanism] = Field(min_length=1)
    value: Key
    on: date
    expect: Whole | Literal["none"]


class ValuesCasesFile(Shape):
    cases: list[ValueCaseShape] = Field(min_length=1)
