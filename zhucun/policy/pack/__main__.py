"""`python -m zhucun.policy.pack [folder]`: check every pack and run its examples. Needs no database."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from zhucun.policy.pack.cases import missing_cases, run_cases
from zhucun.policy.pack.load import PACKS, load_from, packed_counties
from zhucun.policy.pack.problems import PackError

NATION_ALONE = "000000"


def main(arguments: Sequence[str]) -> int:
    """Say what is wrong in every pack; 0 when nothing is."""
    root = Path(arguments[0]) if arguments else PACKS
    faults = list(dict.fromkeys(fault for county in _counties(root) for fault in faults_of(root, county)))
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    counties = len(packed_counties(root))
    ending = f"有 {len(faults)} 处需要改正。" if faults else "没有错误，例子全部相符。"
    sys.stdout.write(f"检查了全国通用部分和 {counties} 个县的制度包：{ending}\n")
    return 1 if faults else 0


def _counties(root: Path) -> tuple[str, ...]:
    return (NATION_ALONE, *packed_counties(root))


def faults_of(root: Path, county: str) -> Iterator[str]:
    """Problems of one county's pack, examples that do not come out, and examples still missing."""
    try:
        pack = load_from(root, county)
    except PackError as error:
        yield from map(str, error.problems)
        return
    yield from (str(result) for result in run_cases(pack) if not result.passed)
    yield from missing_cases(pack)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
