"""What is done in a home of its own: `build` makes people and phones ready, `look` reads the shelf, `lives` lives with a bug.

Answers in JSON.
"""

import json
import os
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

MOST_LIVES = 16


def build() -> dict[str, Any]:
    """Two phones of the first secretary, two of the team member."""
    from zhucun.kernel import clock
    from zhucun.kernel.ids import uuid7
    from zhucun.sync.services import enrol
    from zhucun.testing.cast import build_cast

    call_command("prepare", verbosity=0)
    cast = build_cast()
    people = ((cast.first_secretary, cast.posting), (cast.team_member, cast.member_posting))
    phones = []
    for user, posting in (*people, *people):
        made = enrol(by=user, id=uuid7(), name="红米", app="1.0.0", county=cast.home.code, at=clock.now())
        authorization = f"Device {cast.home.code}.{made.device.id}.{made.secret}"
        phones.append({"id": str(made.device.id), "authorization": authorization, "posting": str(posting.id)})
    return {"county": cast.home.code, "phones": phones}


def look() -> dict[str, Any]:
    from zhucun.testing.field.looking import shelf_of

    return asdict(shelf_of(sys.argv[2]))


def pushes() -> None:
    """Batches of five records through the door, each told by a write of its own once it is answered."""
    from django.db import connection

    from zhucun.kernel import clock
    from zhucun.kernel.ids import uuid7
    from zhucun.testing.field.doors import Inside
    from zhucun.testing.field.history import History
    from zhucun.testing.field.phones import Phone, Reply

    batches, safety, authorization, posting = sys.argv[2:]
    door = Inside()
    if safety:
        connection.ensure_connection()
        connection.connection.execute(f"PRAGMA synchronous={safety}")

    def carry(phone: Phone, path: str, said: Any) -> Reply:
        return door.ask(path, said, phone.authorization)

    now, next_id = (lambda: clock.now().isoformat(timespec="seconds")), (lambda: str(uuid7()))
    phone = Phone("", authorization, carry, History(), now=now, next_id=next_id)
    note = {"kind": "project", "work_area": "prosperity", "where": "in_village", "text": "看水渠。"}
    body = {"posting": posting, "form": "work-note", "occurred_on": str(clock.today()), "body": note}
    for _batch in range(int(batches)):
        batch = [phone.act("record.write", body) for _time in range(5)]
        phone.push(batch)
        assert not phone.out
        os.write(1, ("answered " + " ".join(one["id"].replace("-", "") for one in batch)).encode())
    connection.close()


def lives() -> Any:
    """Lives of the long run with a bug planted, until history and database show it by themselves; gives the last.

    In one life of two somebody writes on a version that another has overtaken, so that one alone proves nothing.
    """
    from tests.faults.bugs import BUGS
    from zhucun.testing.field.long import Ground

    ground, (plant, finding) = Ground(Path(os.environ["ZHUCUN_HOME"])), BUGS[sys.argv[2]]
    with plant():
        for seed in range(1, MOST_LIVES + 1):
            lived = ground.live(seed, int(sys.argv[3]), compared=False)
            if any(re.search(finding, says) for says in lived.findings):
                break
    return lived


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhucun.config.settings"
    django.setup()
    # What stands in the models can be read only now; hence the imports within.
    json.dump({"build": build, "look": look, "lives": lives, "pushes": pushes}[sys.argv[1]](), sys.stdout)
