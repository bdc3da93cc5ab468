"""The same envelopes pushed by two connections at once: one receipt for each, told to both."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS, EACH = 8, 10

STAGE = """
import json, sys
import django
django.setup()
import time_machine
from zhucun.testing.phone import Phone
from zhucun.accounts.models import User
time_machine.travel("2026-11-18T10:00:00+08:00", tick=False).start()
COUNTY = "990001"
"""
BUILD = (
    STAGE
    + f"""
from zhucun.testing.cast import build_cast
from zhucun.fieldwork.tests.builders import NOTE
cast = build_cast()
phone = Phone.enrolled(cast.first_secretary, COUNTY)
body = {{"posting": str(cast.posting.id), "form": "work-note", "occurred_on": "2026-11-18", "body": NOTE}}
rounds = [[phone.act("record.write", body) for _one in range({EACH})] for _round in range({ROUNDS})]
print(json.dumps({{"authorization": phone.authorization, "rounds": rounds}}))
"""
)
SEND = (
    STAGE
    + """
told = json.loads(sys.stdin.readline())
phone = Phone(User(), authorization=told["authorization"])
for envelopes in told["rounds"]:
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(phone.send(*envelopes)), flush=True)
"""
)
COUNT = (
    STAGE
    + """
from zhucun.audit.queries import first_break_of, head_of
from zhucun.fieldwork.models import WorkRecord
from zhucun.sync.models import Receipt
counted = [model.objects.in_county(COUNTY).count() for model in (WorkRecord, Receipt)]
print(json.dumps([*counted, str(first_break_of(head_of(COUNTY), {}))]))
"""
)


@pytest.fixture
def shared(tmp_path):
    """The environment of processes that share one migrated database."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "zhucun.config.settings", "ZHUCUN_HOME": str(tmp_path)}
    env["ZHUCUN_HOSTS"] = "testserver"
    if connection.vendor == "postgresql":
        here = connection.settings_dict
        place = f"{here['USER']}:{here['PASSWORD']}@{quote(str(here['HOST']), safe='')}:{here['PORT']}"
        env["DATABASE_URL"] = f"postgres://{place}/{here['NAME']}"
    else:
        run(
            "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)",
            env,
        )
    return env


def run(code: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.thorough
@pytest.mark.fault(row=4)
def test_the_same_envelopes_from_two_connections_at_once_act_once_and_get_one_receipt(shared):
    told = run(BUILD, shared)
    pipe = subprocess.PIPE
    workers = [
        subprocess.Popen([sys.executable, "-c", SEND], env=shared, stdin=pipe, stdout=pipe, text=True)
        for _worker in range(2)
    ]
    for worker in workers:
        assert worker.stdin
        worker.stdin.write(told)
        worker.stdin.flush()

    for _round in range(ROUNDS):
        first, second = together(workers)
        assert {first[0]["answer"], second[0]["answer"]} == {"accepted", "already"}
        assert [one["made"] for one in first] == [one["made"] for one in second]
    for worker in workers:
        worker.communicate(timeout=60)

    assert json.loads(run(COUNT, shared)) == [ROUNDS * EACH, ROUNDS * EACH, "None"]


def together(workers):
    """Let both go at once; gives what each was answered."""
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    return [json.loads(worker.stdout.readline()) for worker in workers]
