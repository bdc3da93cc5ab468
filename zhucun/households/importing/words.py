"""The words a cell may hold: labels and codes of the county's lists, and what tables elsewhere write for the same thing."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from zhucun.households.choices import Circumstance, Housing, IdKind, Sex, Water
from zhucun.households.domain_people import BENEFITS, HEAD, WORD_LISTS
from zhucun.households.said import RELATIONS
from zhucun.kernel.spreadsheet import Choices
from zhucun.policy.queries import pack_of

MOST_TOLD = 12
_NUMBERED = re.compile(r"^\s*[\[（(【]?\d{1,3}[\]）)】]?\s*[-—_.、:：]?\s*(?=[^\d\s])")
_YES, _NO = "是 有 已参加 参加 已参保 参保 已缴 1 Y √", "否 没有 未参加 未参保 没参加 0 N ×"

# Code → other words for it. A code that the county's list does not have is passed over.
_OTHERS: Mapping[str, Mapping[str, str]] = {
    RELATIONS: {
        HEAD: "本人 本人或户主",
        "spouse": "妻 妻子 夫 丈夫 之妻 之夫 配偶",
        "son": "子 之子 长子 次子 三子 独生子 继子",
        "daughter": "女 之女 长女 次女 三女 独生女 继女",
        "daughter_in_law": "之儿媳 媳妇 儿媳妇",
        "son_in_law": "之女婿",
        "grandson": "之孙子 孙",
        "granddaughter": "之孙女",
        "maternal_grandson": "之外孙子 外孙",
        "maternal_granddaughter": "之外孙女",
        "father": "父 之父 父亲",
        "mother": "母 之母 母亲",
        "father_in_law": "之岳父 之公公 岳父 公公",
        "mother_in_law": "之岳母 之婆婆 岳母 婆婆",
        "grandparent": "之祖父 之祖母 祖父 祖母 爷爷 奶奶",
        "brother": "之兄弟 兄 弟 兄弟姐妹 之兄弟姐妹",
        "sister": "之姐妹 姐 妹",
        "nephew": "之侄儿 侄子 侄女 外甥 外甥女 之侄女",
        "other_relative": "其他 其他亲属 亲属",
    },
    "political": {
        "member": "党员 正式党员 共产党员 中国共产党党员",
        "probationary": "预备党员 中国共产党预备党员",
        "league": "团员",
        "masses": "普通群众 群众或无党派民主人士 无党派 无党派人士",
    },
    "education": {
        "none": "文盲 半文盲 文盲半文盲 学龄前儿童",
        "senior": "高中 中专 中职 职高 高中（中专） 高中及中专",
        "college": "大专 大学专科 高职高专 专科",
        "bachelor": "大学本科 本科及以上 大学",
        "graduate": "硕士 博士 硕士研究生 硕士及以上 研究生 博士研究生",
    },
    "schooling": {
        "none": "非在校生",
        "preschool": "幼儿园 学前教育 学龄前儿童",
        "primary": "小学一年级 小学二年级 小学三年级 小学四年级 小学五年级 小学六年级",
        "junior": "初中 七年级 八年级 九年级",
        "senior": "高中 高一 高二 高三 普通高中一年级 普通高中二年级 普通高中三年级",
        "vocational": "中职一年级 中职二年级 中职三年级 中专",
        "higher_vocational": "大专 高职高专一年级 高职高专二年级 高职高专三年级",
        "bachelor": "大学 本科一年级 本科二年级 本科三年级 本科四年级",
        "graduate": "硕士研究生 博士研究生 硕士研究生及以上",
        "dropped_out": "辍学 失学",
    },
    "health": {
        "chronic": "慢性病 患长期慢性病",
        "serious": "大病 患大病 重病 重大疾病",
        "unable": "失能人员",
    },
    "skill": {
        "ordinary": "普通劳力 劳动力 有劳动能力",
        "weak": "弱劳动力 半劳动力 弱劳动力半劳动力",
        "lost": "丧失劳动能力",
        "none": "无劳动能力",
    },
    "medical_insurance": {
        "resident": f"居民医保 城乡居民医保 新农合 居民 城乡居民基本医疗 {_YES}",
        "employee": "职工医保 职工 城镇职工基本医疗保险",
        "none": f"{_NO} 未参加医保",
    },
    "pension": {
        "resident": f"居民养老 城乡居民养老保险 新农保 居民 城乡居民社会养老保险 {_YES}",
        "employee": "职工养老 职工 城镇职工基本养老保险 企业职工基本养老保险",
        "drawing": "已领取 领取养老金",
        "none": f"{_NO} 未参加养老保险",
    },
    BENEFITS: {
        "allowance": "低保",
        "support": "特困",
        "public_post": "公益岗位 公益性岗位",
        "disabled_living": "残疾人生活补贴",
        "disabled_care": "残疾人护理补贴",
        "old_age": "高龄补贴",
    },
}
_BUILT_IN = {
    "sex": (Sex, {"male": "男性 1", "female": "女性 2"}),
    "id_kind": (
        IdKind,
        {"citizen": "身份证 居民户口簿 二代身份证", "disability": "第二代残疾人证", "other": "其他"},
    ),
    "circumstance": (
        Circumstance,
        {
            "none": "一般户 普通农户 非贫困户 其他农户",
            "lifted": "建档立卡户 建档立卡脱贫户 一般脱贫户 脱贫户（享受政策） 已脱贫户 稳定脱贫户",
            "monitored": "脱贫不稳定户 边缘易致贫户 突发严重困难户 监测对象 三类户",
            "allowance": "低保 脱贫低保户 一般低保户",
            "supported": "五保户 特困 特困供养户 特困供养脱贫户 分散供养特困户",
        },
    ),
    "housing": (
        Housing,
        {"safe": "是 安全住房 A级 B级 A B", "unsafe": "否 不安全 危房 C级 D级 C D", "unknown": "未知"},
    ),
    "water": (Water, {"safe": "是 有保障 达标", "unsafe": "否 不安全 无保障 不达标", "unknown": "未知"}),
}
_KEPT_OUT = ("sex", "id_kind")


class WordList(Choices[str]):
    """Choices that also take a word behind its number in the national tables: “01 汉族”. Each text is looked up once."""

    def __init__(self, options: Mapping[str, str], synonyms: Mapping[str, str]) -> None:
        super().__init__(options, synonyms)
        self.labels = list(options)
        if len(options) > MOST_TOLD:  # what a refused cell is told of the list
            rest = _("其余见示例表的填写说明（共 %(count)d 项）") % {"count": len(options)}
            self.options = {**dict(list(options.items())[:MOST_TOLD]), rest: ""}
        self._found: dict[str, str | None] = {}

    def find(self, text: str) -> str | None:
        if text not in self._found:
            self._found[text] = super().find(text) or super().find(_NUMBERED.sub("", text))
        return self._found[text]


class Vocabulary:
    """Every list of one county, looked up once."""

    def __init__(self, lists: Mapping[str, Mapping[str, str]]) -> None:
        self._lists = {
            name: _words(
                {HEAD: "户主", **lists.get(name, {})} if name == RELATIONS else lists.get(name, {}), name
            )
            for name in {RELATIONS, BENEFITS, *WORD_LISTS.values()}
        }
        for name, (choices, others) in _BUILT_IN.items():
            options = {code: str(label) for code, label in choices.choices}
            if name in _KEPT_OUT:
                options.pop("unknown", None)
                options.pop("none", None)
            self._lists[name] = _list(options, others)
        self.yes_no = Choices(
            {"是": True, "否": False},
            {**dict.fromkeys(_YES.split()[1:], "是"), **dict.fromkeys(_NO.split()[1:], "否")},
        )

    @classmethod
    def of(cls, county: str) -> "Vocabulary":
        return cls(pack_of(county).vocabularies)

    def list_of(self, field: str) -> WordList:
        return self._lists[WORD_LISTS.get(field, BENEFITS if field == "benefits" else field)]

    def labels(self, field: str) -> list[str]:
        return self.list_of(field).labels


def _words(options: Mapping[str, str], name: str) -> WordList:
    others = dict(_OTHERS.get(name, {}))
    if name == "ethnicity":
        others = {code: label.removesuffix("族") for code, label in options.items()}
    return _list(options, others)


def _list(options: Mapping[str, str], others: Mapping[str, str]) -> WordList:
    """Labels win over other words, and those over codes: a list may well call something by another's code."""
    synonyms = dict(options)
    for code, words in others.items():
        if code in options:
            synonyms |= dict.fromkeys(words.split(), options[code])
    titles = set(options.values())
    return WordList(
        {label: code for code, label in options.items()},
        {word: label for word, label in synonyms.items() if word not in titles},
    )
