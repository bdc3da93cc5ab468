"""What a feature hears of an act done on a phone, and whom it tells what when the phone reads.

The door stands above every feature, so what both speak of stands down here. An act is read as what it was when it was
made: with the forms of its own pack, about its own day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from zhucun.accounts.models import User
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack import Pack

S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent(Generic[S]):
    """One act as it arrives: `id` becomes that of what it makes, `base` is what the person saw, `at` is now."""

    id: UUID
    by: User
    county: str
    at: datetime
    made_at: datetime  # by the phone's clock
    base: UUID | int | None
    said: S
    pack: Pack  # the one whose forms the person saw


@dataclass(frozen=True, slots=True)
class Named:
    """An envelope as far as it says what is to be read before it is carried out."""

    id: UUID
    said: Any
    base: UUID | int | None


class NotYetHere(Exception):
    """What an act names has not arrived; nothing is wrong with the act."""

    def __init__(self, id: UUID) -> None:
        self.id = id
        super().__init__(str(id))


class Overtaken(Exception):
    """Somebody was first: why, and what is there instead, for a person to choose between both."""

    def __init__(self, refusal: Refusal, there: UUID, shown: Mapping[str, Any]) -> None:
        self.refusal, self.there, self.shown = refusal, there, shown
        super().__init__(refusal.code)


class NoSuchBase(Refusal):
    """没有说明改的是哪一版，不能照办。"""

    code = "phone.no_base"
    next_step = "请在手机上重新打开这一条，再改一次。"
