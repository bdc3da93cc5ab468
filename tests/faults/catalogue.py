"""What may go wrong between phone and office, what is promised then, and which tests show it.

A test names its rows with `@pytest.mark.fault(row=7)` or `fault(row=(1, 2))`; the marks are read from the sources, so
that the table needs no run.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]  # `make faults` runs before there is Django
PAPER = ROOT / "docs" / "offline.md"
BEGIN, END = "<!-- faults: made by `make faults` -->", "<!-- faults: end -->"
FOLDERS = ("tests", "zhucun")


class Fault(NamedTuple):
    what: str
    promise: str


FAULTS: dict[int, Fault] = {
    1: Fault("The line breaks while a request goes up", "All of the request acts or nothing of it; the next try completes it"),
    2: Fault("The answer is lost", "The next try gets the first receipt; nothing is done twice"),
    3: Fault("The answer is cut off", "It counts as none"),
    4: Fault("A request arrives twice, also at once", "One effect, one receipt, told to both"),
    5: Fault("Requests arrive in another order, or weeks late", "What names the unknown waits; a base gone by is a conflict"),
    6: Fault("502, 503, a slow line", "Longer and longer pauses by chance, half as much at a time, no storm"),
    7: Fault("A picture stops half-way", "Its record is there; the picture goes on where it stopped"),
    8: Fault("A picture comes through spoilt", "It is not taken for its name and begun again"),
    9: Fault("The server is killed at any time", "What was answered is there; what was not is done once"),
    10: Fault("The server is killed at each write", "Before or after, never between"),
    11: Fault("A write fails: EIO, ENOSPC", "The phone hears an error; the database is whole"),
    12: Fault("The power goes: unsynced writes are lost or torn", "What was answered is there"),
    13: Fault("The server's disk is full", "Reading goes on, nothing answered is lost, and it heals by itself"),
    14: Fault("PostgreSQL is killed", "As for the server itself"),
    15: Fault("The server's clock jumps by days", "The order is that of receipts, not of clocks"),
    16: Fault("The phone's clock is days or weeks wrong", "Evidence only; its offset is measured"),
    17: Fault("Two phones of one person", "Both are whole; each conflict is shown once"),
    18: Fault("The office changes what the phone changes", "Both versions are kept and a person decides"),
    19: Fault("Rights end while the phone is offline", "What was right is taken, the rest held; nothing new is read"),
    20: Fault("The person is moved to another village meanwhile", "Work of the old one goes in; its households leave the phone"),
    21: Fault("An account is closed, a phone stopped, its outbox full", "All goes into quarantine, then the phone is empty"),
    22: Fault("The office merged or ended a household meanwhile", "The visit is taken, or held whole with the reason"),
    23: Fault("A new app finds an old outbox", "As many envelopes after as before, all readable"),
    24: Fault("A new worker half installed beside an old page", "No mixed versions, one writer"),
    25: Fault("Another pack or an older app since it was written", "Read as what it was when it was made"),
    26: Fault("A pack is defective", "The last good one stays in force"),
    27: Fault("The browser throws its store away", "The loss is seen: the office knows which numbers never came"),
    28: Fault("The phone's store is full", "Text before pictures; what cannot be kept is said loudly"),
    29: Fault("The browser is killed right after “已存在手机”", "The record is there"),
    30: Fault("Signing out with a full outbox", "Refused until it is sent or saved as a file"),
    31: Fault("Two people on one phone", "Each envelope keeps its author"),
    32: Fault("A portal or a proxy answers 200 with its own page", "It is no answer"),
    33: Fault("One envelope brings the door down", "It is held unread after three tries; the rest flows"),
    34: Fault("Weeks of work at once", "It goes in piece by piece, over a line that breaks"),
    35: Fault("The server is put back from an older backup", "Phones send again what it forgot; nothing is doubled"),
}  # fmt: skip


def marked() -> dict[int, list[str]]:
    """By row, the tests that are marked with it, as `path::name`."""
    found: dict[int, list[str]] = defaultdict(list)
    for path, tree in _sources("mark.fault("):
        for test in _tests(tree):
            for row in _rows(test, "fault"):
                found[row].append(f"{path.relative_to(ROOT).as_posix()}::{test.name}")
    return dict(found)


def proven() -> set[int]:
    """Rows of which a test fails on a planted bug: `fails_under(bug, test)`, or a test marked `proves(row=…)`."""
    return {row for _path, tree in _sources("fails_under(", "mark.proves(") for row in _proven(tree)}


def _proven(tree: ast.Module) -> Iterator[int]:
    tests = {test.name: test for test in _tests(tree)}
    for test in tests.values():
        yield from _rows(test, "proves")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "fails_under":
            yield from _rows(tests[ast.unparse(node.args[1])], "fault")


def _sources(*words: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("test_*.py")):
            text = path.read_text("utf-8")
            if any(word in text for word in words):
                yield path, ast.parse(text)


def _tests(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _rows(test: ast.FunctionDef, mark: str) -> Iterator[int]:
    for decorator in test.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == f"pytest.mark.{mark}":
            (row,) = (ast.literal_eval(given.value) for given in decorator.keywords if given.arg == "row")
            yield from row if isinstance(row, tuple) else (row,)


def table(marks: dict[int, list[str]]) -> str:
    """The table of docs/offline.md."""
    lines = ["| | Fault | Promise | Shown by |", "|---|---|---|---|"]
    for row, fault in FAULTS.items():
        tests = "<br>".join(_readable(name) for name in marks.get(row, [])) or "not yet"
        lines.append(f"| {row} | {fault.what} | {fault.promise} | {tests} |")
    return "\n".join(lines)


def _readable(test: str) -> str:
    path, _, name = test.partition("::")
    return f"`{path}`: {name.removeprefix('test_').replace('_', ' ')}"


def written(paper: str) -> str:
    """The paper with the table as it is now."""
    before, _, rest = paper.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{table(marked())}\n\n{END}{after or chr(10)}"
