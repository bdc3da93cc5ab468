"""How much of a stranger's file is taken in. Every limit is checked before the work it would cost."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    packed_bytes: int = 10 * MEGABYTE
    unpacked_bytes: int = 40 * MEGABYTE
    ratio: int = 150
    parts: int = 500
    elements: int = 2_000_000
    depth: int = 40
    rows: int = 5_000
    sheets: int = 10
    header_within: int = 20


DEFAULT = Limits()
