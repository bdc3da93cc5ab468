"""What phone and door say to each other, as docs/offline.md says it. `docs/field-api.json` is made from these shapes."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from zhucun.sync.envelopes import MOST_NUMBER, Hash

PROTOCOL: Literal[1] = 1
MOST_ENVELOPES = 100
MOST_BYTES = 2 * 1024 * 1024
MOST_PARTS = 2000
MOST_RANGES = 10_000
Short = Annotated[str, StringConstraints(max_length=20)]
Number = Annotated[int, Field(ge=0, le=MOST_NUMBER)]
Range = tuple[Number, Number]
State = Literal["ready", "sign_in", "upload_only", "revoked"]


class Said(BaseModel):
    """From the phone. What we do not know is passed over: a newer app may say more."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Told(BaseModel):
    """From the door. `zhucun` tells an answer of ours from a page that something on the way has put in its place."""

    zhucun: Literal[1] = PROTOCOL


class Enrol(Said):
    """`county` only for somebody who works in several."""

    id: UUID
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    app: Short
    county: Annotated[str, StringConstraints(pattern=r"^(\d{6})?$")] = ""


class Person(BaseModel):
    id: UUID
    name: str


class Enrolled(Told):
    secret: str
    recovery: str
    county: str
    person: Person
    signed_in_until: datetime


class Hello(Said):
    app: Short
    clock: AwareDatetime
    made: Number
    kept: Annotated[list[Range], Field(max_length=MOST_RANGES)] = []
    waiting: Number
    let_go: Annotated[list[UUID], Field(max_length=MOST_PARTS)] = []


class Greeted(Told):
    clock: datetime
    state: State
    again: list[Range]
    lacking: list[str] = []
    backed_up: int
    packs: list[str]
    signed_in_until: datetime


class Push(Said):
    """Each envelope is read by itself, so that one which cannot be read holds up no other."""

    envelopes: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MOST_ENVELOPES)]


class Answered(BaseModel):
    """`made` is what it brought about, `awaits` what has not arrived, `against` what is there instead."""

    id: str
    hash: str
    answer: Literal["accepted", "already", "waiting", "conflict", "refused"]
    code: str = ""
    says: str = ""
    next: str = ""
    made: UUID | None = None
    awaits: UUID | None = None
    against: dict[str, Any] | None = None


class Pushed(Told):
    answers: list[Answered]


class Pull(Said):
    have: Annotated[dict[str, Hash], Field(max_length=MOST_PARTS)] = {}


class Pulled(Told):
    parts: dict[str, dict[str, Any]]
    gone: list[str]
    as_of: datetime


class Piece(Told):
    has: int
    whole: bool


class Problem(Told):
    """Why nothing was done. `state` where the phone must do something about itself first."""

    code: str
    says: str
    next: str = ""
    state: State | None = None
