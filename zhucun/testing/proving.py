"""A test is shown to be able to fail: the same test, with a bug planted in what it looks at, must not pass."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any

import pytest

Plant = Callable[[], AbstractContextManager[object]]
OF_A_FAULT = "fault"
FAILS = (AssertionError, pytest.fail.Exception)


def fails_under(plant: Plant, test: Callable[..., None]) -> Callable[..., None]:
    """A test that passes when `test` does not, while the bug is planted. `tests/faults/catalogue.py` reads who says so."""

    @wraps(test)
    def planted(*given: Any, **fixtures: Any) -> None:
        with plant(), pytest.raises(FAILS):
            test(*given, **fixtures)

    marks = getattr(test, "pytestmark", [])
    planted.pytestmark = [mark for mark in marks if mark.name != OF_A_FAULT]  # type: ignore[attr-defined]
    return planted
