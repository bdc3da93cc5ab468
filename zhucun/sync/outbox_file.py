"""An exported outbox: one JSON file that only the office can open. Pure; docs/offline.md, section 6.

`lock` is the outbox key, sealed with SHA-256 of the phone's `recovery`, which the phone does not keep; each envelope is
sealed by itself with the outbox key, so that a spoilt one holds up no other.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import Base64Bytes, BaseModel, ValidationError

from zhucun.sync import refusals

IV, ABOUT = 12, b"outbox"
MOST_BYTES = 20 * 1024 * 1024


class OutboxFile(BaseModel):
    """What is not sealed says only whose it is."""

    zhucun: Literal[1]
    county: str
    device: UUID
    lock: Base64Bytes
    sealed: list[Base64Bytes]


@dataclass(frozen=True, slots=True)
class Opened:
    """The envelopes in the order in which they were made, and how many could not be opened."""

    envelopes: list[dict[str, Any]]
    spoilt: int


def read_file(blob: bytes) -> OutboxFile:
    if len(blob) > MOST_BYTES:
        raise refusals.FileTooLarge(most=MOST_BYTES // 1024 // 1024)
    try:
        return OutboxFile.model_validate(json.loads(blob))
    except (ValidationError, ValueError, RecursionError) as error:
        raise refusals.NotAnOutbox from error


def opened(file: OutboxFile, recovery: str) -> Opened:
    if not file.sealed:
        raise refusals.FileEmpty
    key = _unsealed(key_of(recovery), file.lock, None)
    found = [_envelope(key, one) for one in file.sealed] if key else []
    envelopes = sorted((one for one in found if one is not None), key=_number)
    if not envelopes:
        raise refusals.FileSpoilt
    return Opened(envelopes, len(found) - len(envelopes))


def key_of(recovery: str) -> bytes:
    return hashlib.sha256(recovery.encode()).digest()


def _unsealed(key: bytes, sealed: bytes, about: bytes | None) -> bytes | None:
    """None where it was not sealed so, or has been changed since."""
    try:
        return AESGCM(key).decrypt(sealed[:IV], sealed[IV:], about)
    except (InvalidTag, ValueError):
        return None


def _envelope(key: bytes, sealed: bytes) -> dict[str, Any] | None:
    text = _unsealed(key, sealed, ABOUT)
    if text is None:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _number(raw: Mapping[str, Any]) -> int:
    seq = raw.get("seq")
    return seq if isinstance(seq, int) else 0
