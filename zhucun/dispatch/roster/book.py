"""What the county already knows, as far as a roster needs it. Plain values: the preview never asks a database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhucun.dispatch.roster.villages import KnownVillage


@dataclass(frozen=True, slots=True)
class KnownUnit:
    name: str
    uscc: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Without identity number and phone: the hashes are enough to compare."""

    id_hash: str
    name: str
    phone_hash: str
    political: str


@dataclass(frozen=True, slots=True)
class KnownPosting:
    id_hash: str
    person: str
    village_code: str
    role: str
    sender_level: str
    batch: str
    unit: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class RosterBook:
    """`hash_id` and `hash_phone` are the keyed hashes under which the county finds a person."""

    villages: tuple[KnownVillage, ...]
    units: tuple[KnownUnit, ...]
    persons: tuple[KnownPerson, ...]
    postings: tuple[KnownPosting, ...]
    batches: frozenset[str]
    hash_id: Callable[[str], str]
    hash_phone: Callable[[str], str]
