"""Rules about people: facts that are missing, and facts that cannot both be so. Each is one condition over memberships."""

from collections.abc import Callable
from datetime import date
from typing import cast

from django.db.models import CharField, Count, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.scope import Scope
from zhucun.households.choices import Sex
from zhucun.households.domain_filters import birthday
from zhucun.households.domain_people import HEAD
from zhucun.households.models import Mark, Membership, holding
from zhucun.households.quality.registry import Rule
from zhucun.kernel.county import CountyQuerySet

SCHOOL = ("primary", "junior", "special", "sent_to_teach")
MALE = ("son", "son_in_law", "grandson", "maternal_grandson", "father")
FEMALE = ("daughter", "daughter_in_law", "granddaughter", "maternal_granddaughter", "mother")
COMPULSORY_FROM, COMPULSORY_TO, WORKS_FROM, PENSION_FROM, OLD = 6, 16, 16, 16, 70
Condition = Callable[[Scope, date], Q]


def _people(condition: Condition) -> Callable[[Scope, date], CountyQuerySet[Membership]]:
    """Everybody now in a household in sight for whom a condition holds."""

    def source(scope: Scope, on: date) -> CountyQuerySet[Membership]:
        return _now(scope).filter(condition(scope, on)).select_related("villager", "household")

    return source


def counts(scope: Scope, on: date, village: str = "") -> dict[str, int]:
    """How many each rule finds, from one walk over everybody: people and families are looked up once, not per rule."""
    now = _now(scope).filter(village_code=village) if village else _now(scope)
    each = {name: Count("id", filter=condition(scope, on)) for name, _title, condition, _todo in _SAID}
    return dict(now.order_by().aggregate(**each))


def _now(scope: Scope) -> CountyQuerySet[Membership]:
    now = Membership.objects.for_scope(scope).filter(
        ends_on__isnull=True, voided=False, household__ends_on__isnull=True
    )
    as_text = Cast("villager__benefits", CharField())  # SQLite looks into no list
    return cast(CountyQuerySet[Membership], now.alias(benefits_text=as_text))


def marked(scope: Scope, on: date, *kinds: str) -> Q:
    """Asked as one set, so that it is read once whatever the number of people."""
    marks = Mark.objects.in_county(scope.county).filter(holding(on), kind__in=kinds, villager__isnull=False)
    return Q(villager_id__in=marks.values("villager_id"))


def gets(benefit: str) -> Q:
    return Q(benefits_text__contains=f'"{benefit}"')


def aged(on: date, least: int, below: int | None = None) -> Q:
    born = Q(villager__born_on__lte=birthday(on, least))
    return born if below is None else born & Q(villager__born_on__gt=birthday(on, below))


def _no_number(scope: Scope, on: date) -> Q:
    return Q(villager__id_hash="")


def _no_birth(scope: Scope, on: date) -> Q:
    return Q(villager__born_on__isnull=True)


def _pupil_at_work(scope: Scope, on: date) -> Q:
    works = Q(villager__works_months__gt=0) | ~Q(villager__works_at="")
    return Q(villager__schooling__in=SCHOOL) & (works | marked(scope, on, "migrant_worker"))


def _child_at_work(scope: Scope, on: date) -> Q:
    works = Q(villager__works_months__gt=0) | marked(scope, on, "migrant_worker")
    return Q(villager__born_on__gt=birthday(on, WORKS_FROM)) & works


def _old_in_post(scope: Scope, on: date) -> Q:
    return aged(on, OLD) & (gets("public_post") | marked(scope, on, "public_post"))


def _no_schooling(scope: Scope, on: date) -> Q:
    return aged(on, COMPULSORY_FROM, COMPULSORY_TO) & Q(villager__schooling__in=("", "none"))


def _medical_unsaid(scope: Scope, on: date) -> Q:
    return Q(villager__medical_insurance="")


def _medical_none(scope: Scope, on: date) -> Q:
    return Q(villager__medical_insurance="none")


