"""Behind TLS, Django's own list of things to check finds nothing."""

import os
import subprocess
import sys

import pytest

from tests.project import ROOT


@pytest.mark.slow
def test_the_deployment_check_is_clean(tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "zhucun", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**os.environ, "ZHUCUN_HTTPS": "1", "ZHUCUN_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
