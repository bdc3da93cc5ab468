"""Personal data at rest: AES-256-GCM with a key version, and a keyed hash to search by.

Keys live in a file outside the database, so a stolen database or backup alone tells nothing.
A sealed value is `version (1 byte) | nonce (12) | ciphertext and tag`; old versions stay readable.
"""

import functools
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from zhucun.kernel.files import write_once

NONCE = 12


@dataclass(frozen=True)
class KeyRing:
    """Keys by version, the version new values get, and the key of the search hash."""

    current: int
    keys: dict[int, bytes]
    index: bytes

    def seal(self, text: str, about: str) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, text.encode(), about.encode())
        return bytes([self.current]) + nonce + sealed

    def open(self, sealed: bytes, about: str) -> str:
        version, nonce, body = sealed[0], sealed[1 : NONCE + 1], sealed[NONCE + 1 :]
        return AESGCM(self.keys[version]).decrypt(nonce, body, about.encode()).decode()

    def hash(self, text: str, about: str) -> str:
        """What a sealed value is found by: equal texts of one kind give equal hashes, and only here."""
        return hmac.new(self.index, f"{about}\0{text}".encode(), hashlib.sha256).hexdigest()


def make_key_file(path: Path) -> None:
    """Write a first key file, readable by its owner alone; an existing one is never touched."""
    body = {"current": 1, "keys": {"1": secrets.token_hex(32)}, "index": secrets.token_hex(32)}
    write_once(path, json.dumps(body))


@functools.lru_cache(maxsize=4)
def _read(path: str) -> KeyRing:
    body = json.loads(Path(path).read_text())
    keys = {int(version): bytes.fromhex(key) for version, key in body["keys"].items()}
    return KeyRing(current=body["current"], keys=keys, index=bytes.fromhex(body["index"]))


def ring() -> KeyRing:
    """The keys of this installation."""
    return _read(str(settings.ZHUCUN_KEY_FILE))
