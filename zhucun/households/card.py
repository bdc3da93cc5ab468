"""The card of a village: figures counted from the register, each with the address of exactly the list it counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from zhucun.households.choices import Circumstance, Housing, Sex, Water
from zhucun.households.domain_filters import AGES
from zhucun.households.queries_card import VillageCounts
from zhucun.households.queries_people import UNKNOWN
from zhucun.households.said import CIRCUMSTANCES, PERSONAL, Said

CARE = ("left_child", "left_woman", "left_old", "alone", "orphan", "unattended")
FIRST = [kind.value for kind in Circumstance if kind != Circumstance.NONE]


@dataclass(frozen=True, slots=True)
class Figure:
    word: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the card: what it counts, in which unit, and its figures."""

    title: str
    unit: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A village's figures and where each leads."""

    county: str
    village: str
    counts: VillageCounts

    @property
    def head(self) -> tuple[Figure, ...]:
        return (
            self._homes(_("户"), self.counts.households),
            self._homes(_("人（按户登记）"), self.counts.said_people),
            self._people(_("人已登记成员"), self.counts.people),
        )

    @property
    def blocks(self) -> list[Block]:
        said = Said(self.county)
        return [
            Block(_("性别"), _("人"), self._facet("sex", _named(Sex.choices))),
            Block(_("年龄"), _("人"), self._facet("age", _ages())),
            Block(_("农户类型"), _("户"), self._circumstances(said, FIRST)),
            Block(_("其他农户情形"), _("户"), self._circumstances(said, self._others())),
            Block(_("个人情形"), _("人"), self._marks(said)),
            Block(
                _("残疾"), _("人"), self._facet("disability", self._words(said, "disability", unknown=False))
            ),
            Block(
                _("医疗保险"),
                _("人"),
                self._facet("medical_insurance", self._words(said, "medical_insurance")),
            ),
            Block(_("养老保险"), _("人"), self._facet("pension", self._words(said, "pension"))),
            Block(_("外出务工"), _("人"), self._facet("works_away", {"yes": _("外出务工")})),
            Block(_("未满 14 周岁"), _("人"), self._facet("minor", {"yes": _("儿童")})),
            Block(_("住房"), _("户"), self._fact("housing", _named(Housing.choices))),
            Block(_("饮水"), _("户"), self._fact("water", _named(Water.choices))),
        ]

    @staticmethod
    def facet_words(facets: Mapping[str, str], said: Said) -> list[str]:
        """What a list of people is narrowed to, in the words of the card."""
        own = {"sex": _named(Sex.choices), "age": _ages()}
        own |= {"works_away": {"yes": _("外出务工")}, "minor": {"yes": _("未满 14 周岁")}}
        return [
            own.get(name, {}).get(value) or (_("没有填") if value == UNKNOWN else said.word(name, value))
            for name, value in facets.items()
        ]

    def _circumstances(self, said: Said, kinds: Iterable[str]) -> tuple[Figure, ...]:
        counts = self.counts.circumstances
        return tuple(
            self._homes(said.word(CIRCUMSTANCES, kind), counts.get(kind, 0), mark=kind) for kind in kinds
        )

    def _others(self) -> list[str]:
        return sorted(set(self.counts.circumstances) - set(FIRST))

    def _marks(self, said: Said) -> tuple[Figure, ...]:
        """Those who need care are always named, so that none is seen as none."""
        kinds = [*CARE, *sorted(set(self.counts.marks) - set(CARE))]
        return tuple(
            self._people(said.word(PERSONAL, kind), self.counts.marks.get(kind, 0), mark=kind)
            for kind in kinds
        )

    def _facet(self, name: str, words: Mapping[str, str]) -> tuple[Figure, ...]:
        counts = self.counts.facets[name]
        return tuple(
            self._people(word, counts.get(value, 0), **{name: value}) for value, word in words.items()
        )

    def _fact(self, name: str, words: Mapping[str, str]) -> tuple[Figure, ...]:
        counts = self.counts.facts[name]
        return tuple(
            self._homes(word, counts.get(value, 0), **{name: value}) for value, word in words.items()
        )

    def _words(self, said: Said, facet: str, *, unknown: bool = True) -> dict[str, str]:
        """The values somebody has, in the order of the word list, the unknown last, where to be unknown is a gap."""
        there = self.counts.facets[facet]
        listed = [code for code, _word in said.options(facet) if code in there]
        strange = sorted(set(there) - {UNKNOWN, *listed})
        words = {code: said.word(facet, code) for code in [*listed, *strange]}
        return words | ({UNKNOWN: _("没有填")} if unknown else {})

    def _homes(self, word: str, count: int, **filters: str) -> Figure:
        return Figure(word, count, self._address("households", filters))

    def _people(self, word: str, count: int, **filters: str) -> Figure:
        return Figure(word, count, self._address("people", filters))

    def _address(self, name: str, filters: Mapping[str, str]) -> str:
        asked = urlencode({"village": self.village, **filters})
        return f"{reverse(f'households:{name}', args=[self.county])}?{asked}"


def _named(choices: Iterable[tuple[str, object]]) -> dict[str, str]:
    return {value: str(word) for value, word in choices}


def _ages() -> dict[str, str]:
    return {band: _band(band) for band in AGES} | {UNKNOWN: _("出生日期没有填")}


def _band(band: str) -> str:
    if band.endswith("+"):
        return _("%(least)s 岁以上") % {"least": band.removesuffix("+")}
    return _("%(band)s 岁") % {"band": band.replace("-", "–")}
