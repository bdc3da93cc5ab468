"""The project speaks of itself alone: no machine's paths, no registry's hosts, no addresses in locks."""

import json
import re

from tests.project import ROOT, files, name

# Written in pieces so that this file does not find itself.
MACHINE_PATHS = re.compile(r"(?<![\w.$}-])/(" + "|".join(["work", "root", "home/[a-z]+", "opt/pypi"]) + r")/")
REGISTRIES = re.compile(
    "|".join(
        ["py" r"pi\.org", "python" r"hosted\.org", "npm" r"js\.org", "npm" r"mirror\.com", "deb" r"ian\.org"]
    )
)
BINARY = {".docx", ".xlsx", ".mo", ".png", ".ico", ".sqlite3", ".gz", ".woff2"}


def texts() -> dict[str, str]:
    return {name(path): path.read_text("utf-8") for path in files() if path.suffix not in BINARY}


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = {
        f"{path}: {hit[0]}"
        for path, text in texts().items()
        for pattern in (MACHINE_PATHS, REGISTRIES)
        for hit in pattern.finditer(text)
    }

    assert not found


def test_python_locks_hold_hashes_and_no_addresses() -> None:
    locks = {path.name: path.read_text("utf-8") for path in (ROOT / "requirements").glob("*.txt")}

    assert {"runtime.txt", "dev.txt", "setup.txt", "node.txt"} == set(locks)
    assert not [lock for lock, text in locks.items() if "://" in text]
    for lock, text in locks.items():
        lines = text.splitlines()
        pins = [number for number, line in enumerate(lines) if re.match(r"\S+==", line)]
        assert pins, lock
        assert not [lines[n] for n in pins if "--hash=sha256:" not in lines[n + 1]], (
            f"{lock}: a pin without a hash"
        )


def test_the_npm_lock_records_no_download_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))

    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert packages
    assert not [path for path, entry in packages.items() if "resolved" in entry]
    assert not [path for path, entry in packages.items() if "integrity" not in entry]
