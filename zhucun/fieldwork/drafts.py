"""A record before it is kept: what somebody says happened, held against the form, the posting and the day.

Everything that may be wrong with a record is found here, for the page, the phone and an import alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from zhucun.dispatch.choices import Role
from zhucun.dispatch.models import Posting
from zhucun.fieldwork.refusals import (
    DayAhead,
    DayOutsidePosting,
    DutyUnclear,
    HouseholdElsewhere,
    HouseholdMissing,
    NoSuchForm,
    NotForThisRole,
    PostingElsewhere,
    PresenceContradicts,
    RecordIncomplete,
    TitleTooLong,
)
from zhucun.households.models import Household
from zhucun.kernel.lists import listed
from zhucun.kernel.text import canonical
from zhucun.places.queries import successor_chain
from zhucun.policy.asking.answers import read_answers
from zhucun.policy.pack import Form, Pack

TITLE, FIRST_WORDS = 120, 30
WORK_AREAS = "work_area"  # the word list of the four duties (四项职责)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a writer says. What is left None or empty, the form says."""

    posting: Posting
    form: str
    occurred_on: date
    body: Mapping[str, object] = field(default_factory=dict)
    household: Household | None = None
    in_village: bool | None = None
    duty: str = ""
    title: str = ""
    recorded_at: datetime | None = None
    recorded_by_id: UUID | None = None  # imports only: who wrote it, when not the importer
    id: UUID | None = None


def form_of(pack: Pack, code: str) -> Form:
    form = pack.forms.get(code)
    if form is None:
        raise NoSuchForm(form=code)
    return form


def check(draft: Draft, form: Form, county: str, today: date) -> None:
    """Whether such a record may exist at all; raises the first refusal that applies."""
    check_posting(draft.posting, form, county)
    check_day(draft.posting, draft.occurred_on, today)
    check_household(form, draft.posting, draft.household)


def content_of(draft: Draft, form: Form, pack: Pack) -> dict[str, Any]:
    """The columns of a record as they are kept; refused when an answer is missing or wrong."""
    answers = read_answers(form.fields, {**draft.body, **_in_columns(form, draft)})
    if answers.problems:
        raise RecordIncomplete(form=form.title, problems=answers.problems)
    columns = columns_of(form)
    return {
        "posting_id": draft.posting.id,
        "village_code": draft.posting.village_code,
        "household_id": draft.household.id if draft.household else None,
        "form": form.code,
        "pack_digest": pack.digest,
        "occurred_on": draft.occurred_on,
        "in_village": _in_village(form, draft, answers.values),
        "duty": duty_of(form, draft.duty, answers.values, pack),
        "title": _title(form, draft, answers.values),
        "body": {key: value for key, value in answers.values.items() if key not in columns},
    }


def columns_of(form: Form) -> dict[str, str]:
    """Fields that a record keeps in columns of its own: the day and the household are written once, not twice."""
    household = next((field.key for field in form.fields if field.type == "household"), None)
    return {form.day: "day"} | ({household: "household"} if household else {})


def check_posting(posting: Posting, form: Form, county: str) -> None:
    if posting.county_code != county:
        raise PostingElsewhere
    if not made_by(form, posting):
        raise NotForThisRole(form=form.title, role=Role(posting.role).label)


def made_by(form: Form, posting: Posting) -> bool:
    """Whether a form is for the holder of a posting. A pack names sign-in roles; a leader signs in as a member."""
    role = Role.TEAM_MEMBER if posting.role == Role.TEAM_LEADER else posting.role
    return role in form.made_by


def check_day(posting: Posting, day: date, today: date) -> None:
    if day > today:
        raise DayAhead(day=day)
    if day < posting.starts_on or (posting.ends_on and day > posting.ends_on):
        raise DayOutsidePosting(day=day, starts=posting.starts_on, ends=posting.ends_on or _("今"))


def check_household(form: Form, posting: Posting, household: Household | None) -> None:
    if household is None:
        if form.about == "household":
            raise HouseholdMissing(form=form.title)
        return
    if household.county_code != posting.county_code or not _lives_in(household, posting.village_code):
        raise HouseholdElsewhere


def _lives_in(household: Household, village_code: str) -> bool:
    """In the village, or in the one that has taken it over: a visit handed in after a merge was still a visit there."""
    if household.village_code == village_code:
        return True
    return household.village_code in {village.code for village in successor_chain(village_code)}


def duty_of(form: Form, said: str, values: Mapping[str, object], pack: Pack) -> str:
    """Which of the four duties a record serves: what its answers say, else what the writer chose among the form's."""
    found = form.work_area(values)
    duty = found or said
    if duty not in form.serves or (found and said and said != found):
        raise DutyUnclear(form=form.title, choices=listed(duty_words(form, pack).values()))
    return duty


def duty_words(form: Form, pack: Pack) -> dict[str, str]:
    return {code: pack.term(WORK_AREAS, code) for code in form.serves}


def _in_columns(form: Form, draft: Draft) -> dict[str, object]:
    kept = {"day": draft.occurred_on, "household": str(draft.household.id) if draft.household else None}
    return {key: kept[column] for key, column in columns_of(form).items()}


def _in_village(form: Form, draft: Draft, values: Mapping[str, object]) -> bool:
    found = form.in_village(values)
    if draft.in_village is not None and draft.in_village != found:
        raise PresenceContradicts(form=form.title)
    return found


def _title(form: Form, draft: Draft, values: Mapping[str, object]) -> str:
    """The writer's title, else the household visited, else the first words that were written."""
    said = canonical(draft.title)
    if len(said) > TITLE:
        raise TitleTooLong(most=TITLE)
    if said:
        return said
    if draft.household:
        return f"{form.title}：{draft.household.head_name}"
    written = (values.get(asked.key) for asked in form.fields if asked.type in {"text", "long_text"})
    words = next((str(text) for text in written if text), form.title)
    return Truncator(words.splitlines()[0]).chars(FIRST_WORDS)
