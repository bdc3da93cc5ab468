"""From a fresh clone to the first page, with the clock running: once cold, once warm.

The clone is of what is committed, so a file that was forgotten shows here. The second start is judged by the
processor's time, which does not grow when the machine has other work; a step that ran again shows in it.
"""

from __future__ import annotations

import http.client
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts.pace import slowness
from scripts.run import HOST, free_port
from scripts.steps import ROOT, Trouble, main, say

PATIENCE = 900.0
# What whoever has just cloned has not set; where nothing compiled is kept, every start compiles everything anew.
NOT_THEIRS = ("ZHUCUN_HOME", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
WARM_LIMIT = 6.0  # of a usual processor, up to the first page, with the site and the night watch


def measure() -> int:
    with tempfile.TemporaryDirectory(prefix="zhucun-clone-") as folder:
        clone = Path(folder) / "zhucun"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        cold = seconds_to_page(clone)
        before = processor_seconds()
        warm = seconds_to_page(clone)
        spent = processor_seconds() - before
    say(f"首次 · cold start to first page: {cold:.1f} s")
    say(f"再次 · warm: {warm:.1f} s, {spent:.1f} s of a processor ({os.cpu_count()} cores)")
    limit = WARM_LIMIT * slowness()
    if spent > limit:
        raise Trouble(
            f"第二次启动用了处理器 {spent:.1f} 秒，超过 {limit:.0f} 秒。请看上面哪一步没有跳过。",
            f"The second start took {spent:.1f} s of a processor, over {limit:.0f} s. "
            "See above which step ran again.",
        )
    return 0


def seconds_to_page(clone: Path) -> float:
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name not in NOT_THEIRS}
    started = time.monotonic()
    site = subprocess.Popen(
        ["make", "run"], cwd=clone, env={**env, "PORT": str(port)}, start_new_session=True
    )
    try:
        while not answers(port):
            if site.poll() is not None or time.monotonic() - started > PATIENCE:
                raise Trouble("make run 没有提供页面，原因见上文。", "make run served no page; see above.")
            time.sleep(0.05)
        return time.monotonic() - started
    finally:
        site.terminate()
        site.wait(30)


def processor_seconds() -> float:
    """What the processes that have ended used up."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def answers(port: int) -> bool:
    page = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        page.request("GET", "/accounts/login/")
        return page.getresponse().status == 200
    except OSError:
        return False
    finally:
        page.close()


if __name__ == "__main__":
    sys.exit(main(measure))
