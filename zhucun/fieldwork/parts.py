"""What a phone may read of work records: the forms to write them with, those of the last days, visits agreed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from zhucun.dispatch.parts import Parts, Reader
from zhucun.fieldwork.agreed import days_agreed
from zhucun.fieldwork.drafts import columns_of, duty_words, made_by
from zhucun.fieldwork.forms import asks_duty
from zhucun.fieldwork.promises import promise_key
from zhucun.fieldwork.queries import standing
from zhucun.policy.asking.told import field
from zhucun.policy.pack import Form, Pack

RECENT = timedelta(days=60)
TOLD = ("id", "posting_id", "form", "title", "occurred_on", "household_id", "body", "recorded_by_id")


def forms(reader: Reader) -> list[dict[str, Any]]:
    """What the reader's postings may record."""
    held = reader.postings
    return [
        _form(form, reader.pack)
        for form in reader.pack.forms.values()
        if any(made_by(form, posting) for posting in held)
    ]


def records(reader: Reader) -> Parts:
    """The standing records of one's postings: one statement for all of them."""
    if not reader.postings:
        return {}
    found: dict[UUID, list[dict[str, Any]]] = {posting.id: [] for posting in reader.postings}
    rows = standing(reader.scope.county).filter(
        posting_id__in=list(found), occurred_on__gte=reader.today - RECENT
    )
    latest = rows.order_by("-occurred_on", "-id").values_list(*TOLD)
    for id, posting, form, title, day, household, body, by in latest:
        found[posting].append(
            {
                "id": str(id),
                "form": form,
                "title": title,
                "occurred_on": day.isoformat(),
                "household": str(household) if household else None,
                "body": body,
                "recorded_by_me": by == reader.user.id,
            }
        )
    return {f"records/{posting}": {"records": rows} for posting, rows in found.items()}


def agreed(reader: Reader) -> dict[str, str]:
    """By household, the day agreed for the next visit: one statement."""
    found = days_agreed(reader.held, reader.pack, reader.today)
    return {str(household): day for household, day in found.items()}


def _form(form: Form, pack: Pack) -> dict[str, Any]:
    columns = columns_of(form)
    return {
        "code": form.code,
        "title": form.title,
        "help": form.help,
        "about": form.about,
        "day": form.day,
        "household": next((key for key, column in columns.items() if column == "household"), ""),
        "serves": [{"code": code, "label": word} for code, word in duty_words(form, pack).items()],
        "asks_duty": asks_duty(form),
        "promise": promise_key(form, pack),
        "fields": [field(asked) for asked in form.fields],
    }
