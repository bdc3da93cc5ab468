"""The installation's signing secret: made once, kept outside the database, readable by its owner alone."""

import contextlib
import os
import secrets
from pathlib import Path


def read(path: Path) -> str:
    """The secret in `path`; a new one is written when there is none."""
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}.draft")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # another process was first: its secret is the secret
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
