"""Acts of the trail: whoever reads it reads words, whatever the server has run so far."""

import re
import subprocess
import sys

from tests.project import PACKAGE, ROOT, files_ending

DECLARED = re.compile(r'@recorded\(\s*"([a-z_.]+)"')
STARTED = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhucun.config.settings")
import django
django.setup()
import zhucun.config.urls
from zhucun.audit import acts
print(*(act for act, words in acts.names().items() if act != words))
"""


def test_a_started_server_knows_what_every_act_is_called() -> None:
    declared = {
        act
        for path in files_ending(".py")
        if PACKAGE in path.parents and "tests" not in path.parts
        for act in DECLARED.findall(path.read_text("utf-8"))
    }

    started = subprocess.run(
        [sys.executable, "-c", STARTED], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert declared
    assert declared - set(started.stdout.split()) == set()
