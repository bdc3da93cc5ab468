"""The cast's county with kinds of case of its own: a small matter, a complaint, a matter with parts."""

import pytest

from zhucun.testing.flows import COMPLAINT, PARENT, SMALL, own_flows


@pytest.fixture
def flows(cast, tmp_path):
    with own_flows(tmp_path, cast.home.code, SMALL, COMPLAINT, PARENT):
        yield
