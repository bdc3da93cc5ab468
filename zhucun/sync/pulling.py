"""What a phone may read, part by part: what it has already is not sent again, what is no longer its own is named."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from zhucun.attendance import parts as attendance
from zhucun.cases import parts as cases
from zhucun.dispatch.parts import Parts, Reader, me, reader_of
from zhucun.fieldwork import parts as fieldwork
from zhucun.households import parts as households
from zhucun.kernel import clock
from zhucun.policy import parts as policy
from zhucun.sync import queries
from zhucun.sync.kept_forms import keep_forms
from zhucun.sync.models import Device
from zhucun.sync.states import state_of


def pull(device: Device, have: Mapping[str, str], at: datetime) -> tuple[Parts, list[str]]:
    """The parts that differ from what the phone has, and the names of those that are gone.

    A phone that hands over and is emptied is told nothing new, and keeps nothing.
    """
    if state_of(device, at) != "ready":
        return {}, sorted(have)
    found = {name: _with_digest(part) for name, part in _all(device, at).items()}
    fresh = {name: part for name, part in found.items() if have.get(name) != part["digest"]}
    return fresh, sorted(have.keys() - found.keys())


def _all(device: Device, at: datetime) -> Parts:
    reader = reader_of(device.user, device.county_code, clock.date_of(at))
    keep_forms(device.county_code, reader.pack, at)
    return {
        **me(reader),
        "forms": _forms(reader),
        **_households(reader),
        **attendance.months(reader),
        "duties": policy.duties(reader.scope, reader.pack, reader.today),
        "cases": cases.cases(reader),
        **fieldwork.records(reader),
        "held": {"held": queries.held_of(device)},
    }


def _forms(reader: Reader) -> dict[str, Any]:
    return {
        "pack": reader.pack.digest,
        "records": fieldwork.forms(reader),
        "presence": attendance.kinds(),
        "flows": cases.flows(reader),
    }


def _households(reader: Reader) -> Parts:
    """Those of the register, with the visits that were agreed."""
    agreed, found = fieldwork.agreed(reader), households.households(reader)
    for part in found.values():
        for one in part["households"]:
            one["agreed"] = agreed.get(one["id"])
    return found


def _with_digest(part: dict[str, Any]) -> dict[str, Any]:
    text = json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {"digest": sha256(text.encode()).hexdigest(), **part}