def _no_pension(scope: Scope, on: date) -> Q:
    grown = aged(on, PENSION_FROM) & Q(villager__schooling__in=("", "none"))
    return grown & Q(villager__pension__in=("", "none"))


def _supported_unmarked(scope: Scope, on: date) -> Q:
    return gets("support") & ~marked(scope, on, "supported")


def _supported_without(scope: Scope, on: date) -> Q:
    return marked(scope, on, "supported") & ~gets("support")


def _disabled_without_degree(scope: Scope, on: date) -> Q:
    return marked(scope, on, "disabled") & Q(villager__disability="")


def _degree_unmarked(scope: Scope, on: date) -> Q:
    held = ~Q(villager__disability="") | Q(villager__id_kind="disability")
    return held & ~marked(scope, on, "disabled")


def _sex_against_relation(scope: Scope, on: date) -> Q:
    his = Q(relation__in=MALE, villager__sex=Sex.FEMALE)
    return his | Q(relation__in=FEMALE, villager__sex=Sex.MALE)


def _young_head(scope: Scope, on: date) -> Q:
    return Q(relation=HEAD, villager__born_on__gt=birthday(on, WORKS_FROM))


def _head_without_phone(scope: Scope, on: date) -> Q:
    return Q(relation=HEAD, villager__phone__isnull=True)


_SAID = (
    ("id_missing", _("没有登记证件号码"), _no_number, _("请对照户口本或身份证补上。")),
    ("birth_missing", _("没有登记出生日期"), _no_birth, _("请补上证件号码或出生日期。")),
    (
        "pupil_at_work",
        _("义务教育在校生登记为务工"),
        _pupil_at_work,
        _("请核对在校情况和务工情况，改正其中一项。"),
    ),
    ("child_at_work", _("未满 16 周岁登记为务工"), _child_at_work, _("请核对出生日期和务工情况。")),
    ("old_in_post", _("70 周岁以上在公益性岗位"), _old_in_post, _("请核对年龄和岗位，按规定退出的请更正。")),
    (
        "no_schooling",
        _("6 至 15 周岁没有填在校情况，或填不在校"),
        _no_schooling,
        _("请核实是否在校；失学辍学的请如实填写。"),
    ),
    ("medical_unsaid", _("没有填医疗保险"), _medical_unsaid, _("请核实参保情况后填写。")),
    ("medical_none", _("没有参加医疗保险"), _medical_none, _("请核实原因；需要帮助的在走访中提出。")),
    (
        "no_pension",
        _("16 周岁以上非在校，养老保险没有填或没有参加"),
        _no_pension,
        _("请核实参保情况后填写。"),
    ),
    (
        "supported_unmarked",
        _("领取特困供养，没有登记特困情形"),
        _supported_unmarked,
        _("请登记情形“特困供养人员”，或者更正补助。"),
    ),
    (
        "supported_without",
        _("特困供养人员没有登记特困供养补助"),
        _supported_without,
        _("请核实是否已享受特困供养。"),
    ),
    (
        "disabled_without_degree",
        _("持证残疾人没有填残疾等级"),
        _disabled_without_degree,
        _("请对照残疾人证补上。"),
    ),
    (
        "degree_unmarked",
        _("有残疾等级或残疾人证号，没有登记持证残疾人"),
        _degree_unmarked,
        _("请登记情形“持证残疾人”，或者更正残疾等级。"),
    ),
    (
        "sex_against_relation",
        _("性别与和户主的关系不符"),
        _sex_against_relation,
        _("请核对性别和与户主关系。"),
    ),
    ("young_head", _("户主未满 16 周岁"), _young_head, _("请核对户主是谁、出生日期对不对。")),
    ("head_without_phone", _("户主没有登记电话"), _head_without_phone, _("走访时问清后补上。")),
)


RULES = tuple(Rule(name, title, _people(condition), todo) for name, title, condition, todo in _SAID)
