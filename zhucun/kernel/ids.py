"""UUIDv7 (RFC 9562, section 5.7): every key in the product, made wherever the fact is made.

Ids made by one process never go backwards, so rows inserted together stay together in the index.
"""

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0
_TICK = 1 << 12  # 12 bits below the millisecond count the ids of that millisecond


_RANDOM = (1 << 62) - 1


def sibling(id: uuid.UUID) -> uuid.UUID:
    """The id of the one thing that may come out of another: the same moment, the random bits inverted.

    Making it twice makes the same thing, and the sibling of the sibling is the first again.
    """
    return uuid.UUID(int=id.int ^ _RANDOM)


def uuid7() -> uuid.UUID:
    """A new time-ordered id: 48 bits of milliseconds, 12 bits of sub-millisecond order, 62 random bits."""
    global _last
    with _lock:
        fresh = time.time_ns() * _TICK // 1_000_000
        _last = stamp = max(fresh, _last + 1)
    millis, order = divmod(stamp, _TICK)
    value = (millis & ((1 << 48) - 1)) << 80 | 0x7 << 76 | order << 64 | 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)
