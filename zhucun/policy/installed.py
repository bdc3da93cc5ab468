"""The rules in force in a county: its files, and over them what it has set in the interface.

Which version of the latter is in force is asked of the database, once for each request to a page and each time
elsewhere, so no process keeps a rule that another has changed. A pack once built is kept by the digest of its
files: what a transaction has built and taken back is never found again under the same name.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models import Subquery
from django.dispatch import receiver

from zhucun.policy import last_good
from zhucun.policy.models import Decision, ValueLayer
from zhucun.policy.pack import Pack, PackError, load_pack
from zhucun.policy.pack.load import PACKS, load_from, own_packs

NATIONAL = "000000"  # no county: the nation's pack alone
KEPT = 128
Version = tuple[int, str]  # number and digest
NOTHING_SET: Version = (0, "")

# What this request was told, by county; nothing to keep outside of one.
_told: ContextVar[dict[str, Version | None] | None] = ContextVar("policy_version_told", default=None)


def pack_of(county: str) -> Pack:
    """The rules in force in a county. One statement; a second one after somebody has changed them."""
    if county == NATIONAL:
        return load_pack(county)
    return _built(county, *_version(county))


def ask_anew(county: str) -> None:
    """The rules change in this request, and may yet be taken back with its transaction: keep no answer from now on."""
    told = _told.get()
    if told is not None:
        told[county] = None


def pack_at(county: str, version: int) -> Pack:
    """The rules as they were when what the county set in the interface had this version."""
    layers = ValueLayer.objects.in_county(county).filter(number=version)
    found = layers.values_list("number", "digest").first()
    return _built(county, *(found or NOTHING_SET))


def pack_with(county: str, files: Mapping[str, str]) -> Pack:
    """The county's pack as it would be with these files; raises `PackError` with everything wrong in them."""
    return load_from(PACKS, county, own=own_packs(), set_here=files)


def passed_over(county: str) -> PackError | None:
    """Why the files of today are not in force in a county, where the last ones without a fault are."""
    _whole(county)  # known once they were read
    return last_good.failed.get(county)


def layer_files(county: str) -> Mapping[str, str]:
    """What the county has set in the interface, as files; empty while it has set nothing."""
    newest = ValueLayer.objects.in_county(county).order_by("-number").first()
    return newest.files if newest else {}


def first_decided(county: str) -> date | None:
    """The first day that any decision of the county is about."""
    first = Decision.objects.in_county(county).order_by("period_from").values_list("period_from", flat=True)
    return first.first()


def version_beside(county: str) -> dict[str, Subquery]:
    """The version in force as columns beside the rows of another question, so that both cost one statement."""
    newest = ValueLayer.objects.in_county(county).order_by("-number")
    return {
        "layer_number": Subquery(newest.values("number")[:1]),
        "layer_digest": Subquery(newest.values("digest")[:1]),
    }


def remember(county: str, number: int | None, digest: str | None) -> None:
    """Keep for this request what `version_beside` told; a county that is asked anew stays so."""
    told = _told.get()
    if told is not None:
        told.setdefault(county, (number or 0, digest or ""))


def _version(county: str) -> Version:
    told = _told.get()
    if told is None:
        return _newest(county)
    version = told.get(county) or _newest(county)
    told.setdefault(county, version)  # a county that is asked anew stays so
    return version


def _newest(county: str) -> Version:
    layers = ValueLayer.objects.in_county(county).order_by("-number")
    return layers.values_list("number", "digest").first() or NOTHING_SET


def _built(county: str, number: int, digest: str) -> Pack:
    return _laid(county, number, digest) if number else _whole(county)


def _whole(county: str) -> Pack:
    """The files of today, or the last ones without a fault."""
    if county in last_good.failed:
        return _kept(county)
    try:
        pack = load_pack(county)
    except PackError as broken:
        return last_good.instead(county, {}, broken)
    last_good.keep(county, pack)
    return pack


@lru_cache(maxsize=KEPT)
def _kept(county: str) -> Pack:
    return last_good.instead(county, {}, last_good.failed[county])


@receiver(request_started)
def _request_begins(**_: Any) -> None:
    _told.set({})


@receiver(request_finished)
def _request_ends(**_: Any) -> None:
    _told.set(None)


@lru_cache(maxsize=KEPT)
def _laid(county: str, number: int, digest: str) -> Pack:
    layer = ValueLayer.objects.in_county(county).get(number=number, digest=digest)
    if not layer.files:
        return _whole(county)
    try:
        pack = pack_with(county, layer.files)
    except PackError as broken:
        return last_good.instead(county, layer.files, broken)
    last_good.keep(county, pack)
    return pack
