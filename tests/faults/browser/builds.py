"""The app as built, in several versions: from a copy of its sources, with a bug planted where a test asks for one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from scripts import frontend
from tests.project import ROOT


class Plant(NamedTuple):
    """What a careless hand might have written; `right` must stand in the source, or the bug proves nothing."""

    file: str
    right: str
    wrong: str


def built(folder: Path, version: str, *plants: Plant) -> Path:
    """A folder as zhucun/static/field is."""
    shutil.copytree(ROOT / "frontend", folder / "frontend")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    (folder / "package.json").write_text('{"type": "module"}')
    field = folder / "frontend" / "field"
    (field / "version.json").write_text(f'{{ "app": "{version}" }}')
    for file, right, wrong in plants:
        text = (field / file).read_text("utf-8")
        assert text.count(right) == 1, f"{file}: {right}"
        (field / file).write_text(text.replace(right, wrong), "utf-8")
    command = [
        str(frontend.tool("vite")),
        *("build", "--config", "frontend/field/vite.config.ts", "--logLevel", "error"),
    ]
    subprocess.run(command, cwd=folder, env=os.environ | frontend.node_path(), check=True, timeout=120)
    made = folder / "zhucun" / "static" / "field"
    subprocess.run([sys.executable, "-m", "whitenoise.compress", "--quiet", str(made)], check=True)
    return made
