"""The voice of the set-up: each step says what it does and how long it took.

A failure is one sentence in Chinese and one in English: what happened, where,
and what to do next. The full output of the failed tool stays in var/log.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

Argv = list[str | Path]
ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "log"
TAIL = 12


class Trouble(Exception):
    """The set-up cannot go on; the two sentences are for the person at the keyboard."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)
        self.chinese, self.english = chinese, english


# What a tool prints → what a person needs to hear.
CAUSES = (
    (
        ("No space left on device", "ENOSPC", "Disk quota exceeded", "database or disk is full"),
        "磁盘已满。请腾出至少 2 GB 空间后重新运行。",
        "The disk is full. Free at least 2 GB and run again.",
    ),
    (
        ("DO NOT MATCH THE HASHES", "Hash mismatch", "EINTEGRITY", "hash mismatch"),
        "下载的文件与锁定的校验值不符，已拒绝安装。请检查软件源或代理是否改动了文件，再重新运行。",
        "A downloaded file does not match its locked hash and was refused. "
        "Check the package mirror or proxy, then run again.",
    ),
    (
        (
            "Temporary failure in name resolution",
            "Name or service not known",
            "Failed to establish a new connection",
            "Network is unreachable",
            "Connection refused",
            "Connection reset",
            "dns error",
            "error sending request",
            "tcp connect error",
            "Could not find a version that satisfies",
            "ENOTFOUND",
            "EAI_AGAIN",
            "ECONNREFUSED",
            "ECONNRESET",
            "ENETUNREACH",
            "ETIMEDOUT",
            "Read timed out",
        ),
        "连不上软件源。首次安装需要网络：请检查网络、代理或 pip/npm 的镜像设置后重新运行。",
        "The package registry cannot be reached. The first set-up needs the network: "
        "check connection, proxy or the pip/npm mirror, then run again.",
    ),
    (
        ("ensurepip is not available", "No module named ensurepip", "No module named venv"),
        "这个 Python 缺少 venv 模块。请运行 apt-get install python3-venv 后重试。",
        "This Python lacks its venv module. Run apt-get install python3-venv and try again.",
    ),
    (
        ("Permission denied", "EACCES", "Read-only file system"),
        "没有写入权限。请检查本目录的所有者和权限后重新运行。",
        "Permission denied. Check who owns this folder, then run again.",
    ),
)


def cause_of(output: str) -> tuple[str, str] | None:
    for signs, chinese, english in CAUSES:
        if any(sign in output for sign in signs):
            return chinese, english
    return None


def say(text: str = "") -> None:
    print(text, flush=True)


@contextmanager
def step(chinese: str, english: str) -> Iterator[None]:
    print(f"· {chinese} · {english} … ", end="", flush=True)
    started = time.perf_counter()
    try:
        yield
    except BaseException:
        say("失败 · failed")
        raise
    say(f"{time.perf_counter() - started:.1f} s")


def run(name: str, argv: Argv, *, env: Mapping[str, str] | None = None) -> str:
    """Run a tool with its output in var/log/NAME.log; raise Trouble when it fails."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    with log.open("wb") as out:
        done = subprocess.run(
            [str(part) for part in argv],
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
        )
    output = log.read_text("utf-8", "replace")
    if done.returncode:
        raise failure(name, output)
    return output


def failure(name: str, output: str) -> Trouble:
    where = f"var/log/{name}.log"
    known = cause_of(output)
    if known:
        return Trouble(f"{known[0]}（详情：{where}）", f"{known[1]} (Details: {where})")
    tail = "\n".join(output.strip().splitlines()[-TAIL:])
    return Trouble(
        f"“{name}”这一步失败，全文见 {where}。",
        f"Step “{name}” failed; the whole output is in {where}. Its end:\n{tail}",
    )


def stopped(number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt(number)


def main(work: Callable[[], int]) -> int:
    """Run the work and turn every expected failure into sentences and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK terminal lacks a few signs
    signal.signal(signal.SIGTERM, stopped)
    try:
        return work()
    except Trouble as trouble:
        print(f"{trouble.chinese}\n{trouble.english}", file=sys.stderr, flush=True)
        return 1
    except OSError as error:
        known = cause_of(os.strerror(error.errno or 0)) or (f"系统报错：{error}", f"The system says: {error}")
        print(f"{known[0]}\n{known[1]}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("已停止。再次运行会接着完成。\nStopped. Run again to finish.", file=sys.stderr, flush=True)
        return 130
