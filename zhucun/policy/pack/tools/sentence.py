"""A duty in plain Chinese, made of its own words and its pack's: what is owed, by whom, when, how much.

Plain text for the command line and the printed manual; the screens have their own, in the reader's language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from zhucun.engine.dated import Dated, DatedValue
from zhucun.engine.due import DayRule, RuleKind
from zhucun.engine.duty import (
    ActWindow,
    Amount,
    Bound,
    CoverageDuty,
    DatedDuty,
    Duty,
    Selection,
    StandingDuty,
    StreakDuty,
    Subject,
)
from zhucun.engine.expression import Expression
from zhucun.engine.period import PeriodKind
from zhucun.policy.pack.measures import MEASURES, QUANTITIES
from zhucun.policy.pack.model import Pack

SUBJECTS: Mapping[Subject, str] = {
    Subject.POSTING: "每位驻村干部",
    Subject.PERSON: "每个人",
    Subject.UNIT: "每个派出单位",
    Subject.VILLAGE: "每个村",
    Subject.HOUSEHOLD: "每户",
}
OFTEN: Mapping[PeriodKind, str] = {
    PeriodKind.DAY: "每天",
    PeriodKind.WEEK: "每周",
    PeriodKind.HALF_MONTH: "每半个月",
    PeriodKind.MONTH: "每月",
    PeriodKind.QUARTER: "每季度",
    PeriodKind.HALF_YEAR: "每半年",
    PeriodKind.YEAR: "每年",
    PeriodKind.TERM: "任期内",
    PeriodKind.FREE: "规定的各个期间",
}
ATTRIBUTES: Mapping[str, str] = {
    "role": "驻村岗位",
    "unit_kind": "派出单位类别",
    "village_type": "村类型",
    "sender_level": "选派层级",
    "political": "政治面貌",
    "place": "地方",
    "circumstance": "农户情况",
}
WEEKDAYS = "一二三四五六日"
NAME = re.compile(r"[a-z_][a-z0-9_]*")
SAID = {"min": "取小", "max": "取大"}
NOTHING = "没有数"


def sentence(pack: Pack, duty: Duty, on: date) -> str:
    """The whole rule in one sentence, with the number in force on a day."""
    asked = f"{what(pack, duty)}{limit(duty)} {amount_on(pack, duty, on)}"
    match duty:
        case CoverageDuty():
            said = f"{often(duty)}，{covered(pack, duty)}逐一做到：{asked}"
        case DatedDuty():
            on_or_by = "当天" if duty.window is ActWindow.ON else "以前"
            said = f"{days(duty.days)}{on_or_by}，{asked}"
        case StandingDuty():
            said = f"任何一天，{asked}"
        case StreakDuty():
            return f"{addressed(pack, duty)}：{row(pack, duty)}，连续 {amount_on(pack, duty, on)}的，按规定处理。"
        case _:
            said = f"{often(duty)}，{asked}"
    return f"{addressed(pack, duty)}：{said}。"


def who(pack: Pack, duty: Duty) -> str:
    """Whom the duty is for: 驻村岗位为第一书记、工作队员."""
    chosen = [
        f"{ATTRIBUTES.get(name, name)}为{joined(terms(pack, name, codes))}"
        for name, codes in sorted(duty.who.items())
    ]
    return "，".join(chosen) or f"所有人（{SUBJECTS[duty.subject]}）"


def often(duty: Duty) -> str:
    return days(duty.days) if isinstance(duty, DatedDuty) else OFTEN[duty.period]


def limit(duty: Duty) -> str:
    return "不多于" if duty.bound is Bound.AT_MOST else "不少于"


def what(pack: Pack, duty: Duty) -> str:
    """What is counted: the forms read, or the measure by its name."""
    if duty.of is not None:
        return selected(pack, duty.of)
    return MEASURES[duty.measure].title if duty.measure in MEASURES else duty.measure


def selected(pack: Pack, of: Selection) -> str:
    forms = joined(f"“{pack.forms[code].title}”" if code in pack.forms else code for code in sorted(of.forms))
    where = [joined(_options(pack, of, key, codes)) for key, codes in sorted(of.where.items())]
    return f"{forms}（{'，'.join(where)}）" if where else forms


def covered(pack: Pack, duty: CoverageDuty) -> str:
    name = MEASURES[duty.every].title if duty.every in MEASURES else duty.every
    where = [joined(terms(pack, key, codes)) for key, codes in sorted(duty.every_where.items())]
    return f"{name}（{'，'.join(where)}）" if where else name


def row(pack: Pack, duty: StreakDuty) -> str:
    if duty.of_duty is None:
        hits = [joined(_options(pack, duty.of, key, codes)) for key, codes in sorted(duty.hit_where.items())]
        return what(pack, duty) + (f"为{'，'.join(hits)}" if hits else "")
    other = pack.duties.get(duty.of_duty)
    outcome = pack.wording.answers.get(duty.outcome or "", duty.outcome or "")
    return f"“{other.title if other else duty.of_duty}”{outcome}"


def amount(pack: Pack, duty: Duty, value: Amount, on: date | None = None) -> str:
    """22 天; 本期工作日数 × 2 ÷ 3 天; with a day, the number it comes to where the pack alone can tell."""
    unit = pack.wording_for(duty.id).units.get(duty.unit, duty.unit)
    if isinstance(value, int):
        return f"{value} {unit}"
    said, worth = spoken(pack, value), _worth(pack, value, on)
    return f"{worth} {unit}（{said}）" if worth is not None else f"{said} {unit}"


def amount_on(pack: Pack, duty: Duty, on: date) -> str:
    found = nearest(duty.threshold, on)
    return amount(pack, duty, found.value, on) if found else NOTHING


def spoken(pack: Pack, value: Expression) -> str:
    """Arithmetic with words for its names: 本期工作日数 × 2 ÷ 3."""
    said = NAME.sub(lambda found: SAID.get(found.group(), _quantity(pack, found.group())), value.text)
    return said.replace("*", "×").replace("/", "÷")


def _worth(pack: Pack, value: Expression, on: date | None) -> int | None:
    """What it comes to from the pack's own numbers, when that is a whole number; the rest is known case by case."""
    held = {name: _held(pack, name, on) for name in value.names}
    known = {name: number for name, number in held.items() if number is not None}
    if len(known) < len(held):
        return None
    try:
        worth = value.value(known)
    except ZeroDivisionError:
        return None
    return int(worth) if worth.denominator == 1 else None


