"""A duty in plain words: who, how often, how much, except when, and what follows.

Every word comes from the duty and its pack, so a rule that no one here has seen reads like those we know.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.engine.due import DayRule, RuleKind
from zhucun.engine.duty import (
    ActWindow,
    Amount,
    BeforeConfirmation,
    Bound,
    CoverageDuty,
    DatedDuty,
    Duty,
    MidwayChange,
    StandingDuty,
    StreakDuty,
    Subject,
    TallyDuty,
    Treatment,
    WhenMissing,
)
from zhucun.engine.period import PeriodKind
from zhucun.kernel.lists import listed
from zhucun.policy.pack.measures import MEASURES
from zhucun.policy.pack.model import Pack
from zhucun.policy.pages.reckoning import amount_told

OFTEN = {
    PeriodKind.DAY: gettext_lazy("每天"),
    PeriodKind.WEEK: gettext_lazy("每周"),
    PeriodKind.HALF_MONTH: gettext_lazy("每半月"),
    PeriodKind.MONTH: gettext_lazy("每月"),
    PeriodKind.QUARTER: gettext_lazy("每季度"),
    PeriodKind.HALF_YEAR: gettext_lazy("每半年"),
    PeriodKind.YEAR: gettext_lazy("每年"),
    PeriodKind.TERM: gettext_lazy("任期内"),
    PeriodKind.FREE: gettext_lazy("规定的期限内"),
}
EVERYBODY = {
    Subject.POSTING: gettext_lazy("每一位驻村干部"),
    Subject.PERSON: gettext_lazy("每一位驻村干部"),
    Subject.UNIT: gettext_lazy("每一个派出单位"),
    Subject.VILLAGE: gettext_lazy("每一个村"),
    Subject.HOUSEHOLD: gettext_lazy("每一户"),
}
MISSING = {
    WhenMissing.UNDETERMINED: gettext_lazy("没有任何记录时待定，不作不利的判断。"),
    WhenMissing.NOT_APPLICABLE: gettext_lazy("没有任何记录时不适用。"),
    WhenMissing.COUNT_AS_ZERO: gettext_lazy("没有任何记录时按没有完成计。"),
}
MIDWAY = {
    MidwayChange.FIRST_DAY: gettext_lazy("期间要求有变化的，以第一天的为准。"),
    MidwayChange.LAST_DAY: gettext_lazy("期间要求有变化的，以最后一天的为准。"),
    MidwayChange.SPLIT: gettext_lazy("期间要求有变化的，分段按天数折算。"),
    MidwayChange.UNDETERMINED: gettext_lazy("期间要求有变化的，这一期待定。"),
}
CONFIRMED = {
    BeforeConfirmation.UNDETERMINED: gettext_lazy("确认以前待定。"),
    BeforeConfirmation.AS_RECORDED: gettext_lazy("确认以前按记录判断。"),
}


@dataclass(frozen=True)
class Part:
    """One thing a rule says, under its heading."""

    label: str
    lines: tuple[str, ...]


def who(pack: Pack, duty: Duty) -> list[str]:
    """Whom a duty is for, one entry per condition; everybody of its kind where it names nobody."""
    return [_terms(pack, attribute, codes) for attribute, codes in sorted(duty.who.items())] or [
        str(EVERYBODY[duty.subject])
    ]


def how_often(duty: Duty) -> str:
    return (
        listed(day_words(rule) for rule in duty.days)
        if isinstance(duty, DatedDuty)
        else str(OFTEN[duty.period])
    )


def limit(duty: Duty) -> str:
    if isinstance(duty, StreakDuty):
        return _("连续")
    return _("不少于") if duty.bound is Bound.AT_LEAST else _("不多于")


def how_much(pack: Pack, duty: Duty, value: Amount, on: date | None = None) -> str:
    """22 天. With a day, the numbers that arithmetic names are told as they hold on it."""
    unit = pack.wording_for(duty.id).units.get(duty.unit, duty.unit)
    return _("%(amount)s %(unit)s") % {"amount": amount_told(pack, value, on), "unit": unit}


def what(pack: Pack, duty: Duty) -> str:
    """What is counted: the forms that are read, or the measure by its name."""
    if duty.of is None:
        known = MEASURES.get(duty.measure)
        return known.title if known else duty.title
    forms = (pack.forms[code].title if code in pack.forms else code for code in sorted(duty.of.forms))
    chosen = [
        label
        for key, codes in sorted(duty.of.where.items())
        for label in _chosen(pack, duty.of.forms, key, codes)
    ]
    said = listed(forms)
    return _("%(forms)s（%(chosen)s）") % {"forms": said, "chosen": listed(chosen)} if chosen else said


def demand(pack: Pack, duty: Duty, value: Amount, on: date | None = None) -> str:
    """The rule in one sentence."""
    told = {
        "often": how_often(duty),
        "what": what(pack, duty),
        "limit": limit(duty),
        "amount": how_much(pack, duty, value, on),
    }
    if isinstance(duty, CoverageDuty):
        return _("%(often)s，对%(set)s逐一都要做到：%(what)s%(limit)s %(amount)s。") % (
            told | {"set": _covered(pack, duty)}
        )
    if isinstance(duty, DatedDuty):
        return _dated(duty) % told
    if isinstance(duty, StandingDuty):
        return _("每一天，%(what)s%(limit)s %(amount)s。") % told
    if isinstance(duty, StreakDuty):
        return _("%(row)s，连续 %(amount)s的，按规定处理。") % (told | {"row": _row(pack, duty)})
    return _("%(often)s，%(what)s%(limit)s %(amount)s。") % told


def parts(pack: Pack, duty: Duty) -> list[Part]:
    """Everything else a rule says, in the order in which a reader asks."""
    found = [
        (_("谁"), [listed(who(pack, duty))]),
        (_("多久一次"), [how_often(duty)]),
        (_("例外"), list(_exceptions(pack, duty))),
        (_("没有记录时"), [str(MISSING[duty.when_missing])]),
        (_("确认以前"), [str(CONFIRMED[duty.before_confirmation])]),
        (_("中途变化"), [str(MIDWAY[duty.if_it_changes_midway])]),
        (_("提前提醒"), list(_warning(duty))),
        (_("没有做到的"), list(_follows(pack, duty))),
    ]
    return [Part(label, tuple(lines)) for label, lines in found if lines]


def day_words(rule: DayRule) -> str:
    """每月 10 日; 每月第 1 个工作日; 每周五."""
    said = _day(rule)
    if not rule.months:
        return said
    return _("%(months)s 月的%(day)s") % {"months": listed(sorted(rule.months)), "day": said}


def _day(rule: DayRule) -> str:
    count = {"n": abs(rule.n)}
    match rule.kind:
        case RuleKind.MONTH_DAY if rule.n > 0:
            return _("每月 %(n)s 日") % count
        case RuleKind.MONTH_DAY:
            return _("每月最后一天") if rule.n == -1 else _("每月倒数第 %(n)s 天") % count
        case RuleKind.WORKDAY if rule.n > 0:
            return _("每月第 %(n)s 个工作日") % count
        case RuleKind.WORKDAY:
            return _("每月最后一个工作日") if rule.n == -1 else _("每月倒数第 %(n)s 个工作日") % count
        case RuleKind.WEEKDAY:
            return _("每逢%(weekday)s") % {"weekday": WEEKDAYS[(rule.n - 1) % 7]}
        case RuleKind.AFTER:
            return (_("到任后 %(n)s 个工作日内") if rule.workdays else _("到任后 %(n)s 天内")) % count
    day = (
        date_format(rule.on, "MONTH_DAY_FORMAT" if rule.kind is RuleKind.YEAR_DAY else "DATE_FORMAT")
        if rule.on
        else ""
    )
    return _("每年 %(day)s") % {"day": day} if rule.kind is RuleKind.YEAR_DAY else day


def _dated(duty: DatedDuty) -> str:
    if duty.window is ActWindow.ON:
        return _("%(often)s当天，%(what)s%(limit)s %(amount)s。")
    return _("在%(often)s以前，%(what)s%(limit)s %(amount)s。")


def _covered(pack: Pack, duty: CoverageDuty) -> str:
    known = MEASURES.get(duty.every)
    name = known.title if known else duty.every
    where = [_terms(pack, key, codes) for key, codes in sorted(duty.every_where.items())]
    return _("%(set)s（%(where)s）") % {"set": name, "where": listed(where)} if where else name


def _row(pack: Pack, duty: StreakDuty) -> str:
    if duty.of_duty is None:
        return what(pack, duty)
    other = pack.duties.get(duty.of_duty)
    answer = pack.wording.answers.get(duty.outcome or "", duty.outcome or "")
    return _("“%(title)s”%(answer)s") % {"title": other.title if other else duty.of_duty, "answer": answer}


def _exceptions(pack: Pack, duty: Duty) -> Iterator[str]:
    counts = duty.counts if isinstance(duty, TallyDuty) else {}
    lowering = {kind for kind, treatment in counts.items() if treatment is Treatment.EXCUSED}
    kinds = [pack.term("presence", kind) for kind in sorted(duty.excused_by | lowering)]
    if kinds:
        yield _("%(kinds)s的日子抵减要求。") % {"kinds": listed(kinds)}
    if isinstance(duty, TallyDuty) and duty.cap:
        counted = pack.wording.phrases[duty.counted_by]
        yield _("要求最多到本期的%(counted)s数，不要求办不到的。") % {"counted": counted}
    if isinstance(duty, TallyDuty) and duty.pro_rata:
        yield _("中途到任、离任的，按任职的日子折算。")
    if isinstance(duty, StandingDuty | DatedDuty) and duty.grace:
        yield _("宽限 %(days)s 个工作日。") % {"days": duty.grace}


def _warning(duty: Duty) -> Iterator[str]:
    if duty.warn_before:
        yield _("到期前 %(days)s 个工作日开始提醒。") % {"days": duty.warn_before}


def _follows(pack: Pack, duty: Duty) -> Iterator[str]:
    for breach in duty.on_breach:
        told = {"at": how_much(pack, duty, breach.at), "says": breach.says}
        yield breach.says if breach.at <= 1 else _("差 %(at)s及以上：%(says)s") % told
    if duty.tell:
        roles = listed(pack.roles[code].title for code in duty.tell if code in pack.roles)
        yield _("告知%(roles)s，由人决定怎样处理。") % {"roles": roles}


def _terms(pack: Pack, attribute: str, codes: frozenset[str]) -> str:
    return listed(pack.held(attribute, code) for code in sorted(codes))


def _chosen(pack: Pack, forms: frozenset[str], key: str, codes: frozenset[str]) -> Iterator[str]:
    """The labels of the options that count, from whichever form has them."""
    fields = (field for code in forms if code in pack.forms for field in pack.forms[code].fields)
    labels = {option.code: option.label for field in fields if field.key == key for option in field.options}
    yield from (labels.get(code, code) for code in sorted(codes))
