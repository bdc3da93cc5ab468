"""Whom a duty addresses: attributes that its subjects have, with codes that are written down."""

from collections.abc import Iterator, Mapping
from typing import Any

from zhucun.policy.pack.files import Read
from zhucun.policy.pack.lint import Known
from zhucun.policy.pack.model import CODES_OF, PLACE, PLACE_LENGTHS, VOCABULARY_OF
from zhucun.policy.pack.problems import Problem
from zhucun.policy.pack.shapes.duty import CoverageShape, DutyShape
from zhucun.policy.pack.yaml12 import Path

OF_POST = ("role", "unit_kind", "village_type", "sender_level", "political", PLACE)
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "posting": OF_POST,
    "person": OF_POST,
    "unit": ("unit_kind", "sender_level", PLACE),
    "village": ("village_type", PLACE),
    "household": ("circumstance", "village_type", PLACE),
}
MEMBERS_OF: Mapping[str, str] = {
    "households.of_village": "household",
    "households.paired": "household",
    "places.villages": "village",
    "dispatch.postings": "posting",
}


def lint_whom(read: Read[DutyShape], known: Known) -> Iterator[Problem]:
    shape = read.shape
    for attribute, wanted in shape.who.items():
        allowed = ATTRIBUTES[shape.subject]
        yield from _codes(read, ("who", attribute), attribute, wanted, allowed, known)
    if isinstance(shape, CoverageShape):
        members = MEMBERS_OF.get(shape.every.set)
        for attribute, wanted in shape.every.where.items() if members else ():
            inside: Path = ("every", "where", attribute)
            yield from _codes(read, inside, attribute, wanted, ATTRIBUTES[str(members)], known)


def _codes(
    read: Read[Any], inside: Path, attribute: str, wanted: list[str], allowed: tuple[str, ...], known: Known
) -> Iterator[Problem]:
    if attribute not in allowed:
        yield read.problem(inside, f"不能按“{attribute}”区分对象。", f"只能写：{'、'.join(allowed)}。")
        return
    if not wanted:
        yield read.problem(inside, f"“{attribute}”下面是空的。", "请至少写一个代码，或者删去这一项。")
    for index, code in enumerate(wanted):
        fault = _fault(attribute, code, known)
        if fault is not None:
            yield read.problem((*inside, index), *fault)


def _fault(attribute: str, code: str, known: Known) -> tuple[str, str] | None:
    if attribute == PLACE:
        if code.isdecimal() and len(code) in PLACE_LENGTHS:
            return None
        return f"“{code}”不是区划代码。", "请写县六位、乡镇九位或村十二位的代码，加引号。"
    vocabulary = VOCABULARY_OF.get(attribute, attribute)
    if code in CODES_OF.get(attribute, {}) or known.has(vocabulary, code):
        return None
    if attribute in CODES_OF:
        return f"“{code}”不是“{attribute}”的代码。", f"只能写：{'、'.join(CODES_OF[attribute])}。"
    return f"“{code}”不在词表 {vocabulary} 里。", "请核对代码，或者先在 vocabularies.yaml 里加上。"
