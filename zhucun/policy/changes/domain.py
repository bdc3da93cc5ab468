"""What is proposed, as plain words and days, cleaned of everything that would not survive a file."""

import re
from dataclasses import dataclass, replace
from datetime import date

from zhucun.engine.dated import DatedValue
from zhucun.engine.duty import Amount, Bound, Duty, StreakDuty
from zhucun.kernel.text import canonical, canonical_code
from zhucun.policy.changes.layer import Paper
from zhucun.policy.changes.refusals import (
    DatesReversed,
    PaperDateUnreadable,
    PaperMissing,
    ReasonMissing,
    ValueTooLarge,
    ValueUnreadable,
)
from zhucun.policy.choices import ChangeOf, Seen

ROUGH_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing whose number is changed, as its page shows it."""

    of: ChangeOf
    what: str
    title: str
    unit: str
    under: str  # the threshold's name in the duty; empty for a value
    now: DatedValue[int] | DatedValue[Amount] | None  # in force on the day that was asked


@dataclass(frozen=True, slots=True)
class Proposal:
    """A number from a day on, by a paper."""

    of: ChangeOf
    what: str
    value: str
    since: date
    paper: Paper
    reason: str
    until: date | None = None
    adopted: date | None = None

    def cleaned(self) -> "Proposal":
        """On one line each; raises the refusal of whatever no pack could hold."""
        if self.until is not None and self.until < self.since:
            raise DatesReversed(until=self.until, since=self.since)
        return replace(
            self,
            value=_value(self.of, self.value),
            paper=cleaned_paper(self.paper),
            reason=reason(self.reason),
        )


def threshold_name(duty: Duty) -> str:
    """The name under which packs write the duty's threshold."""
    if isinstance(duty, StreakDuty):
        return "in_a_row"
    return "maximum" if duty.bound is Bound.AT_MOST else "minimum"


def reason(text: str) -> str:
    line = one_line(text)
    if not line:
        raise ReasonMissing
    return line


def one_line(text: str) -> str:
    return " ".join(canonical(text).split())


def cleaned_paper(paper: Paper) -> Paper:
    cleaned = Paper(
        title=one_line(paper.title),
        issuer=one_line(paper.issuer),
        number=one_line(paper.number),
        dated=canonical_code(paper.dated),
        article=one_line(paper.article),
        seen=paper.seen,
    )
    if not (cleaned.title and cleaned.issuer and cleaned.article and cleaned.dated) or paper.seen not in Seen:
        raise PaperMissing
    if not _is_date(cleaned.dated):
        raise PaperDateUnreadable(dated=cleaned.dated)
    return cleaned


def _is_date(text: str) -> bool:
    if not ROUGH_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _value(of: ChangeOf, text: str) -> str:
    """A whole number without leading zeros; arithmetic as it was written, for the pack's own reader to judge."""
    number = canonical_code(text)
    if number.isascii() and number.isdecimal():
        plain = str(int(number[: LONGEST_NUMBER + 1]))
        if len(number.lstrip("0")) > LONGEST_NUMBER:
            raise ValueTooLarge(value=number)
        return plain
    line = one_line(text)
    if of is ChangeOf.VALUE or not line:
        raise ValueUnreadable(value=line)
    return line
