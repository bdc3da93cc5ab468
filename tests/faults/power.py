"""A disk whose power goes: what was written and not yet synced is there or not, sector by sector, as chance will have it.

What a process did to its files is read from strace; a cut is a place in that order. Memory shared by processes
(`-shm`) is no file's content: SQLite makes it anew.
"""

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename"
SECTOR = 512
ANSWERED = "answered "
LINE = re.compile(r"^\d+ +(?P<name>\w+)\((?P<given>.*)\) += (?P<gave>\d+)")
FILE = re.compile(r"^\d+<(?P<path>[^>]*)>")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Call(NamedTuple):
    """`at` is where in the file, or how long it becomes."""

    name: str
    file: str
    data: bytes = b""
    at: int = 0


def calls_in(log: Path) -> Iterator[Call]:
    """What was done to the database and its journal, and what was said to have been answered, in order."""
    for line in log.read_text("ascii").splitlines():
        found = LINE.match(line)
        if found is None:
            continue
        name, given = found["name"], found["given"]
        file, texts = (
            FILE.match(given),
            [bytes.fromhex(text.replace("\\x", "")) for text in TEXT.findall(given)],
        )
        path = _plain(file["path"]) if file else texts[0].decode()
        if name == "write" and texts and texts[0].startswith(ANSWERED.encode()):
            yield Call("answered", "", texts[0])
        elif path.endswith((".sqlite3", ".sqlite3-wal")):
            last = given.rsplit(", ", 1)[-1]
            yield Call(
                name, Path(path).name, texts[0] if file and texts else b"", int(last) if last.isdigit() else 0
            )


def _plain(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path


@dataclass
class Disk:
    """`synced` survives for certain; of `loose`, what chance leaves."""

    synced: dict[str, bytearray]
    loose: dict[str, list[Call]] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)

    def take(self, call: Call) -> None:
        match call.name:
            case "answered":
                self.answered |= set(call.data.decode().removeprefix(ANSWERED).split())
            case "fsync" | "fdatasync":
                for done in self.loose.pop(call.file, []):
                    _apply(self.synced, done)
            case _:
                self.loose.setdefault(call.file, []).append(call)

    def cut(self, chance: random.Random) -> dict[str, bytearray]:
        """The files as they are found when the power is back."""
        found = {name: bytearray(content) for name, content in self.synced.items()}
        for calls in self.loose.values():
            for call in calls:
                for part in _sectors(call):
                    if chance.random() < 0.5:
                        _apply(found, part)
        return found


def _sectors(call: Call) -> Iterator[Call]:
    if call.name != "pwrite64":
        yield call
    for at in range(0, len(call.data), SECTOR):
        yield call._replace(data=call.data[at : at + SECTOR], at=call.at + at)


def _apply(files: dict[str, bytearray], call: Call) -> None:
    if call.name == "unlink":
        files.pop(call.file, None)
        return
    content = files.setdefault(call.file, bytearray())
    end = call.at if call.name == "ftruncate" else call.at + len(call.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if call.name == "ftruncate":
        del content[end:]
    else:
        content[call.at : end] = call.data


def problem(folder: Path, files: dict[str, bytearray], answered: set[str]) -> str:
    """What is wrong with the files of a cut; nothing, when the database is whole and everything answered is in it."""
    for name in ("zhucun.sqlite3", "zhucun.sqlite3-wal", "zhucun.sqlite3-shm"):
        (folder / name).unlink(missing_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        with closing(sqlite3.connect(folder / "zhucun.sqlite3")) as opened:
            said = [row[0] for row in opened.execute("PRAGMA integrity_check")]
            receipts = {row[0] for row in opened.execute("SELECT id FROM sync_receipt")}
            records = {row[0] for row in opened.execute("SELECT id FROM fieldwork_workrecord")}
    except sqlite3.DatabaseError as error:
        return f"damaged: {error}"
    if said != ["ok"]:
        return f"damaged: {said[0]}"
    if answered - receipts:
        return f"lost: {len(answered - receipts)} that were answered"
    return (
        f"torn: {len(receipts ^ records)} receipts and records without each other"
        if receipts ^ records
        else ""
    )
