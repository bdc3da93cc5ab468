"""Which mechanisms of the catalogue are proved by an example that comes out.

An example that names a mechanism and fails proves nothing, so it is told and not counted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhucun.policy.pack.archive_cases import ArchiveResult, run_archive_cases
from zhucun.policy.pack.cases import CaseResult, ValueCaseResult, run_cases, run_value_cases
from zhucun.policy.pack.flow_cases import FlowResult, run_flow_cases
from zhucun.policy.pack.model import Pack
from zhucun.policy.pack.paper_cases import PaperResult, run_paper_cases
from zhucun.policy.pack.retention_cases import RetentionResult, run_retention_cases
from zhucun.policy.pack.tools.mechanisms import MECHANISMS
from zhucun.policy.pack.warning_cases import WarningResult, run_warning_cases


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """An example beside a rule, and whether it comes out."""

    mechanism: str
    file: str
    line: int
    says: str
    passed: bool


def proofs(packs: Iterable[Pack]) -> list[Proof]:
    """Every example that names a mechanism, once however many packs it belongs to."""
    return sorted({proof for pack in packs for proof in _proofs(pack)})


def covered(found: Iterable[Proof]) -> list[str]:
    """The mechanisms with at least one example that comes out, in the order of the catalogue."""
    shown = {proof.mechanism for proof in found if proof.passed}
    return [mechanism for mechanism in MECHANISMS if mechanism in shown]


def as_data(found: Iterable[Proof]) -> dict[str, list[str]]:
    proved = covered(found)
    return {"covered": proved, "missing": [one for one in MECHANISMS if one not in proved]}


def told(found: Iterable[Proof]) -> Iterator[str]:
    """The same for people: how many, which examples, what is still without one."""
    proofs_found = list(found)
    data = as_data(proofs_found)
    yield f"有例子且例子相符的机制 {len(data['covered'])} 项，共 {len(MECHANISMS)} 项。"
    for mechanism in data["covered"]:
        of_it = [proof for proof in proofs_found if proof.mechanism == mechanism and proof.passed]
        first = of_it[0]
        more = f"等 {len(of_it)} 例" if len(of_it) > 1 else ""
        yield f"  {mechanism} {MECHANISMS[mechanism]}：{first.file} 第 {first.line} 行“{first.says}”{more}"
    for proof in proofs_found:
        if not proof.passed:
            yield f"  对不上的例子：{proof.mechanism} {proof.file} 第 {proof.line} 行“{proof.says}”"
        elif proof.mechanism not in MECHANISMS:
            yield f"  机制目录里没有 {proof.mechanism}：{proof.file} 第 {proof.line} 行，请核对编号。"
    yield f"还没有例子的 {len(data['missing'])} 项："
    for letter in "ABCDE":
        lacking = [
            f"{one} {MECHANISMS[one]}" for one in data["missing"] if re.fullmatch(rf"{letter}\d+", one)
        ]
        if lacking:
            yield f"  {'、'.join(lacking)}"


def _proofs(pack: Pack) -> Iterator[Proof]:
    ran: list[
        CaseResult
        | ValueCaseResult
        | FlowResult
        | WarningResult
        | RetentionResult
        | PaperResult
        | ArchiveResult
    ] = []
    ran += [*run_cases(pack), *run_value_cases(pack), *run_flow_cases(pack), *run_warning_cases(pack)]
    ran += [*run_retention_cases(pack), *run_paper_cases(pack), *run_archive_cases(pack)]
    for result in ran:
        case = result.case
        for mechanism in case.mechanisms:
            yield Proof(mechanism, case.file, case.line, case.says, result.passed)
