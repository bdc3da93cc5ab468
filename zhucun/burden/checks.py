"""What the services of burden ask before they write."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.accounts.models import User
from zhucun.accounts.queries import scope_of
from zhucun.burden import refusals
from zhucun.burden.alike import core, same_figure
from zhucun.burden.choices import FieldKind, Frequency
from zhucun.burden.domain import (
    CONTACT,
    LABEL,
    MOST_DAYS_AFTER,
    MOST_FIELDS,
    MOST_MINUTES,
    MOST_PEOPLE,
    NUMBER,
    OWNER,
    PAPER,
    TITLE,
    Content,
    Field,
    a_year_after,
)
from zhucun.kernel.text import canonical
from zhucun.places import queries as places
from zhucun.policy.held_figures import offered

READ, ANSWER, ASK, APPROVE = "burden.read", "burden.answer", "burden.ask", "burden.approve"
BECAUSE = 200
LONGEST = {
    "title": (gettext_lazy("填报任务的名称"), TITLE),
    "paper_title": (gettext_lazy("依据的文件"), PAPER),
    "paper_number": (gettext_lazy("文号"), NUMBER),
    "owner": (gettext_lazy("负责单位"), OWNER),
    "contact": (gettext_lazy("联系人"), CONTACT),
}


def may_ask(by: User, county: str, wanted: tuple[str, ...], on: date) -> None:
    """Refused where any of the places lies beyond the asker's own."""
    scope = scope_of(by, county, on=on)
    if not wanted or not all(scope.covers(place, ASK) for place in wanted):
        raise refusals.NotYours


def checked(content: Content, county: str, on: date) -> Content:
    """What a draft says, cleaned; the first thing that keeps it from being kept is refused."""
    told = content.cleaned()
    _words(told)
    if told.last_on < told.first_on:
        raise refusals.DatesReversed(first=told.first_on, last=told.last_on)
    if told.last_on > (latest := a_year_after(told.first_on)):
        raise refusals.RunsTooLong(first=told.first_on, latest=latest)
    if not told.places:
        raise refusals.PlacesMissing
    known = {f"{county}000000", *(one.code for one in places.townships(county, on))}
    if not set(told.places) <= known | {one.code for one in places.villages(county, on)}:
        raise refusals.NoSuchPlace
    _fields(told)
    return told


def _words(told: Content) -> None:
    if not told.paper_title or not told.paper_number:
        raise refusals.PaperMissing
    for name, (label, most) in LONGEST.items():
        written = getattr(told, name)
        if not written:
            raise refusals.WordsMissing(label=label)
        if len(written) > most:
            raise refusals.TooLong(label=label, now=len(written), most=most)


def _fields(told: Content) -> None:
    figures = offered()
    if not told.fields and not told.held:
        raise refusals.NothingAsked
    if len(told.fields) > MOST_FIELDS:
        raise refusals.TooManyFields(now=len(told.fields), most=MOST_FIELDS)
    if not set(told.held) <= set(figures):
        raise refusals.WordsMissing(label=_("系统已有的数"))
    seen: set[str] = set()
    for one in told.fields:
        _field(one)
        if core(one.label) in seen:
            raise refusals.FieldTwice(label=one.label)
        if held := same_figure(one.label, figures.values()):
            raise refusals.HeldAlready(label=one.label, held=str(held.label))
        seen.add(core(one.label))
    in_bounds = 1 <= told.people <= MOST_PEOPLE and 0 <= told.days_after <= MOST_DAYS_AFTER
    if told.frequency not in Frequency.values or not in_bounds:
        raise refusals.WordsMissing(label=_("多久报一次"))


def _field(one: Field) -> None:
    if not one.label or one.kind not in FieldKind.values:
        raise refusals.WordsMissing(label=one.label or _("要填的内容"))
    if len(one.label) > LABEL:
        raise refusals.TooLong(label=one.label, now=len(one.label), most=LABEL)
    if not 1 <= one.minutes <= MOST_MINUTES:
        raise refusals.MinutesUnlikely(label=one.label, most=MOST_MINUTES)


def reason(text: str) -> str:
    said = " ".join(canonical(text).split())
    if not said:
        raise refusals.ReasonMissing
    if len(said) > BECAUSE:
        raise refusals.TooLong(label=_("理由"), now=len(said), most=BECAUSE)
    return said
