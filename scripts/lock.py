"""`make lock`: requirement files with hashes and no addresses, good for every system and Python ≥ 3.11."""

from __future__ import annotations

import sys

from scripts import environment
from scripts.steps import main, run, step

# Each may be held to the ones before it.
NAMES = ("runtime", "dev", "setup", "node")
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--upgrade",
)


def lock() -> int:
    environment.ready("dev")
    uv = environment.VENV / "bin" / "uv"
    for name in NAMES:
        source, made = f"requirements/{name}.in", f"requirements/{name}.txt"
        with step(f"锁定 {name}", "locking"):
            run(f"lock-{name}", [uv, "pip", "compile", *OPTIONS, source, "-o", made])
    return 0


if __name__ == "__main__":
    sys.exit(main(lock))
