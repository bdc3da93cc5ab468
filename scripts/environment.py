"""The virtual environment, from the locks with hashes.

A new one is made beside the old and takes its place by one rename, so `.venv`
is whole or absent. Test and Node packages are added to a whole one; an addition
that was cut off leaves a mark, and the next run makes everything anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import stamps
from scripts.steps import ROOT, Argv, Trouble, run, say, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
ROOM_NEEDED = 1_500_000_000

# Through sh: a shebang may hold neither a space nor more than 127 bytes.
ENTRY = """#!/bin/sh
exec "{python}" -m zhucun "$@"
"""


def ready(*extras: str) -> None:
    """Make `.venv` hold the runtime lock and the named extra locks ("dev", "node")."""
    if not whole():
        with step("建立 Python 环境", "Python environment"):
            rebuild()
    for extra in extras:
        if not stamps.is_fresh(VENV / f".{extra}", lock_digest(extra)):
            with step(f"安装 {extra} 依赖", f"adding the {extra} packages"):
                add(extra)


def whole() -> bool:
    fresh = stamps.is_fresh(VENV / ".runtime", lock_digest("runtime"))
    return fresh and not (VENV / ".adding").exists() and answers(PYTHON)


def answers(python: Path) -> bool:
    """Does the interpreter still start? It dies when the system's Python is replaced."""
    if not python.exists():
        return False
    return subprocess.run([python, "-c", "import django"], capture_output=True, check=False).returncode == 0


def lock_digest(name: str) -> str:
    # The folder is part of it: scripts in a venv carry its absolute path.
    return stamps.digest([LOCKS / f"{name}.txt"], str(ROOT), sys.version)


def rebuild() -> None:
    if shutil.disk_usage(ROOT).free < ROOM_NEEDED:
        raise Trouble(
            f"{ROOT} 所在磁盘剩余空间不足 1.5 GB，装不下运行环境。请腾出空间后重新运行。",
            f"Less than 1.5 GB is free on the disk of {ROOT}. Free some space and run again.",
        )
    new, old = ROOT / ".venv.new", ROOT / ".venv.old"
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        run("venv", [sys.executable, "-m", "venv", "--prompt", "zhucun", new])
        install(new, "runtime")
        put_entry(new)
        move_paths(new, VENV)
        stamps.put(new / ".runtime", lock_digest("runtime"))
        if VENV.exists():
            VENV.rename(old)
        new.rename(VENV)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def add(extra: str) -> None:
    mark = VENV / ".adding"
    mark.touch()
    install(VENV, extra)
    stamps.put(VENV / f".{extra}", lock_digest(extra))
    mark.unlink()


def install(venv: Path, lock: str) -> None:
    """With uv where it can be had (seconds), with pip where it cannot (minutes)."""
    python, file = venv / "bin" / "python", LOCKS / f"{lock}.txt"
    wanted: Argv = ["--require-hashes", "--no-deps", "-r", file]
    pip: Argv = [python, "-m", "pip", "install", "--quiet", "--retries", "2"]
    try:
        if not (venv / "bin" / "uv").exists():
            run("uv", [*pip, "--require-hashes", "-r", LOCKS / "setup.txt"])
        uv: Argv = [venv / "bin" / "uv", "pip", "install", "--python", python]
        run(f"uv-{lock}", [*uv, *wanted], env=mirror(python))
    except Trouble:
        # Even without network: pip may be set up with a wheel folder that uv does not know.
        say()
        with step("uv 不可用，改用 pip（较慢）", "uv is not available, using pip (slower)"):
            run(f"pip-{lock}", [*pip, *wanted])


def mirror(python: Path) -> dict[str, str]:
    """The index a person configured for pip, for uv as well: uv does not read pip's settings."""
    asked = [str(python), "-m", "pip", "config", "list"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    settings = dict(line.split("=", 1) for line in listed.splitlines() if "=" in line)
    known = {key.rpartition(".")[2]: value.strip("'") for key, value in settings.items()}
    wanted = {"UV_DEFAULT_INDEX": "index-url", "SSL_CERT_FILE": "cert", "UV_INSECURE_HOST": "trusted-host"}
    return {name: known[key] for name, key in wanted.items() if key in known and name not in os.environ}


def put_entry(venv: Path) -> None:
    """Make `zhucun` importable and a command without building a package, which would need more downloads."""
    packages = next((venv / "lib").glob("python3.*")) / "site-packages"
    (packages / "zhucun.pth").write_text(f"{ROOT}\n", "utf-8")
    entry = venv / "bin" / "zhucun"
    entry.write_text(ENTRY.format(python=venv / "bin" / "python"), "utf-8")
    entry.chmod(0o755)


def move_paths(made_at: Path, used_at: Path) -> None:
    for file in (made_at / "bin").iterdir():
        if file.is_file() and not file.is_symlink():
            content = file.read_bytes()
            moved = content.replace(str(made_at).encode(), str(used_at).encode())
            if moved != content:
                file.write_bytes(moved)
