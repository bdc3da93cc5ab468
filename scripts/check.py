"""`make test`, `make test-postgres`, `make lint`, `make messages`: everything that must hold, with the time of each part.

A tool that is missing is named with the line that installs it; nothing is skipped in silence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from scripts import database, environment, frontend, postgres
from scripts.steps import ROOT, Argv, Trouble, main, run, say, step

WORKERS = "2"
LONGEST = "not kill and not thorough"  # what takes longest is left to .ci/run, which says THOROUGH=1
# What is the same whichever database keeps it: what Chromium and LibreOffice show, those that kill and bring the server
# they need, that a planted bug is found, and what says so of itself.
EITHER = "not browser and not office and not kill and not proves and not either"
TEST_HOME = ROOT / "var" / "test"  # tests collect and encrypt in a home of their own
BIN = environment.VENV / "bin"
OURS = ("zhucun", "scripts", "tests")

# What the tests run, and the Debian package that brings it.
TOOLS = {
    "chromium": "chromium",
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
    "pdftotext": "poppler-utils",
    "msgfmt": "gettext",
    "fc-list": "fontconfig",
}
OFFICE_PARTS = {"libswlo.so": "libreoffice-writer-nogui", "libsclo.so": "libreoffice-calc-nogui"}

LINTS: dict[str, Argv] = {
    "ruff check": [BIN / "ruff", "check", "."],
    "ruff format": [BIN / "ruff", "format", "--check", "."],
    "import contracts": [BIN / "lint-imports"],
    "mypy": [BIN / "mypy", *OURS],
    "djlint lint": [BIN / "djlint", "zhucun", "--lint", "--quiet"],
    "tsc": ["npm", "run", "--silent", "check"],
}


def check(what: str) -> int:
    if what == "messages":
        environment.ready("dev")
        return subprocess.run(
            [environment.PYTHON, "-m", "scripts.messages"], cwd=ROOT, check=False
        ).returncode
    started = time.perf_counter()
    if what != "lint":
        refuse_missing_tools()
    if what == "postgres":
        postgres.newest_binaries()
    set_up()
    failed = [] if what == "postgres" else lint()
    longest = [] if os.environ.get("THOROUGH") == "1" else [LONGEST]
    if what == "all" and not test(os.environ, longest):
        failed.append("pytest")
    if what == "postgres":
        with postgres.server() as url:
            if not test({**os.environ, "DATABASE_URL": url}, [*longest, EITHER]):
                failed.append("pytest (PostgreSQL)")
    took = f"{time.perf_counter() - started:.0f} s, {os.cpu_count()} cores"
    say(f"未通过 · failed: {', '.join(failed)} ({took})" if failed else f"全部通过 · all green ({took})")
    return 1 if failed else 0


def set_up() -> None:
    environment.ready("dev")
    frontend.installed()
    frontend.ready()
    database.static_ready(TEST_HOME)


def refuse_missing_tools() -> None:
    packages = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    office = shutil.which("soffice")
    if office:
        program = Path(office).resolve().parent
        packages += [package for part, package in OFFICE_PARTS.items() if not (program / part).exists()]
    if shutil.which("fc-list") and not has_chinese_font():
        packages.append("fonts-noto-cjk")
    if packages:
        install = f"apt-get install --no-install-recommends {' '.join(packages)}"
        raise Trouble(
            f"测试要用的程序不全。请运行（需 root）：{install}",
            f"The tests need programs that are missing. Run as root: {install}",
        )


def has_chinese_font() -> bool:
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False).stdout)


def lint() -> list[str]:
    failed = []
    for name, argv in LINTS.items():
        try:
            with step(name, "lint"):
                run(name.replace(" ", "-"), argv, env=frontend.node_path())
        except Trouble:
            failed.append(name)
            say((ROOT / "var" / "log" / f"{name.replace(' ', '-')}.log").read_text("utf-8", "replace"))
    return failed


def test(env: os._Environ[str] | dict[str, str], kinds: list[str]) -> bool:
    """Run the tests of all these kinds at once: expressions over marks, as pytest's `-m` takes them."""
    say("· 测试 · tests")
    started = time.perf_counter()
    chosen = ["-m", " and ".join(f"({kind})" for kind in kinds)] if kinds else []
    asked = os.environ.get("ARGS", "").split()
    # a test may take a minute: whoever has done its share takes over some of the other's
    argv: Argv = [environment.PYTHON, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal", *chosen, *asked]
    # they start hundreds of processes: where nothing compiled is kept, each would compile everything anew
    kept = {name: value for name, value in env.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(argv, cwd=ROOT, env={**kept, "ZHUCUN_HOME": str(TEST_HOME)}, check=False)
    say(f"· 测试用时 · tests took {time.perf_counter() - started:.0f} s")
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(lambda: check(sys.argv[1])))
