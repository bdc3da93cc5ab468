"""Records in words: the form's title, the duty, the answers, as lists, pages and the diary show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhucun.fieldwork.drafts import WORK_AREAS
from zhucun.fieldwork.models import WorkRecord
from zhucun.policy.asking.answers import shown
from zhucun.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class Line:
    """One record, ready to be read."""

    record: WorkRecord
    form: str
    duty: str
    village: str
    answers: list[tuple[str, str]]  # label and words, in the order of the form
    asks_duty: bool = False  # an answer says which duty is served, so it need not be told again


def line_of(record: WorkRecord, pack: Pack, villages: Mapping[str, str]) -> Line:
    form = pack.forms.get(record.form)
    return Line(
        record=record,
        form=form.title if form else record.form,
        duty=pack.term(WORK_AREAS, record.duty),
        village=villages.get(record.village_code, record.village_code),
        answers=answers_of(record, pack),
        asks_duty=bool(form and form.asks_work_area),
    )


def lines_of(records: Iterable[WorkRecord], pack: Pack, villages: Mapping[str, str]) -> list[Line]:
    return [line_of(record, pack, villages) for record in records]


def answers_of(record: WorkRecord, pack: Pack) -> list[tuple[str, str]]:
    """What was answered. An answer whose question has left the pack is still shown, under its key."""
    form = pack.forms.get(record.form)
    asked = {field.key: field for field in form.fields} if form else {}
    known = [(asked[key].label, shown(asked[key], record.body[key])) for key in asked if key in record.body]
    return known + [(key, str(value)) for key, value in record.body.items() if key not in asked]
