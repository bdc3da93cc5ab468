"""Files that are there whole or not at all, whatever is killed and when."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_once(path: Path, text: str) -> None:
    """Write a file that only its owner can read. One that is there, or that another process was first with, stays."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # 0600, a name of its own
    with os.fdopen(handle, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    Path(draft).unlink()
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder last: without it a power cut may forget a file that was written and flushed."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
