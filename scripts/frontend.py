"""Front-end assets: npm packages from their lock, then one build into zhucun/static/zhucun.

Node comes from the machine where it is new enough, from a wheel where it is not.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from scripts import environment, stamps
from scripts.steps import ROOT, run, step

BUILT = ROOT / "zhucun" / "static" / "zhucun"
PACKAGES = ROOT / "node_modules"
# Dot files are not collected, so the stamp goes where the build goes and vanishes with it.
BUILD_STAMP, PACKAGES_STAMP = BUILT / ".built-from", PACKAGES / ".installed-from"
OLDEST_NODE = (20, 19)


def ready() -> None:
    """Make the built assets match their sources; needs neither Node nor network when they do."""
    if not stamps.is_fresh(BUILD_STAMP, sources_digest()):
        installed()
        with step("构建前端资源", "building the front end"):
            BUILD_STAMP.unlink(missing_ok=True)
            run("npm-build", ["npm", "run", "build"], env=node_path())
            stamps.put(BUILD_STAMP, sources_digest())


def installed() -> None:
    """Make node_modules hold the lock: for the build, and for the type check of `make test`."""
    if not machine_has_node():
        environment.ready("node")
    if not stamps.is_fresh(PACKAGES_STAMP, packages_digest()):
        with step("安装前端依赖", "front-end packages"):
            PACKAGES_STAMP.unlink(missing_ok=True)
            run("npm-ci", ["npm", "ci", "--no-audit", "--no-fund"], env=node_path())
            stamps.put(PACKAGES_STAMP, packages_digest())


def packages_digest() -> str:
    return stamps.digest(ROOT / name for name in ("package.json", "package-lock.json", ".npmrc"))


def sources_digest() -> str:
    sources = [file for file in (ROOT / "frontend").rglob("*") if file.is_file()]
    return stamps.digest(sources, packages_digest())


def machine_has_node() -> bool:
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    return version is not None and (int(version[1]), int(version[2])) >= OLDEST_NODE


def node_path() -> dict[str, str]:
    """The environment that finds npm: the machine's own first, the wheel's otherwise."""
    if machine_has_node():
        return {}
    return {"PATH": f"{environment.VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def tool(name: str) -> Path:
    return PACKAGES / ".bin" / name
