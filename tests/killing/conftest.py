"""What every killing needs: the place, made once, and chance that can be repeated."""

import os
import random
import sys
from collections.abc import Iterator

import pytest

from tests.killing.place import Place


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = Place(tmp_path_factory.mktemp("kill"))
    try:
        place.ask(do="build", here=True)
        place.sessions = place.ask(do="sign_in", here=True)["answer"]
        place.remember()
        yield place
    finally:
        place.close()


@pytest.fixture
def chance() -> random.Random:
    seed = os.environ.get("ZHUCUN_KILL_SEED") or str(random.SystemRandom().randrange(10**9))
    sys.stdout.write(f"ZHUCUN_KILL_SEED={seed}\n")
    return random.Random(seed)
