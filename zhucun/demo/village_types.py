"""Of which types the demo county says its villages are, by a list as a county has one. Pure, drawn by a seed."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from random import Random

from zhucun.places.classing.domain import Wanted

SHARES = {
    "out_of_poverty": 0.25,
    "key": 0.15,
    "weak_collective": 0.1,
    "red_pilot": 0.05,
    "weak_organisation": 0.04,
}
PAPERS = {
    "weak_organisation": "县委组织部关于确定党组织软弱涣散村的通知",
    "red_pilot": "县委红色美丽村庄试点名单",
}
LIST = "县委农村工作领导小组村分类名单"
LIFTED = "weak_organisation"  # one village was listed, was put right, and is taken off the list


def draw_types(
    codes: Sequence[str], known: Collection[str], since: date, lifted_on: date, rng: Random
) -> list[Wanted]:
    """Lines for a share of the villages; a type that the county's rules do not know is left out."""
    return [line for kind in SHARES if kind in known for line in _lines(codes, kind, since, lifted_on, rng)]


def _lines(codes: Sequence[str], kind: str, since: date, lifted_on: date, rng: Random) -> Iterator[Wanted]:
    chosen = sorted(rng.sample(codes, max(2, round(len(codes) * SHARES[kind]))))
    for at, code in enumerate(chosen):
        ends = lifted_on if kind == LIFTED and at == 0 else None
        yield Wanted(code, kind, since, f"{PAPERS.get(kind, LIST)}（{since.year}）", ends)
