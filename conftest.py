"""Fixtures of every test: the cast, a frozen day, a signed-in browser."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from zhucun.kernel.clock import SHANGHAI

A_WEDNESDAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _cheap_password_hashes(settings: Any) -> None:
    # A real hash costs a few hundredths of a second on purpose; tests of hashing itself set their own.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _unbuilt_static_files(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    # Whoever runs one test has not always collected the files of the pages; `make test` has.
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        settings.STATIC_ROOT = str(tmp_path_factory.getbasetemp())
        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def cast(db: None) -> Any:
    """One county with two townships and three villages, everybody in it, and the outsider."""
    from zhucun.testing.cast import build_cast

    return build_cast()


@pytest.fixture
def frozen_today() -> Iterator[date]:
    """Every clock stands at ten in the morning of Wednesday, 18 November 2026."""
    with time_machine.travel(datetime(2026, 11, 18, 10, tzinfo=SHANGHAI), tick=False):
        yield A_WEDNESDAY


@pytest.fixture
def client_of() -> Callable[[Any], Client]:
    """`client_of(cast.county_officer)`: a browser in which this person is signed in."""
    from zhucun.testing.cast import client_of

    return client_of
