"""The year: what falls due on which day, on screen and as a file for one's own calendar."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhucun.accounts.screens import ScreenRequest, screen
from zhucun.engine.duty import Duty, Form
from zhucun.kernel import clock
from zhucun.places import queries as places
from zhucun.policy import queries
from zhucun.policy.due import Due, due_for
from zhucun.policy.pack import Pack
from zhucun.policy.pages import ics
from zhucun.policy.pages.year import Falling, always, falling_due, owed_by
from zhucun.policy.pages.year_sheet import months_of
from zhucun.policy.views.asking import year_asked

FORMS = {
    Form.TALLY: gettext_lazy("数量"),
    Form.COVERAGE: gettext_lazy("逐一覆盖"),
    Form.DATED: gettext_lazy("按日办理"),
    Form.STANDING: gettext_lazy("持续保持"),
    Form.STREAK: gettext_lazy("连续情况"),
}
MINE, COUNTY = "mine", "county"


@screen(needs="policy.see")
def year(request: ScreenRequest, county: str) -> HttpResponse:
    """Twelve rows of days and a list by month; one's own duties first where one has any."""
    asked, pack, today = year_asked(request), queries.pack_of(county), clock.today()
    chosen, show = _chosen(request, pack)
    holidays = queries.calendar_year(pack, asked)
    falling = falling_due(pack, chosen, asked)
    months = months_of(pack.calendar, holidays, falling, today)
    context = {
        "county": county,
        "year": asked,
        "this_year": today.year,
        "today": today,
        "announced": holidays.announced,
        "months": months,
        "ahead": [month for month in months if month.last >= today],
        "past": [month for month in months if month.last < today],
        "busy": any(month.busy for month in months),
        "count": len(falling),
        "always": always(pack, chosen, asked),
        "soon": _soon(request, asked, show),
        "show": show,
        "has_own": bool(_own(request, pack)),
        "forms": [(form.value, word) for form, word in FORMS.items()],
        "any": bool(pack.duties),
    }
    return render(request, "policy/year.html", context)


@screen(needs="policy.see")
def year_ics(request: ScreenRequest, county: str) -> HttpResponse:
    """The same as a calendar file; nothing about anybody is in it."""
    asked, pack = year_asked(request), queries.pack_of(county)
    chosen, show = _chosen(request, pack)
    name = _("%(county)s驻村事项 %(year)s 年") % {"county": places.county_name(county), "year": asked}
    entries = [_entry(request, county, one) for one in falling_due(pack, chosen, asked)]
    answer = HttpResponse(ics.calendar_file(name, entries, clock.now()), content_type=ics.MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="zhucun-{county}-{asked}-{show}.ics"'
    return answer


def _chosen(request: ScreenRequest, pack: Pack) -> tuple[Sequence[Duty], str]:
    """The duties asked for: one's own unless the county's are asked for or one has none; of one form, if asked."""
    own = _own(request, pack)
    show = COUNTY if not own or request.GET.get("show") == COUNTY else MINE
    duties = own if show == MINE else list(pack.duties.values())
    form = request.GET.get("form", "")
    return [duty for duty in duties if not form or duty.form == form], show


def _soon(request: ScreenRequest, asked: int, show: str) -> list[Due]:
    """What oneself owes that ends soon; only in one's own running year."""
    today = clock.today()
    mine = show == MINE and asked == today.year
    return due_for(request.whole_scope.narrowed("policy.answers"), today) if mine else []


def _own(request: ScreenRequest, pack: Pack) -> list[Duty]:
    return owed_by(pack, {grant.role for grant in request.whole_scope.grants})


def _entry(request: ScreenRequest, county: str, one: Falling) -> ics.Entry:
    page = reverse("policy:duty", kwargs={"county": county, "duty": one.duty.id})
    return ics.Entry(
        uid=f"{county}-{one.duty.id}-{one.day:%Y%m%d}@zhucun",
        day=one.day,
        summary=_("%(title)s到期") % {"title": one.duty.title},
        description=one.says,
        category=str(FORMS[one.duty.form]),
        url=request.build_absolute_uri(page),
    )
