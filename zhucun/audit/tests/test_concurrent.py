"""Several processes write one county's chain at once; some are killed. The chain stays dense and whole."""

import os
import re
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection

WORKERS, ACTS = 3, 25

WORKER = f"""
import sys, django
django.setup()
from zhucun.audit.services import System, append, recorded

@recorded("test.outer")
def outer(*, by, county):
    append(county=county, act="test.inner", by=by)

@recorded("test.failing")
def failing(*, by, county):
    append(county=county, act="test.never", by=by)
    raise ValueError

for number in range({ACTS}):
    try:
        failing(by=System(), county="990001")
    except ValueError:
        pass
    outer(by=System(), county="990001")
    print(number, flush=True)
"""


@pytest.fixture
def shared(request, tmp_path):
    """The environment of processes that share one migrated database."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "zhucun.config.settings"}
    if connection.vendor == "postgresql":
        request.getfixturevalue("transactional_db")
        here = connection.settings_dict
        place = f"{here['USER']}:{here['PASSWORD']}@{quote(str(here['HOST']), safe='')}:{here['PORT']}"
        return {**env, "DATABASE_URL": f"postgres://{place}/{here['NAME']}"}
    env["ZHUCUN_HOME"] = str(tmp_path)
    django("migrate", "audit", "--verbosity=0", env=env)
    return env


def django(*words, env):
    argv = [sys.executable, "-m", "django", *words]
    return subprocess.run(argv, env=env, capture_output=True, text=True, check=True).stdout


def start(env):
    return subprocess.Popen([sys.executable, "-c", WORKER], env=env, stdout=subprocess.PIPE, text=True)


def length_of_whole_chain(env):
    said = re.search(r"990001　(\d+) 条，完整", django("audit_verify", env=env))
    assert said
    return int(said[1])


@pytest.mark.thorough
@pytest.mark.slow
def test_writers_in_several_processes_keep_one_dense_chain(shared):
    workers = [start(shared) for _ in range(WORKERS)]

    said = [worker.communicate(timeout=120)[0] for worker in workers]

    assert [worker.returncode for worker in workers] == [0] * WORKERS
    assert all(len(lines.splitlines()) == ACTS for lines in said)
    assert length_of_whole_chain(shared) == WORKERS * ACTS * 2


@pytest.mark.slow
@pytest.mark.kill
def test_a_killed_writer_leaves_a_whole_chain_with_everything_it_has_acknowledged(shared):
    workers = [start(shared) for _ in range(2)]

    acknowledged = 0
    for worker in workers:
        for _ in range(10):
            assert worker.stdout.readline()
        worker.kill()
        acknowledged += 10 + len(worker.communicate(timeout=60)[0].splitlines())

    length = length_of_whole_chain(shared)
    assert length % 2 == 0
    assert length >= acknowledged * 2
