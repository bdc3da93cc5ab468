"""The rules of a county as its pages show them: what holds on a day, what changes next, and what is found by words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.engine.dated import DatedValue, Force, Lookup
from zhucun.engine.duty import Amount, Duty, Subject
from zhucun.policy.pack import Citation, Pack
from zhucun.policy.pages import sentence

GROUPS = (
    (gettext_lazy("人"), frozenset({Subject.POSTING, Subject.PERSON})),
    (gettext_lazy("村"), frozenset({Subject.VILLAGE})),
    (gettext_lazy("农户"), frozenset({Subject.HOUSEHOLD})),
    (gettext_lazy("派出单位"), frozenset({Subject.UNIT})),
)


@dataclass(frozen=True)
class Change:
    """What a rule will ask from a later day on; nothing once it has ended."""

    on: date
    value: str


@dataclass(frozen=True)
class Rule:
    """One duty on one day. Without `value` nothing is asked that day, and `force` says which way."""

    duty: Duty
    force: Force
    held: DatedValue[Amount] | None
    value: str
    often: str
    who: tuple[str, ...]
    says: str
    citation: Citation | None
    change: Change | None

    @property
    def in_force(self) -> bool:
        return self.held is not None


@dataclass(frozen=True)
class Group:
    title: str
    rules: tuple[Rule, ...]


def rules_on(pack: Pack, on: date) -> list[Rule]:
    return [rule_on(pack, duty, on) for duty in pack.duties.values()]


def rule_on(pack: Pack, duty: Duty, on: date) -> Rule:
    told = duty.threshold.on(on)
    held = told.found if told.force is Force.IN_FORCE else None
    return Rule(
        duty=duty,
        force=told.force,
        held=held,
        value=value_told(pack, duty, told, on),
        often=sentence.how_often(duty),
        who=tuple(sentence.who(pack, duty)),
        says=sentence.demand(pack, duty, held.value, on) if held else "",
        citation=pack.cite(held.source) if held else None,
        change=_next_change(pack, duty, on),
    )


def value_told(pack: Pack, duty: Duty, told: Lookup[Amount], on: date) -> str:
    """不少于 22 天, or why there is nothing to say."""
    if told.found is not None:
        amount = sentence.how_much(pack, duty, told.found.value, on)
        return _("%(limit)s %(amount)s") % {"limit": sentence.limit(duty), "amount": amount}
    return _("已停止执行") if told.force is Force.REPEALED else _("尚未执行")


def _next_change(pack: Pack, duty: Duty, on: date) -> Change | None:
    ahead = next((day for day in duty.threshold.change_days if day > on), None)
    return Change(ahead, value_told(pack, duty, duty.threshold.on(ahead), ahead)) if ahead else None


def grouped(rules: Sequence[Rule]) -> list[Group]:
    """By whom they are about; groups without a rule are left out."""
    found = (
        Group(str(title), tuple(rule for rule in rules if rule.duty.subject in subjects))
        for title, subjects in GROUPS
    )
    return [group for group in found if group.rules]


def found_by(pack: Pack, rules: Iterable[Rule], words: str) -> list[Rule]:
    """The rules in which every one of the words stands: title, mechanism, source or whom it is for."""
    wanted = words.casefold().split()
    return [rule for rule in rules if all(word in _text(pack, rule) for word in wanted)]


def _text(pack: Pack, rule: Rule) -> str:
    duty = rule.duty
    said = [duty.id, duty.title, *duty.mechanisms, *rule.who, rule.often, rule.says]
    for value in duty.threshold.values:
        cited = pack.cite(value.source)
        said += (
            [cited.source.title, cited.source.issuer, cited.source.number or "", cited.text] if cited else []
        )
    return " ".join(said).casefold()
