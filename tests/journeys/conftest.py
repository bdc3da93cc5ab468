"""What a journey needs: a site, a browser, and people who look at the site through it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, StorageState, sync_playwright

from tests.journeys.pocket import SLOW
from tests.journeys.site import Person, Site, served
from tests.journeys.visitor import DESK, PHONE, Visitor

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 10_000  # milliseconds, for a page that ought to take a tenth of a second
Visit = Callable[..., Visitor]
OFTEN = {
    "test_matter.py",
    "test_first_secretary.py",
}  # walked by `make test` too: the phone, the township, what passes between


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            if item.path.name not in OFTEN:
                item.add_marker(pytest.mark.thorough)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    own = tmp_path_factory.getbasetemp()
    # Below xdist each worker has a folder in the run's own one; alone there is only one.
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with served(tmp_path_factory.mktemp("site"), shared) as site:
        yield site


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Gone before any other test begins: while it lives, an event loop runs, and Django refuses its database."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """Who has signed in before: signing in is a journey of its own and need not be walked each time."""
    return {}


@pytest.fixture
def visit(
    chromium: Browser, site: Site, sessions: dict[str, StorageState], request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """`visit(person, width=360)`: somebody at a screen, signed in; without a person, somebody at the door."""
    contexts = []
    album = request.node.name.removeprefix("test_")

    def arrive(person: Person | None = None, *, width: int = DESK, **options: Any) -> Visitor:
        known = sessions.get(person.username) if person else None
        context = chromium.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", storage_state=known, **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        visitor = Visitor(context.new_page(), site, album, width)
        if person and not known:
            visitor.sign_in(person)
            sessions[person.username] = context.storage_state()
        return visitor

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def phone(chromium: Browser, tmp_path: Path):
    """`phone()` is the same phone each time: what was kept on it is still there."""
    opened: list[BrowserContext] = []

    def pick_up(**options: Any) -> BrowserContext:
        context = chromium.browser_type.launch_persistent_context(
            str(tmp_path / "phone"),
            executable_path="/usr/bin/chromium",
            args=FLAGS,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": PHONE, "height": 780},
            **options,
        )
        context.set_default_timeout(SLOW)
        opened.append(context)
        return context

    yield pick_up
    for context in opened:
        context.close()
