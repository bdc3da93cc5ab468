"""Rules about households: who is head, how many are counted, what the circumstance says and what the members do."""

from collections.abc import Callable
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.scope import Scope
from zhucun.households.choices import Circumstance, Housing, Water
from zhucun.households.domain_people import HEAD
from zhucun.households.models import Household, Mark, Membership, holding
from zhucun.households.quality import people
from zhucun.households.quality.registry import Rule
from zhucun.kernel.county import CountyQuerySet

HELPED = (Circumstance.LIFTED, Circumstance.MONITORED, Circumstance.ALLOWANCE, Circumstance.SUPPORTED)
Condition = Callable[[Scope, date], Q]


def _households(condition: Condition) -> Callable[[Scope, date], CountyQuerySet[Household]]:
    def source(scope: Scope, on: date) -> CountyQuerySet[Household]:
        now = Household.objects.for_scope(scope).filter(ends_on__isnull=True)
        return now.filter(condition(scope, on))

    return source


def _members(scope: Scope) -> QuerySet[Membership]:
    """Of a household already in scope: asked by its id alone, so that no other index is walked."""
    now = Membership.objects.in_county(scope.county).filter(ends_on__isnull=True, voided=False)
    return now.filter(household_id=OuterRef("id"))


def _marked(scope: Scope, on: date, kind: str, *, personal: bool) -> Exists:
    marks = Mark.objects.in_county(scope.county).filter(holding(on), kind=kind, villager__isnull=not personal)
    return Exists(marks.filter(household_id=OuterRef("id")))


def _has_members(scope: Scope) -> Q:
    return Q(Exists(_members(scope)))


def _no_members(scope: Scope, on: date) -> Q:
    return ~_has_members(scope)


def _no_head(scope: Scope, on: date) -> Q:
    return _has_members(scope) & ~Q(Exists(_members(scope).filter(relation=HEAD)))


def _people_differ(scope: Scope, on: date) -> CountyQuerySet[Household]:
    counted = _members(scope).order_by().values("household_id").annotate(n=Count("id")).values("n")
    now = Household.objects.for_scope(scope).filter(ends_on__isnull=True)
    # Without members the subquery is nothing, and nothing differs from no number.
    return now.filter(~Q(people=Subquery(counted, output_field=IntegerField())), _has_members(scope))


def _supported_without(scope: Scope, on: date) -> Q:
    return Q(circumstance=Circumstance.SUPPORTED) & ~Q(_marked(scope, on, "supported", personal=True))


def _allowance_without(scope: Scope, on: date) -> Q:
    return Q(circumstance=Circumstance.ALLOWANCE) & ~Q(_marked(scope, on, "allowance", personal=True))


def _supported_ordinary(scope: Scope, on: date) -> Q:
    ordinary = ~Q(circumstance=Circumstance.SUPPORTED) & ~Q(_marked(scope, on, "supported", personal=False))
    return ordinary & Q(_marked(scope, on, "supported", personal=True))


def _water_unwatched(scope: Scope, on: date) -> Q:
    lifted = Q(circumstance=Circumstance.LIFTED) | Q(_marked(scope, on, "lifted", personal=False))
    return lifted & Q(water=Water.UNSAFE) & _unwatched(scope, on)


def _house_unwatched(scope: Scope, on: date) -> Q:
    return Q(housing=Housing.UNSAFE) & _unwatched(scope, on)


def _unwatched(scope: Scope, on: date) -> Q:
    monitored = Q(circumstance=Circumstance.MONITORED) | Q(_marked(scope, on, "monitored", personal=False))
    return ~monitored


def _unchecked(scope: Scope, on: date) -> Q:
    return Q(circumstance__in=HELPED) & (Q(housing=Housing.UNKNOWN) | Q(water=Water.UNKNOWN))


_SAID = (
    ("no_members", _("没有登记成员的户"), _no_members, _("请逐人登记，或者用导入补上。")),
    ("no_head", _("成员里没有户主的户"), _no_head, _("请核对与户主关系，办理“变更户主”。")),
    (
        "supported_house",
        _("特困户里没有登记特困供养人员"),
        _supported_without,
        _("请给享受供养的人登记情形，或者更正农户类型。"),
    ),
    (
        "supported_ordinary",
        _("有特困供养人员，农户类型不是特困户"),
        _supported_ordinary,
        _("请核对农户类型和个人情形。"),
    ),
    (
        "allowance_house",
        _("低保户里没有登记低保对象"),
        _allowance_without,
        _("请给低保对象登记情形，或者更正农户类型。"),
    ),
    (
        "water_unwatched",
        _("脱贫户饮水没有保障，没有纳入监测"),
        _water_unwatched,
        _("请核实饮水；确有问题的按程序提出线索。"),
    ),
    (
        "house_unwatched",
        _("住房有安全隐患，没有纳入监测"),
        _house_unwatched,
        _("请核实住房；确有问题的按程序提出线索。"),
    ),
    (
        "unchecked",
        _("脱贫、监测、低保、特困户的住房或饮水没有核实"),
        _unchecked,
        _("请入户核实后填写。"),
    ),
)

RULES = (
    *(Rule(name, title, _households(condition), todo) for name, title, condition, todo in _SAID),
    Rule(
        "people_differ",
        _("家庭人口与成员人数不一致"),
        _people_differ,
        _("请核对有没有漏登、没有迁出的人。"),
    ),
    *people.RULES,
)
