"""One family of three, known since before the register, in the village that the first secretary has."""

import pytest

from zhucun.testing.families import plant_family


@pytest.fixture
def family(cast):
    return plant_family(cast.villages[0], "张三丰", 1)
