from pathlib import Path

import pytest

from zhucun.policy.pack.tests.build import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
