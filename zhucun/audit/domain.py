"""The hash chain, without a database: what a row's hash covers and what a sound chain looks like."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

COVERED = (
    "county_code",
    "seq",
    "at",
    "actor_id",
    "actor",
    "act",
    "subject_kind",
    "subject_id",
    "place_code",
    "details",
    "previous",
)


def row_hash(row: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of every covered column, the previous hash among them."""
    body = json.dumps(
        [row[name] for name in COVERED], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(body.encode()).hexdigest()


@dataclass(frozen=True)
class Break:
    """Where a chain stops being whole: `kind` is gap, link, content, end or witness."""

    kind: str
    seq: int


def first_break(
    rows: Iterable[dict[str, Any]], head_seq: int, head_hash: str, witness: dict[int, str]
) -> Break | None:
    """Walk a chain in order; `witness` holds hashes that somebody kept outside the database."""
    previous, seq = "", 0
    for row in rows:
        seq += 1
        if row["seq"] != seq:
            return Break("gap", seq)
        if row["previous"] != previous:
            return Break("link", seq)
        if row_hash(row) != row["hash"]:
            return Break("content", seq)
        if witness.get(seq, row["hash"]) != row["hash"]:
            return Break("witness", seq)
        previous = row["hash"]
    missing = [kept for kept in witness if kept > seq]
    if missing:
        return Break("witness", min(missing))
    if head_seq != seq:
        return Break("end", seq + 1)
    return Break("end", seq) if head_hash != previous else None
