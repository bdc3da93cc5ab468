"""The real door with one build of the app before it; another build is put there as an update does it."""

import json
import shutil
from pathlib import Path
from threading import Event
from typing import Any

from tests.faults.served import Served
from tests.killing.processes import HOST, answers

INSIDE = "tests.faults.browser.inside"


class Door(Served):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.run("-m", "zhucun", "collectstatic", "--noinput", "--verbosity", "0")
        self.build: Path | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def app(self) -> Path:
        return self.scratch.home / "static" / "field"

    def deploy(self, build: Path, *, without: str = "") -> None:
        """Serve this build; `without` the files whose names end so, for an update that stopped half-way."""
        if self.build == build and self.process and not without:
            return
        self.kill()
        while answers(self.port):  # what it had started dies a moment later
            Event().wait(0.05)
        shutil.rmtree(self.app, ignore_errors=True)
        shutil.copytree(
            build, self.app, ignore=lambda _folder, names: [n for n in names if without and without in n]
        )
        self.build = None if without else build
        self.start()

    def session(self) -> dict[str, str]:
        """The cookie of somebody who has just signed in on the web."""
        told: dict[str, str] = json.loads(self.run("-m", INSIDE, "session", self.county))
        return {**told, "url": self.url}

    def came(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.run("-m", INSIDE, "look", self.county))
        return told
