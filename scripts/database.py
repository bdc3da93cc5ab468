"""The database: brought to the current version, or made new with the demo counties in it.

A new embedded database grows in a folder of its own and moves into place when it
is complete; stopping half-way leaves nothing. A database named by DATABASE_URL
belongs to an operator: it is upgraded, and no demo is put into it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from scripts import environment, stamps
from scripts.steps import ROOT, Argv, Trouble, run, say, step

HOME = Path(os.environ.get("ZHUCUN_HOME", ROOT / "var")).resolve()
DATABASE = HOME / "zhucun.sqlite3"
KEPT = ("keys.json", "secret.txt")  # never replaced: what exists is sealed with them
ZHUCUN = environment.VENV / "bin" / "zhucun"


def static_ready(home: Path = HOME) -> None:
    stamp = home / "static" / ".collected-from"
    wanted = stamps.digest(static_files(), environment.lock_digest("runtime"))
    if not stamps.is_fresh(stamp, wanted):
        with step("收集静态文件", "static files"):
            collect: Argv = [ZHUCUN, "collectstatic", "--noinput", "--verbosity", "0"]
            run("collectstatic", collect, env={"ZHUCUN_HOME": str(home)})
            stamps.put(stamp, wanted)


def static_files() -> list[Path]:
    folders = (ROOT / "zhucun").rglob("static")
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


def ready() -> None:
    """For a tool that expects a database of the current version."""
    made_if_missing()
    with step("检查数据库", "database"):
        run("prepare", [ZHUCUN, "prepare", "--verbosity", "0"])


def made_if_missing() -> None:
    """For serving, which brings an existing database to the current version by itself."""
    if "DATABASE_URL" not in os.environ and is_new(DATABASE):
        make_new()


def is_new(database: Path) -> bool:
    if not database.exists():
        return True
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def make_new() -> None:
    draft = HOME / "new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for kept in KEPT:
        if (HOME / kept).exists():
            shutil.copy2(HOME / kept, draft / kept)
    try:
        env = {"ZHUCUN_HOME": str(draft)}
        with step("新建数据库", "new database"):
            run("prepare", [ZHUCUN, "prepare", "--verbosity", "0"], env=env)
        say("· 建立两个演示县 · two demo counties")
        build = subprocess.run([ZHUCUN, "demo", "build"], env={**os.environ, **env}, check=False)
        if build.returncode:
            raise Trouble(
                "演示县没有建成，数据库未改动。原因见上文；处理后重新运行。",
                "The demo counties were not built; nothing was kept. The reason is above.",
            )
        move_in(draft)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def move_in(draft: Path) -> None:
    """Keys and files first, the database last: what it refers to is there when it appears."""
    with closing(sqlite3.connect(draft / DATABASE.name)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for found in draft.iterdir():
        there = HOME / found.name
        if found.is_dir():
            shutil.copytree(found, there, dirs_exist_ok=True)
        elif not found.name.startswith(DATABASE.name) and not (found.name in KEPT and there.exists()):
            found.replace(there)  # over the sign-ins of a database that is gone, for example
    (draft / DATABASE.name).replace(DATABASE)
