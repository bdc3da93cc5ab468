"""Which circumstances a household and its people are in, since when and on what they rest. Pure, drawn by a seed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from zhucun.demo.families.persons import AGED, GROWN, RETIRED
from zhucun.demo.families.shapes import Someone
from zhucun.households.choices import Circumstance
from zhucun.households.domain_people import MarkEntry, VillagerEntry
from zhucun.kernel.identity import Sex

CHILD = 16  # 留守儿童: 不满十六周岁
LIFTED_IN = range(2016, 2021)
RARELY = {  # of households: how likely, and on what it rests
    "relocated": (0.03, "易地搬迁安置名册（2018）"),
    "two_daughters": (0.02, "计划生育奖励扶助名册"),
    "single_parent": (0.012, "入户核实"),
    "martyr": (0.006, "退役军人事务部门名册"),
    "accident": (0.001, "入户核实"),
    "business_failed": (0.0015, "入户核实"),
}
VETERAN, LEADER = 0.015, 0.006


def draw_marks(
    people: Sequence[Someone], entries: Sequence[VillagerEntry], kind: str, on: date, rng: Random
) -> list[MarkEntry]:
    """Of the household first, then of everybody in turn; none begins before somebody was born."""
    marks = list(_of_household(people, kind, on, rng))
    away = _all_away(people, entries)
    for at, (one, entry) in enumerate(zip(people, entries, strict=True)):
        marks += _of_person(at, one, entry, away=away, alone=len(people) == 1, on=on, rng=rng)
    return marks


def _of_household(people: Sequence[Someone], kind: str, on: date, rng: Random) -> Iterator[MarkEntry]:
    if kind == Circumstance.LIFTED:
        year = rng.choice(LIFTED_IN)
        yield MarkEntry(kind=kind, starts_on=date(year, 12, 31), basis=f"县脱贫退出名册（{year}）")
    if kind in (Circumstance.ALLOWANCE, Circumstance.SUPPORTED):
        since = _past(on, rng, 6 * 365)
        yield MarkEntry(kind=kind, starts_on=since, basis=f"民政部门审批（{since:%Y-%m}）")
        yield from (_personal(at, kind, since, "民政部门审批", one) for at, one in enumerate(people))
    for mark, (likely, basis) in RARELY.items():
        if rng.random() < likely:
            yield MarkEntry(kind=mark, starts_on=_past(on, rng, 5 * 365), basis=basis)


def _of_person(
    at: int, one: Someone, entry: VillagerEntry, *, away: bool, alone: bool, on: date, rng: Random
) -> Iterator[MarkEntry]:
    since = _past(on, rng, 4 * 365)
    if entry.disability:
        yield _personal(at, "disabled", since, "残疾人证", one)
    if entry.health in ("serious", "chronic"):
        yield _personal(
            at, {"serious": "seriously_ill", "chronic": "chronic_ill"}[entry.health], since, "病历", one
        )
    if entry.health == "half_unable" and one.age >= AGED:
        yield _personal(at, "unable", since, "入户核实", one)
    if one.age >= RETIRED and alone:
        yield _personal(at, "alone", since, "入户核实", one)
    elif away and one.age >= RETIRED:
        yield _personal(at, "left_old", since, "入户核实", one)
    elif away and one.age < CHILD:
        yield _personal(at, "left_child", since, "民政、教育部门名册", one)
    if "public_post" in entry.benefits:
        yield _personal(at, "public_post", since, "乡镇公益性岗位聘用名册", one)
    if one.sex is Sex.MALE and one.age > GROWN + 5 and rng.random() < VETERAN:
        yield _personal(at, "veteran", since, "优待证", one)
    if 25 < one.age < RETIRED and rng.random() < LEADER:
        yield _personal(at, "prosperity_leader", since, "村两委推荐", one)


def _all_away(people: Sequence[Someone], entries: Sequence[VillagerEntry]) -> bool:
    """Whether everybody who could look after the old and the young is away at work."""
    able = [entry for one, entry in zip(people, entries, strict=True) if GROWN <= one.age < RETIRED]
    return bool(able) and all(entry.works_at and (entry.works_months or 0) >= 6 for entry in able)


def _personal(at: int, kind: str, since: date, basis: str, one: Someone) -> MarkEntry:
    return MarkEntry(kind=kind, starts_on=max(since, one.born_on), basis=basis, member=at)


def _past(on: date, rng: Random, days: int) -> date:
    """Long enough ago not to be news."""
    return on - timedelta(days=100 + rng.randrange(days))
