"""What the facts of a household and of a person are called on screen."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FACTS: Mapping[str, Promise] = {
    "village_code": _("村"),
    "group_name": _("村民小组"),
    "head_name": _("户主姓名"),
    "people": _("家庭人口"),
    "circumstance": _("农户类型"),
    "number": _("国家平台户编号"),
    "housing": _("住房"),
    "water": _("饮水"),
    "way_to_earn": _("主要收入来源"),
    "needs": _("需要什么"),
    "name": _("姓名"),
    "relation": _("与户主关系"),
    "sex": _("性别"),
    "born_on": _("出生日期"),
    "died_on": _("去世日期"),
    "id_kind": _("证件类型"),
    "id_number": _("证件号码"),
    "phone": _("电话"),
    "ethnicity": _("民族"),
    "political": _("政治面貌"),
    "education": _("文化程度"),
    "schooling": _("在校情况"),
    "health": _("健康状况"),
    "disability": _("残疾等级"),
    "skill": _("劳动技能"),
    "works_at": _("务工地点"),
    "works_months": _("务工月数"),
    "medical_insurance": _("医疗保险"),
    "pension": _("养老保险"),
    "benefits": _("享受的补助"),
    "kind": _("情形"),
    "basis": _("依据"),
    "because": _("原因"),
}
