"""The checker finds each broken promise on a forged shelf, and nothing on an honest one."""

from typing import Any

import pytest

from zhucun.testing.field.history import Again, History, Invoked, Made, Shelf, Told, findings

PHONE = "p"


def made(id: str, kind: str, base: str | None, **body: Any) -> Made:
    return Made(PHONE, id, f"hash of {id}", {"kind": kind, "base": base, "body": body})


def honest() -> tuple[History, Shelf]:
    """A record, its correction, one that was in conflict, one refused; a case and a step."""
    envelopes = [
        made("a", "record.write", None),
        made("b", "record.correct", "a"),
        made("c", "record.correct", "a"),
        made("d", "record.write", None),
        made("e", "case.raise", None),
        made("f", "case.step", None, case="e"),
    ]
    answers = {"c": ("conflict", "overtaken"), "d": ("refused", "day_ahead")}
    history = History()
    receipts: dict[str, dict[str, Any]] = {}
    held: dict[str, dict[str, Any]] = {}
    lines: dict[int, str] = {}
    acts = {"a": "record_written", "b": "record_corrected"}
    for at, one in enumerate(envelopes, 1):
        answer, code = answers.get(one.id, ("accepted", ""))
        history.add(one)
        history.add(Invoked(PHONE, one.id))
        history.add(Told(PHONE, one.id, answer, code, one.id if answer == "accepted" else None))
        receipts[one.id] = {
            "hash": one.hash,
            "answer": answer,
            "code": code,
            "trail": at,
            "kind": one.envelope["kind"],
        }
        lines[at] = f"fieldwork.{acts[one.id]}" if one.id in acts else "sync.envelope_held"
        if answer != "accepted":
            held[one.id] = {"hash": one.hash, "code": code}
    lines |= {5: "cases.case_raised", 6: "cases.step_taken"}
    versions: dict[str, dict[str, Any]] = {
        "a": {"supersedes": None, "current": False, "act": "fieldwork.record_written"},
        "b": {"supersedes": "a", "current": True, "act": "fieldwork.record_corrected"},
    }
    return history, Shelf(receipts, held, versions, {"e": 2}, lines, [])


def drop(name: str, id: Any) -> Any:
    return lambda history, shelf: getattr(shelf, name).pop(id)


def put(name: str, id: Any, **values: Any) -> Any:
    return lambda history, shelf: getattr(shelf, name).setdefault(id, {}).update(values)


def told(*events: Any) -> Any:
    return lambda history, shelf: history.events.extend(events)


FORGED = {
    "lost receipt": (drop("receipts", "a"), "a has no receipt"),
    "lost effect": (drop("versions", "b"), "b was accepted and is not there"),
    "not held": (drop("held", "d"), "d was refused and is not held whole"),
    "held otherwise": (put("held", "d", hash="another"), "d was refused and is not held whole"),
    "other content": (put("receipts", "a", hash="another"), "receipt of a is of another content"),
    "out of nowhere": (
        put("receipts", "z", hash="", answer="refused", code="", trail=4, kind="record.write"),
        "phantom: a receipt of z",
    ),
    "refused and done": (put("versions", "d", supersedes=None, current=True, act=""), "done all the same: d"),
    "doubled": (
        put("versions", "x", supersedes=None, current=True, act="fieldwork.record_written"),
        "phantom: x",
    ),
    "two successors": (
        put("versions", "c", supersedes="a", current=True, act="fieldwork.record_corrected"),
        "a has several successors",
    ),
    "unseen": (put("versions", "b", supersedes="y"), "b saw a and stands on y"),
    "none holds": (put("versions", "b", current=False), "b is not current"),
    "other words": (told(Told(PHONE, "a", "refused", "x", None)), "a was accepted"),
    "another thing": (told(Told(PHONE, "a", "already", "", "q")), "another answer: a"),
    "receipt changed": (put("receipts", "a", answer="refused"), "its receipt says refused"),
    "no line": (put("receipts", "a", trail=5), "line 5 of a is cases.case_raised"),
    "gap in the trail": (drop("lines", 2), "a number is missing"),
    "line too many": (lambda history, shelf: shelf.lines.update({7: "fieldwork.record_written"}), "2 lines"),
    "before its time": (put("receipts", "b", trail=1), "first sent after line 1"),
    "a step too many": (lambda history, shelf: shelf.cases.update(e=3), "stands at 3 after 1 steps"),
    "damage": (lambda history, shelf: shelf.faults.append("integrity: page 3"), "integrity: page 3"),
    "unheard": (
        lambda history, shelf: history.events.remove(Told(PHONE, "a", "accepted", "", "a")),
        "a was answered and left the outbox",
    ),
}


def test_an_honest_history_has_no_findings():
    history, shelf = honest()

    assert findings(history, shelf) == []


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_one_has_its_finding(forged):
    history, shelf = honest()
    change, says = FORGED[forged]

    change(history, shelf)

    assert any(says in found for found in findings(history, shelf))


def test_a_server_put_back_may_answer_anew():
    history, shelf = honest()
    shelf.receipts["a"]["answer"], shelf.receipts["a"]["code"] = "refused", "x"
    history.events += [Again(PHONE, "a"), Told(PHONE, "a", "refused", "x", None)]

    assert not [found for found in findings(history, shelf) if found.startswith("another answer")]
