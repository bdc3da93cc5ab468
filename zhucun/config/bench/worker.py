"""What a process for measuring does first, before anything that needs Django reaches it."""

import os
from contextlib import redirect_stdout
from pathlib import Path

import django

from zhucun.__main__ import main


def set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhucun.config.settings"
    django.setup()


def serve(port: int, workers: int = 1) -> None:
    with (
        Path(os.devnull).open("w") as nowhere,
        redirect_stdout(nowhere),
    ):  # the run's own output is its figures
        main(["serve", "--no-keep", "--port", str(port), "--workers", str(workers)])
