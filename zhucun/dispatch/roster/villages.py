"""Which village a line means: exact names first, then former names, then names without 村 and 委会.

A village is never chosen by likeness. Two candidates or none are an error that names the nearest, because a
cadre booked into the wrong village is worse than a line sent back.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from zhucun.kernel.lists import listed
from zhucun.kernel.text import match_key

T = TypeVar("T")

_COMMITTEE = re.compile(r"(?:村民|居民|村|居)?委(?:员)?会$")
_KIND_OF_PLACE = re.compile(r"(?:村|社区|嘎查)$")
_KIND_OF_TOWNSHIP = re.compile(r"(?:街道办事处|办事处|街道|民族乡|镇|乡|苏木)$")
_RESIDENTS = ("社区", "居委会", "居民委员会")
_NEAR, _HOW_NEAR = 3, 0.4


@dataclass(frozen=True, slots=True)
class KnownVillage:
    """A village of the county on the day of import. `others` are its full and its former names."""

    code: str
    name: str
    township: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFound:
    """No village, or not one only, is meant. `column` is the cell to correct."""

    column: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Meant:
    """The village found, and whether the line spells its name as it is today."""

    village: KnownVillage
    as_written: bool


class VillageFinder:
    def __init__(self, villages: Iterable[KnownVillage]) -> None:
        self._townships = NameIndex[str](_KIND_OF_TOWNSHIP)
        self._everywhere = NameIndex[KnownVillage](_COMMITTEE, _KIND_OF_PLACE)
        self._within: dict[str, NameIndex[KnownVillage]] = {}
        for village in villages:
            self._townships.add(village.township, village.township)
            within = self._within.setdefault(village.township, NameIndex(_COMMITTEE, _KIND_OF_PLACE))
            for name in (village.name, *village.others):
                within.add(name, village)
                self._everywhere.add(name, village)
        self._answers: dict[tuple[str, str], Meant | NotFound] = {}

    def find(self, township: str, village: str) -> Meant | NotFound:
        """The village meant, or why there is none, with the nearest names."""
        asked = (township, village)
        if asked not in self._answers:
            self._answers[asked] = self._find(*asked)
        return self._answers[asked]

    def _find(self, township: str, village: str) -> Meant | NotFound:
        places = self._townships.find(township)
        if len(places) != 1:
            return self._no_township(township, places)
        place, name = places[0], village
        if not self._within[place].find(name):
            # 麻绒乡绒麦村 in one cell; but 余坊乡林场 is a whole name that begins with its township's.
            name = village.removeprefix(place)
        found = _narrowed(name, self._within[place].find(name))
        if len(found) == 1:
            return Meant(found[0], as_written=match_key(village) == match_key(found[0].name))
        if found:
            return NotFound("village", "village.ambiguous", _ambiguous(place, village, found))
        return NotFound("village", "village.unknown", self._nowhere(place, name))

    def _no_township(self, township: str, several: list[str]) -> NotFound:
        advice = _advice(several or self._townships.near(township))
        sentence = _("本县没有“%(township)s”。%(advice)s") % {"township": township, "advice": advice}
        return NotFound("township", "township.unknown", sentence)

    def _nowhere(self, place: str, village: str) -> str:
        elsewhere = self._everywhere.find(village)
        if elsewhere:
            return _("“%(township)s”没有“%(village)s”，但%(elsewhere)s有。请核对乡镇。") % {
                "township": place,
                "village": village,
                "elsewhere": _quoted(sorted({other.township for other in elsewhere})[:_NEAR]),
            }
        near = [other.name for other in self._within[place].near(village)]
        near = near or [other.township + other.name for other in self._everywhere.near(village)]
        sentence = _("“%(township)s”没有“%(village)s”。%(advice)s")
        return sentence % {"township": place, "village": village, "advice": _advice(near)}


class NameIndex(Generic[T]):
    """Things by name: by the whole name, and by the name without the endings that people leave out."""

    def __init__(self, *endings: re.Pattern[str]) -> None:
        self._endings = endings
        self._whole: dict[str, list[T]] = {}
        self._stems: dict[str, list[T]] = {}

    def add(self, name: str, thing: T) -> None:
        for index, key in ((self._whole, match_key(name)), (self._stems, self._stem(name))):
            if thing not in index.setdefault(key, []):
                index[key].append(thing)

    def find(self, name: str) -> list[T]:
        key = match_key(name)
        if key in self._whole:
            return self._whole[key]
        # 新村 may be the whole name, or the short form of 新村村.
        found = self._stems.get(key, []) + self._stems.get(self._stem(name), [])
        return list(dict.fromkeys(found))

    def near(self, name: str) -> list[T]:
        keys = get_close_matches(self._stem(name), self._stems, n=_NEAR, cutoff=_HOW_NEAR)
        return list(dict.fromkeys(thing for key in keys for thing in self._stems[key]))[:_NEAR]

    def _stem(self, name: str) -> str:
        key = match_key(name)
        for ending in self._endings:
            key = ending.sub("", key) or key
        return key


def _narrowed(written: str, found: list[KnownVillage]) -> list[KnownVillage]:
    """Among namesakes, the one that is called so today; else those of the kind that was written."""
    today = [village for village in found if match_key(village.name) == match_key(written)]
    if today or len(found) < 2:
        return today or found
    wants_community = any(word in written for word in _RESIDENTS)
    if not wants_community and "村" not in written:
        return found
    return [village for village in found if _is_community(village) == wants_community] or found


def _is_community(village: KnownVillage) -> bool:
    return any(word in name for name in (village.name, *village.others) for word in _RESIDENTS)


def _ambiguous(place: str, village: str, found: list[KnownVillage]) -> str:
    return _("“%(township)s”有%(names)s，分不清“%(village)s”是哪一个。请写全名。") % {
        "township": place,
        "village": village,
        "names": _quoted(other.name for other in found),
    }


def _advice(near: Iterable[str]) -> str:
    names = _quoted(near)
    return _("是不是%(names)s？请核对后改正。") % {"names": names} if names else _("请核对后改正。")


def _quoted(names: Iterable[str]) -> str:
    return listed(f"“{name}”" for name in names)
