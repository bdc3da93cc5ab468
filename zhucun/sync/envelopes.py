"""An envelope and its hash, as docs/offline.md says: the same bytes on the phone and here. Pure.

The hash is SHA-256 over canonical JSON: keys in order of their UTF-16 code units, no spaces, UTF-8, whole numbers only.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z]+(\.[a-z_]+)+$", max_length=40)]
LAST_OF_ONE_UNIT = "\uffff"
_by_code_point = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
FIRST = "0" * 64  # what the first envelope of a device follows
MOST_NUMBER = 2**53 - 1  # what a phone's numbers hold exactly


class NotCanonical(ValueError):
    """Something of which no two programs would write the same bytes."""


class Envelope(BaseModel):
    """One act of a person, as it was meant. `raw` is what came, for the hash and for the quarantine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    seq: Annotated[int, Field(ge=1, le=MOST_NUMBER)]
    prev: Hash
    kind: Name
    made_at: AwareDatetime
    app: Annotated[str, StringConstraints(max_length=20)]
    pack: Hash | Literal[""]
    base: UUID | Annotated[int, Field(ge=0, le=MOST_NUMBER)] | None = None
    body: Mapping[str, Any]

    @property
    def made(self) -> datetime:
        return self.made_at


def canonical(value: Any) -> str:
    """The one way to write a value."""
    _refuse_fractions(value)
    text = _by_code_point(value)
    # Code points and code units stand in one order up to here; beyond it the keys are sorted one by one.
    return _written(value) if max(text) > LAST_OF_ONE_UNIT else text


def hash_of(raw: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(raw).encode()).hexdigest()


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_written(key)}:{_written(value[key])}" for key in keys) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _refuse_fractions(value: Any) -> None:
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > MOST_NUMBER):
        raise NotCanonical(value)
    if isinstance(value, str):
        value.encode()  # half a character has no bytes
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for one in inside:
        _refuse_fractions(one)
