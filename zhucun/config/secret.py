"""The installation's signing secret: made once, kept outside the database, readable by its owner alone."""

import secrets
from pathlib import Path

from zhucun.kernel.files import write_once


def read(path: Path) -> str:
    """The secret in `path`; a new one is written when there is none."""
    write_once(path, secrets.token_urlsafe(48))
    return path.read_text().strip()