def _held(pack: Pack, name: str, on: date | None) -> int | None:
    found = pack.values[name].on(on).found if on and name in pack.values else None
    return found.value if found else None


def nearest(dated: Dated[Amount], on: date) -> DatedValue[Amount] | None:
    """What is in force on a day; else the first that will be, else the last that was."""
    if found := dated.on(on).found:
        return found
    later = [value for value in dated.values if value.since > on]
    return later[0] if later else next(reversed(dated.values), None)


def stretch(value: DatedValue[Amount] | DatedValue[int]) -> str:
    """自 2021-08-01 起; 2021-08-01 至 2026-12-31."""
    return f"{value.since} 至 {value.until}" if value.until else f"自 {value.since} 起"


def days(rules: Iterable[DayRule]) -> str:
    return joined(_day(rule) for rule in rules)


def terms(pack: Pack, attribute: str, codes: Iterable[str]) -> Iterator[str]:
    return (pack.held(attribute, code) for code in sorted(codes))


def addressed(pack: Pack, duty: Duty) -> str:
    """每位驻村干部（第一书记、工作队员）."""
    chosen = [joined(terms(pack, name, codes)) for name, codes in sorted(duty.who.items())]
    return SUBJECTS[duty.subject] + (f"（{'；'.join(chosen)}）" if chosen else "")


def joined(parts: Iterable[str]) -> str:
    return "、".join(parts)


def _quantity(pack: Pack, name: str) -> str:
    if name in pack.values:
        return pack.values[name].title
    return QUANTITIES.get(name, name)


def _options(pack: Pack, of: Selection | None, key: str, codes: Iterable[str]) -> list[str]:
    """What the options of a form's field are called."""
    forms = (pack.forms[code] for code in sorted(of.forms if of else ()) if code in pack.forms)
    labels = {
        o.code: o.label for form in forms for field in form.fields if field.key == key for o in field.options
    }
    return [labels.get(code, code) for code in sorted(codes)]


def _day(rule: DayRule) -> str:
    months = f"{joined(map(str, sorted(rule.months)))} 月" if rule.months else "每月"
    backwards = "倒数" if rule.n < 0 else ""
    match rule.kind:
        case RuleKind.MONTH_DAY:
            return f"{months}倒数第 {-rule.n} 天" if backwards else f"{months} {rule.n} 日"
        case RuleKind.WORKDAY:
            return f"{months}{backwards}第 {abs(rule.n)} 个工作日"
        case RuleKind.WEEKDAY:
            return f"{months if rule.months else ''}每周{WEEKDAYS[(rule.n - 1) % 7]}"
        case RuleKind.AFTER:
            return f"到任后 {rule.n} {'个工作日' if rule.workdays else '天'}内"
    if rule.on is None:
        return NOTHING
    return f"每年 {rule.on.month} 月 {rule.on.day} 日" if rule.kind is RuleKind.YEAR_DAY else str(rule.on)
