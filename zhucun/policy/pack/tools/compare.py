"""What changed from one pack to another, in plain Chinese. The digest says that two packs differ; this says in what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhucun.engine.calendar import SpecialKind, WorkCalendar
from zhucun.policy.pack.model import Pack, Source, Wording
from zhucun.policy.pack.tools import facets
from zhucun.policy.pack.tools.flow_facets import of_flow
from zhucun.policy.pack.tools.warning_facets import of_warning

Lines = tuple[str, ...]
Parts = Mapping[str, Lines]
# What is compared, under which name it is told, and the id and title of each thing in it.
KINDS = ("要求", "流程", "提示规则", "数", "表单", "出处", "角色", "词表", "日历", "文字")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `before` or `after` is empty where a part, or the whole thing, is not there."""

    kind: str
    id: str
    title: str
    part: str
    before: Lines
    after: Lines

    def __str__(self) -> str:
        name = f"{self.kind}“{self.title}”" + (f"（{self.id}）" if self.title != self.id else "")
        before, after = "；".join(self.before), "；".join(self.after)
        if not self.part:
            return f"{name}：{'新增' if after else '删去'}。{after or before}"
        if not before or not after:
            return f"{name} {self.part}：{'新增' if after else '删去'}“{after or before}”"
        return f"{name} {self.part}：“{before}”改为“{after}”"


def changes(old: Pack, new: Pack) -> list[Change]:
    """Every difference between two packs, the rules first."""
    before, after = dict(_things(old)), dict(_things(new))
    found: list[Change] = []
    for key in sorted({*before, *after}, key=lambda key: (KINDS.index(key[0]), key[1])):
        found += _between(*key, before.get(key), after.get(key))
    return found


@dataclass(frozen=True, slots=True)
class Thing:
    title: str
    parts: Parts


def _between(kind: str, id_: str, old: Thing | None, new: Thing | None) -> Iterator[Change]:
    if old is None or new is None:
        yield from (Change(kind, id_, new.title, "", (), _whole(new)) for new in [new] if new)
        yield from (Change(kind, id_, old.title, "", _whole(old), ()) for old in [old] if old)
        return
    for part in (*old.parts, *(name for name in new.parts if name not in old.parts)):
        before, after = old.parts.get(part, ()), new.parts.get(part, ())
        if before != after:
            gone = tuple(line for line in before if line not in after)
            came = tuple(line for line in after if line not in before)
            # Only the order differs: both orders are told.
            yield Change(kind, id_, new.title, part, *((gone, came) if gone or came else (before, after)))


def _whole(thing: Thing) -> Lines:
    return tuple(f"{name}：{'；'.join(lines)}" for name, lines in thing.parts.items())


def _things(pack: Pack) -> Iterator[tuple[tuple[str, str], Thing]]:
    """Everything a pack holds, by kind and id, as parts that can be told apart."""
    for duty in pack.duties.values():
        base, own = _texts(pack.wording), _texts(pack.wording_for(duty.id))
        words = {f"文字 {name}": text for name, text in own.items() if base.get(name) != text}
        parts = {**facets.of_duty(pack, duty), **_single(facets.duty_numbers(pack, duty)), **_single(words)}
        yield ("要求", duty.id), Thing(duty.title, parts)
    for flow in pack.flows.values():
        yield ("流程", flow.id), Thing(flow.title, of_flow(pack, flow))
    for rule in pack.warning_rules.values():
        yield ("提示规则", rule.id), Thing(rule.title, of_warning(pack, rule))
    for value in pack.values.values():
        parts = {**facets.of_value(value), **_single(facets.value_numbers(pack, value))}
        yield ("数", value.key), Thing(value.title, parts)
    for form in pack.forms.values():
        yield ("表单", form.code), Thing(form.title, facets.of_form(pack, form))
    for source in pack.sources.values():
        yield ("出处", source.id), Thing(source.title, _single(_source(source)))
    for role in pack.roles.values():
        rights = {"权限": tuple(sorted(role.permissions)), "互斥": tuple(sorted(role.apart))}
        yield ("角色", role.code), Thing(role.title, {"名称": (role.title,), "范围": (role.scope,), **rights})
    for name, terms in pack.vocabularies.items():
        yield ("词表", name), Thing(name, _single(terms))
    for year, days in _years(pack.calendar).items():
        yield ("日历", year), Thing(f"{year} 年", _single(days))
    yield ("文字", "wording"), Thing("判断结果的文字", _single(_texts(pack.wording)))


def _single(told: Mapping[str, str]) -> Parts:
    return {label: (text,) for label, text in told.items() if text}


def _source(source: Source) -> dict[str, str]:
    about = {
        "名称": source.title,
        "发文": source.issuer,
        "文号": source.number or "",
        "日期": source.dated,
        "见过": facets.SEEN.get(source.seen, source.seen),
        "备注": source.note or "",
    }
    return about | {f"条文 {key}": text for key, text in source.articles.items()}


def _years(calendar: WorkCalendar) -> dict[str, dict[str, str]]:
    years: dict[str, dict[str, str]] = {str(year): {} for year in calendar.announced_years}
    for day in calendar.special_days():
        said = f"{day.name}放假" if day.kind is SpecialKind.HOLIDAY else "调休上班"
        years[str(day.on.year)][str(day.on)] = said
    return years


def _texts(wording: Wording) -> dict[str, str]:
    """Every sentence by its name."""
    told: dict[str, str] = {}
    for part in ("answers", "units", "attributes", "phrases"):
        told |= {f"{part}.{code}": text for code, text in getattr(wording, part).items()}
    for part in ("steps", "reasons", "periods"):
        for code, words in getattr(wording, part).items():
            told |= {f"{part}.{code}.{name}": text for name, text in _slots(words)}
    return told


def _slots(words: Any) -> Iterator[tuple[str, str]]:
    return ((name, getattr(words, name)) for name in words.__slots__)
