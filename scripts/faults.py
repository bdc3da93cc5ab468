"""`make faults`: the table of faults in docs/offline.md, made anew from the marks of the tests."""

from __future__ import annotations

import sys

from scripts.steps import main, say
from tests.faults.catalogue import PAPER, written


def write() -> int:
    PAPER.write_text(written(PAPER.read_text("utf-8")), "utf-8")
    say(f"已更新 {PAPER.name} · {PAPER.name} is up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main(write))
