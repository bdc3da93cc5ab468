"""What a step does elsewhere in the product: a feature offers it under a name, a pack's flow uses the name.

An effect runs in the transaction of the event that caused it, so both are kept or neither is. A feature that cannot
do it raises a Refusal, and the step is refused in these words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zhucun.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectCall:
    """One effect of one event. `by` is nobody when the clock took the step; `event_id` is never the same twice."""

    county: str
    case_id: UUID
    event_id: UUID
    by: User | None
    raised_by: User
    subject_id: UUID | None
    at: datetime
    args: Mapping[str, str]


Apply = Callable[[EffectCall], None]
offered: dict[str, Apply] = {}


def offer_effect(name: str, apply: Apply) -> None:
    offered[name] = apply


def apply_effect(name: str, call: EffectCall) -> None:
    offered[name](call)
