"""Two at once: two people, or two runs of the clock, in processes of their own. One gets it, the other is told."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = 12

STAGE = """
import os, sys, json
import django
django.setup()
from django.contrib.auth.hashers import make_password
from datetime import date, datetime, timedelta
from pathlib import Path
from zhucun.kernel.clock import SHANGHAI
from zhucun.cases import services, refusals
from zhucun.cases.models import Case
from zhucun.accounts.models import User
AT = datetime(2026, 11, 18, 10, tzinfo=SHANGHAI)
"""
BUILD = (
    STAGE
    + f"""
from zhucun.testing.cast import build_cast
cast = build_cast()
for number in range({ROUNDS}):
    services.raise_case(by=cast.team_member, county="990001", flow="trial-small", role="team_member",
        fields={{"topic": f"第{{number}}件"}}, at=AT, place_code=cast.villages[0].code)
"""
)
ACT = (
    STAGE
    + """
by = User.objects.get(username="first_secretary")
for case in Case.objects.in_county("990001").order_by("id"):
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        services.take_step(by=by, case=case, seq=1, step=sys.argv[1], fields={"reason": "不属于"}
            if sys.argv[1] == "refuse" else {}, at=AT)
        print("done", flush=True)
    except refusals.SomebodyWasFirst as refused:
        print("told" if "李书记" in refused.sentence else "lost", flush=True)
"""
)
CLOCK = (
    STAGE
    + """
from zhucun.audit.services import System
from zhucun.cases import services_clock
services_clock.AT_ONCE = 3
print("ready", flush=True)
sys.stdin.readline()
print(services_clock.run_clocks(by=System(), county="990001", at=AT + timedelta(days=5)).events, flush=True)
"""
)


@pytest.fixture
def shared(tmp_path):
    """The environment of processes that share one migrated database, and the flows of an invented county."""
    from zhucun.testing.flows import SMALL, own_flows

    with own_flows(tmp_path / "packs", "990001", SMALL):
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "zhucun.config.settings"}
    env["ZHUCUN_PACKS"] = str(tmp_path / "packs")
    if connection.vendor == "postgresql":
        here = connection.settings_dict
        place = f"{here['USER']}:{here['PASSWORD']}@{quote(str(here['HOST']), safe='')}:{here['PORT']}"
        env["DATABASE_URL"] = f"postgres://{place}/{here['NAME']}"
    else:
        env["ZHUCUN_HOME"] = str(tmp_path)
        run(
            "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)",
            env,
        )
    run(BUILD, env)
    return env


def run(code: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def start(code: str, env: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", code, *words], env=env, stdin=pipe, stdout=pipe, text=True)


def together(workers: list["subprocess.Popen[str]"]) -> list[str]:
    """Let all of them go at once; gives what each has said."""
    pipes = [(worker.stdin, worker.stdout) for worker in workers]
    for _to, said in pipes:
        assert said and said.readline() == "ready\n"
    for to, _said in pipes:
        assert to
        to.write("go\n")
        to.flush()
    return [said.readline().strip() for _to, said in pipes if said]


@pytest.mark.thorough
def test_of_two_people_at_once_one_acts_and_the_other_is_told_who_did_what(shared):
    workers = [start(ACT, shared, step) for step in ("accept", "refuse")]

    said = [sorted(together(workers)) for _ in range(ROUNDS)]
    for worker in workers:
        worker.communicate(timeout=60)

    assert said == [["done", "told"]] * ROUNDS
    assert run(COUNT, shared).split() == ["2"] * ROUNDS


@pytest.mark.thorough
def test_of_two_runs_of_the_clock_at_once_each_term_is_answered_once(shared):
    workers = [start(CLOCK, shared) for _ in range(2)]

    said = together(workers)
    for worker in workers:
        worker.communicate(timeout=60)

    assert sum(map(int, said)) == ROUNDS
    assert Counter(run(COUNT, shared).split()) == {"2": ROUNDS}


COUNT = (
    STAGE
    + """
from zhucun.cases.models import CaseEvent
for case in Case.objects.in_county("990001"):
    print(CaseEvent.objects.in_county("990001").filter(case=case).count())
"""
)
