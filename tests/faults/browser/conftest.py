"""The door, the builds of the app, and phones that are Chromium."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.faults.browser.builds import Plant, built
from tests.faults.browser.door import Door
from tests.faults.browser.phone import PATIENCE, Phone

ONE_DATABASE = "a phone is the same whichever database the office has"
Builds = Callable[..., Path]
Phones = Callable[[], Phone]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.thorough)
            item.add_marker(pytest.mark.skipif("DATABASE_URL" in os.environ, reason=ONE_DATABASE))


@pytest.fixture(scope="package")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """`builds("1.0.0", *plants)`: each is built once."""
    made: dict[tuple[str, tuple[Plant, ...]], Path] = {}

    def build(version: str = "1.0.0", *plants: Plant) -> Path:
        if (version, plants) not in made:
            made[version, plants] = built(tmp_path_factory.mktemp("build"), version, *plants)
        return made[version, plants]

    return build


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Gone before any other test begins: while it lives, an event loop runs, and Django refuses its database."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    door = Door(tmp_path_factory.mktemp("door"))
    yield door
    door.close()


@pytest.fixture
def door(home: Door, builds: Builds) -> Door:
    """With the app of today before it."""
    home.deploy(builds())
    return home


@pytest.fixture
def phones(playwright: Playwright, home: Door, tmp_path: Path) -> Iterator[Phones]:
    """`phones()`: another phone each time."""
    made: list[Phone] = []

    def another() -> Phone:
        made.append(Phone(playwright, tmp_path / f"phone-{len(made)}", home))
        return made[-1]

    yield another
    for phone in made:
        phone.kill()
