"""Stays of a roster: nobody is in two villages at once, no village has two first secretaries at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhucun.dispatch.choices import Role
from zhucun.dispatch.roster.book import RosterBook
from zhucun.dispatch.roster.lines import Findings, Line, period
from zhucun.dispatch.roster.villages import KnownVillage


@dataclass(frozen=True, slots=True)
class Stay:
    """A posting of the sheet (`row` is its line) or of the county (`row` is 0)."""

    row: int
    id_hash: str
    person: str
    village_code: str
    role: str | None
    starts_on: date
    ends_on: date | None

    def lasts_until(self, day: date) -> bool:
        return self.ends_on is None or self.ends_on >= day


def check_stays(lines: list[Line], book: RosterBook, findings: Findings) -> None:
    """Dates in order, no line twice, no overlap with another line or with what the county holds."""
    _check_dates(lines, findings)
    stays = [*_of_the_county(lines, book), *_of_the_sheet(lines, findings)]
    names = {village.code: village for village in book.villages}

    def one_village_at_once(stay: Stay, other: Stay) -> None:
        sentence = _("同一人%(where)s的派驻与本行重叠：%(village)s，%(period)s。一人同一天只能派驻一个村。")
        said = _described(other, names)
        findings.error(stay.row, "starts_on", "posting.person_twice", sentence % said)

    def one_secretary_at_once(stay: Stay, other: Stay) -> None:
        if stay.id_hash == other.id_hash:
            return
        if _is_handover(stay, other):
            sentence = _("与%(where)s的“%(name)s”（%(period)s）有重叠，按压茬交接处理。")
            findings.notice(stay.row, "role", "posting.handover", sentence % _described(other, names))
        else:
            sentence = _(
                "本村同时有两位第一书记：%(where)s的“%(name)s”，%(period)s。请核对职务，或让前一位在后一位开始的前一天结束。"
            )
            findings.error(stay.row, "role", "posting.two_secretaries", sentence % _described(other, names))

    _each_overlap(stays, lambda stay: stay.id_hash, one_village_at_once)
    secretaries = [stay for stay in stays if stay.role == Role.FIRST_SECRETARY]
    _each_overlap(secretaries, lambda stay: stay.village_code, one_secretary_at_once)


def _is_handover(one: Stay, other: Stay) -> bool:
    """Whether one goes while the other stays on: the overlap by which a village is handed over."""
    first, second = sorted((one, other), key=lambda stay: stay.starts_on)
    return first.ends_on is not None and (second.ends_on is None or second.ends_on > first.ends_on)


def _check_dates(lines: list[Line], findings: Findings) -> None:
    for line in lines:
        first, last = line.row.starts_on, line.row.ends_on
        if first and last and last < first:
            sentence = _("结束日期早于开始日期 %(first)s。请核对。") % {"first": first.isoformat()}
            findings.error(line.row.number, "ends_on", "posting.ends_first", sentence)


def _of_the_sheet(lines: list[Line], findings: Findings) -> Iterable[Stay]:
    seen: dict[tuple[str, str, date], int] = {}
    for line in lines:
        row = line.row
        if not (line.id_hash and line.village and row.starts_on):
            continue
        first = seen.setdefault((line.id_hash, line.village.code, row.starts_on), row.number)
        if first != row.number:
            sentence = _("与第 %(row)d 行重复：同一人、同一村、同一开始日期。请删去一行。") % {"row": first}
            findings.error(row.number, "name", "posting.repeated", sentence)
            continue
        yield Stay(
            row.number, line.id_hash, row.name, line.village.code, row.role, row.starts_on, line.ends_on
        )


def _of_the_county(lines: list[Line], book: RosterBook) -> Iterable[Stay]:
    """What the county holds and the sheet does not restate."""
    restated = {line.known for line in lines if line.known}
    for known in book.postings:
        if known not in restated:
            yield Stay(
                0, known.id_hash, known.person, known.village_code, known.role, known.starts_on, known.ends_on
            )


def _each_overlap(
    stays: Iterable[Stay], group_of: Callable[[Stay], str], report: Callable[[Stay, Stay], None]
) -> None:
    """Tell of each stay that begins before an earlier one of its group has ended.

    Compared with the longest-lasting one only: that finds every group with an overlap in one pass.
    """
    groups: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        groups[group_of(stay)].append(stay)
    for group in groups.values():
        group.sort(key=lambda stay: (stay.starts_on, stay.row))
        longest = group[0]
        for stay in group[1:]:
            later, earlier = (stay, longest) if stay.row >= longest.row else (longest, stay)
            if longest.lasts_until(stay.starts_on) and later.row:
                report(later, earlier)
            if longest.ends_on and stay.lasts_until(longest.ends_on):
                longest = stay


def _described(stay: Stay, villages: dict[str, KnownVillage]) -> dict[str, object]:
    village = villages.get(stay.village_code)
    return {
        "where": _("第 %(row)d 行") % {"row": stay.row} if stay.row else _("县里已登记"),
        "name": stay.person,
        "village": f"{village.township}{village.name}" if village else stay.village_code,
        "period": period(stay.starts_on, stay.ends_on),
    }
