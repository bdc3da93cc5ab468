"""Who read or took away what is kept of a person: every line of the trail that concerns this one person, newest first.

An export names places and never people: it concerns whoever lived there that day. What this tells is for the person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.audit.models import AuditEvent
from zhucun.audit.queries import events_about, events_holding
from zhucun.documents.ledgers.services import EXPORTED as LEDGER_EXPORTED
from zhucun.households.importing.exporting import EXPORTED
from zhucun.households.models import Membership, Villager
from zhucun.households.search.services import BY_PAPER, BY_TELEPHONE
from zhucun.households.services_opening import DETAILS_READ, MINOR_OPENED, NUMBERS_SHOWN, TRACES_TOLD
from zhucun.kernel import clock

MOST = 300
WORDS: Mapping[str, Promise] = {
    DETAILS_READ: gettext_lazy("看了详细情况（当天第一次）"),
    NUMBERS_SHOWN: gettext_lazy("看了完整号码"),
    MINOR_OPENED: gettext_lazy("看了未成年人信息"),
    TRACES_TOLD: gettext_lazy("打开本记录，答复来问的人"),
    BY_PAPER: gettext_lazy("按证件号码查到本人"),
    BY_TELEPHONE: gettext_lazy("按电话号码查到本人"),
}
WITH_NUMBERS = gettext_lazy("导出农户表，带完整号码和健康状况")
WITHOUT_NUMBERS = gettext_lazy("导出农户表，号码只留两端")
LEDGERS: Mapping[str, Promise] = {  # by source; of the others no person of a household is a row
    "household": gettext_lazy("下载农户台账，只有户主的姓名，没有号码；可能没有这一户"),
    "member": gettext_lazy("下载户籍成员台账，没有号码和健康状况；可能没有本人"),
    "monitored": gettext_lazy("下载重点户台账，只有户主的姓名，没有号码；可能没有这一户"),
    "help_measure": gettext_lazy("下载帮扶措施台账，只有户主的姓名，没有号码；可能没有这一户"),
    "pairing": gettext_lazy("下载结对帮扶台账，只有户主的姓名，没有号码；可能没有这一户"),
}
SEARCHES = (BY_PAPER, BY_TELEPHONE)
PLACE_LENGTHS = (6, 9, 12)  # a file is of a county, a township or a village
OF_ONE = (DETAILS_READ, NUMBERS_SHOWN, MINOR_OPENED, TRACES_TOLD)


@dataclass(frozen=True, slots=True)
class Trace:
    """One reading: when, by whom, of what, and why where a reason was asked for."""

    at: datetime
    actor: str
    what: str
    because: str


@dataclass(frozen=True, slots=True)
class _Stay:
    village: str
    since: date | None
    until: date | None

    def holds(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or self.until > on)


def traces_of(villager: Villager) -> list[Trace]:
    """The newest, `MOST` of them and one more where there are more."""
    county = villager.county_code
    direct = events_about(county, villager.id, OF_ONE, limit=MOST + 1)
    # A telephone may be a whole family's, so the line of a search holds all who were found and has none for its subject.
    searched = events_holding(county, SEARCHES, [str(villager.id)], limit=MOST + 1)
    found = [_trace(event, str(WORDS[event.act])) for event in (*direct, *searched)]
    found += _exports(county, _stays(villager))
    return sorted(found, key=attrgetter("at"), reverse=True)[: MOST + 1]


def _stays(villager: Villager) -> list[_Stay]:
    rows = Membership.objects.in_county(villager.county_code).filter(villager=villager, voided=False)
    return [_Stay(*row) for row in rows.values_list("village_code", "starts_on", "ends_on")]


def _exports(county: str, stays: Sequence[_Stay]) -> Iterator[Trace]:
    """Those of a place in which the person lived that day."""
    above = {stay.village[:length] for stay in stays for length in PLACE_LENGTHS}
    for event in events_holding(county, [EXPORTED, LEDGER_EXPORTED], above, limit=MOST + 1):
        day, places = clock.date_of(event.at), tuple(event.details.get("places", ()))
        if event.act == LEDGER_EXPORTED and event.details.get("source") not in LEDGERS:
            continue
        if any(stay.village.startswith(places) for stay in stays if stay.holds(day)):
            yield _trace(event, _exported(event))


def _exported(event: AuditEvent) -> str:
    if event.act == LEDGER_EXPORTED:
        return str(LEDGERS[event.details["source"]])
    what = str(WITH_NUMBERS if event.details.get("numbers") else WITHOUT_NUMBERS)
    return _("%(what)s；只导出部分农户，可能没有本人") % {"what": what} if event.details.get("part") else what


def _trace(event: AuditEvent, what: str) -> Trace:
    return Trace(event.at, event.actor, what, str(event.details.get("because", "")))
