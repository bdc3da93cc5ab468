"""What the closed-world tests look at: the project's own files, and the floors written in pyproject.toml."""

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "zhucun"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def files_ending(*endings: str) -> list[Path]:
    return [path for path in files() if path.suffix in endings]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def floors() -> dict[str, int]:
    """Folder → floor; 0 is the top."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {folder.strip("() "): level for level, layer in enumerate(layers) for folder in layer.split("|")}


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("zhucun.")]


def folders() -> set[str]:
    return {path.relative_to(PACKAGE).parts[0] for path in PACKAGE.glob("*/__init__.py")}
