"""What came, before anybody knows whether it can be read. Pure.

The hash is taken of what came; what cannot be read keeps its bytes all the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from zhucun.sync.envelopes import Envelope, NotCanonical, canonical

NUL = "\\u0000"  # as JSON writes it: no database keeps it in a text
LONGEST_ID = 36


@dataclass(frozen=True)
class Arrived:
    """`envelope` is None where it cannot be read; `text` is what is kept of it."""

    raw: Mapping[str, Any]
    text: str
    envelope: Envelope | None

    @cached_property
    def digest(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    @property
    def named(self) -> str:
        """The id as it came, for the answer."""
        return str(self.raw.get("id", ""))[:LONGEST_ID]

    @property
    def own_id(self) -> UUID:
        """An id for what cannot be kept under its own; the same content has the same one."""
        return UUID(self.digest[:32])


def arrived(raw: Mapping[str, Any]) -> Arrived:
    try:
        text = canonical(raw)
    except (NotCanonical, UnicodeEncodeError, RecursionError):
        return Arrived(raw, json.dumps(raw, sort_keys=True), None)
    return Arrived(raw, text, None if NUL in text else _envelope(raw))


def _envelope(raw: Mapping[str, Any]) -> Envelope | None:
    try:
        return Envelope.model_validate(raw)
    except ValidationError:
        return None
