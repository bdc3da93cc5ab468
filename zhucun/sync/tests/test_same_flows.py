"""One definition, two renderings, equal results, of what is raised, moved on and entered: page and phone side by side.

Every flow of every pack that a first secretary may raise, with the steps that then wait for the same person, and presence.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from zhucun.accounts.queries import scope_of
from zhucun.attendance.models import PresenceEntry
from zhucun.attendance.refresh import refresh_between
from zhucun.cases.forms import ID, SEQ, SUBJECT
from zhucun.cases.models import Case
from zhucun.cases.told import may_raise
from zhucun.fieldwork.tests.builders import home
from zhucun.kernel.ids import uuid7
from zhucun.policy import installed
from zhucun.policy.pack import load_pack
from zhucun.sync.tests.test_same_forms import TODAY, packs
from zhucun.testing.cast import client_of
from zhucun.testing.phone import Phone

DAY = timedelta(days=1)
WRONG: dict[str, list[Any]] = {
    "number": ["甲", "-1"],
    "money": ["甲", "0.001"],
    "date": ["甲", "2026-02-30"],
    "checks": [["no-such"]],
    "household": ["00000000-0000-7000-8000-000000000000"],
}
SAME = ("flow", "state", "place_code", "subject_id", "title", "due_on", "ending", "raised_by_id", "values")


def flows() -> Iterator[Any]:
    """Each flow once, however many packs hold it unchanged."""
    seen: set[str] = set()
    for name, pack in packs().items():
        for flow in pack.flows.values():
            if flow.digest not in seen:
                seen.add(flow.digest)
                yield pytest.param(pack, flow.id, id=f"{name}-{flow.id}")


@pytest.fixture
def side_by_side(cast, frozen_today, monkeypatch):
    """`side_by_side(pack)`: a page and a phone of the same person, where this pack is in force; and a family."""

    def begin(pack):
        own = replace(pack, county_code=cast.home.code)
        monkeypatch.setattr(installed, "pack_of", lambda _county: own)
        family = home(cast)
        return client_of(cast.first_secretary), Phone.enrolled(cast.first_secretary, cast.home.code), family

    return begin


def part(phone: Phone, name: str) -> Any:
    return phone.say("pull", {"have": {}}).json()["parts"][name]


def right(field: dict[str, Any], family: Any) -> Any:
    """What a field takes, as it is typed."""
    match field["type"]:
        case "choice" | "village" | "account" | "unit":
            return field["options"][0]["code"] if field["options"] else ""
        case "checks":
            return [field["options"][-1]["code"]]
        case "number" | "money":
            return "3"
        case "date":
            return f"{TODAY + DAY}"
        case "household":
            return str(family.id)
        case _:
            return f"写明“{field['label']}”"[: field["max"] or 60]


def attempts(fields: list[dict[str, Any]], family: Any) -> Iterator[dict[str, Any]]:
    """All that is asked, then everything, then each in turn left empty, too long, or what it cannot be."""
    whole = {field["key"]: right(field, family) for field in fields}
    yield {field["key"]: whole[field["key"]] for field in fields if field["asked"]}
    yield whole
    for field in fields:
        long = ["好" * (field["max"] + 1)] if field["max"] and "text" in field["type"] else []
        for wrong in ["", *long, *(WRONG.get(field["type"]) or ["no-such"] * bool(field["options"]))]:
            yield {**whole, field["key"]: wrong}


def asked_alike(form: Any, fields: list[dict[str, Any]]) -> None:
    """The page asks what the phone asks: the same fields, needed alike, with the same to choose from."""
    shown = {name: one for name, one in form.fields.items() if "-" not in name}
    assert list(shown) == [field["key"] for field in fields]
    for field in fields:
        own = shown[field["key"]]
        assert (own.label, own.help_text, own.required) == (field["label"], field["help"], field["asked"])
        if field["type"] != "household":  # whoever is looked for by name, on the page as on the phone
            options = (
                own.offered if own.offered is not None else [(o.code, o.label) for o in own.asked.options]
            )
            assert [tuple(map(str, one)) for one in options] == [
                (o["code"], o["label"]) for o in field["options"]
            ]


def outcome(case: Case) -> dict[str, Any]:
    case.refresh_from_db()
    return {name: getattr(case, name) for name in SAME}


def alike(page: Any, case: Case | None, answer: dict[str, Any], sent: Case | None) -> None:
    """Both kept the same, or both refused; what the phone hears stands on the page."""
    assert (case is None) == (sent is None), (page and dict(page.errors), answer)
    assert case or page is not None, answer
    if case and sent:
        assert outcome(case) == outcome(sent)
        return
    shown = [str(sentence) for sentences in page.errors.values() for sentence in sentences]
    assert shown
    elsewhere = all(
        "没有这一项" in one for one in shown
    )  # the page offers names, the door looks for them in the county
    assert elsewhere or any(one in answer["says"] or answer["says"] in one for one in shown), (shown, answer)


def kept(cast, id: Any) -> Case | None:
    return Case.objects.in_county(cast.home.code).filter(id=id).first()


@pytest.mark.slow
@pytest.mark.parametrize(("pack", "id"), list(flows()))
def test_what_is_raised_and_moved_on_is_the_same_from_both(cast, side_by_side, pack, id):
    browser, phone, family = side_by_side(pack)
    offered = {flow.id for flow in may_raise(pack, scope_of(cast.first_secretary, cast.home.code, on=TODAY))}
    told = [one for one in part(phone, "forms")["flows"] if one["id"] == id]
    assert bool(told) == (id in offered)
    if not told:
        return
    (flow,) = told
    where = reverse("cases:raise_one", args=[cast.home.code, id])
    subject = str(family.id) if flow["about"] == "household" else flow["subject"]
    about = {SUBJECT: subject} if subject else {}
    asked_alike(browser.get(where).context["form"], flow["fields"])

    moved = False
    for given in attempts(flow["fields"], family):
        with transaction.atomic():
            own = uuid7()
            page = browser.post(where, {ID: str(own), **about, **given})
            body = {key: flow[key] for key in ("role", "place")} | {"flow": id, "subject": subject}
            filled = {key: value for key, value in given.items() if value not in ("", [])}
            sent = phone.act("case.raise", {**body, "fields": filled})
            (answer,) = phone.send(sent)
            form = page.context["form"] if page.status_code != 302 else None
            here, there = kept(cast, own), kept(cast, sent["id"])
            alike(form, here, answer, there)
            if here and there and not moved:
                moved = True
                moved_alike(cast, browser, phone, here, there, family)
            transaction.set_rollback(True)


def moved_alike(cast, browser, phone: Phone, here: Case, there: Case, family: Any) -> None:
    """Each step that waits for the person, on the page with one case and on the phone with its twin."""
    waiting = {one["id"]: one for one in part(phone, "cases")["cases"]}
    for step in waiting[str(there.id)]["steps"]:
        where = reverse("cases:act", args=[cast.home.code, here.id, step["id"]])
        shown = browser.get(where)
        if not step["can"]:  # for the same reason, or because only the page can look for other cases
            assert step["why"] and (shown.status_code != 200 or "网页" in step["why"])
            continue
        assert shown.status_code == 200
        asked_alike(shown.context["form"], step["fields"])
        for given in attempts(step["fields"], family):
            with transaction.atomic():
                page = browser.post(where, {SEQ: here.seq, **given})
                filled = {key: value for key, value in given.items() if value not in ("", [])}
                said = {"case": str(there.id), "step": step["id"], "fields": filled}
                (answer,) = phone.send(phone.act("case.step", said, base=there.seq))
                moved = page.status_code == 302
                form = None if moved else page.context["form"]
                taken = answer["answer"] == "accepted"
                alike(form, here if moved else None, answer, there if taken else None)
                transaction.set_rollback(True)
            here.refresh_from_db()
            there.refresh_from_db()


ENTRIES = [
    ("in_village", TODAY, None, ""),
    ("training", TODAY + 2 * DAY, TODAY + 3 * DAY, "县委党校"),
    ("training", TODAY + 3 * DAY, TODAY + 2 * DAY, ""),
    ("in_village", TODAY + DAY, None, ""),
    ("training", date(2019, 1, 7), None, ""),
    ("found_absent", TODAY, None, ""),
    ("no_such", TODAY, None, ""),
    ("official", TODAY, None, "好" * 201),
]


def test_presence_offers_the_same_kinds_on_both(cast, phone, browsing):
    offered = browsing.get(calendar(cast)).context["form"].fields["kind"].choices

    assert [{"code": code, "label": str(label)} for code, label in offered] == part(phone, "forms")[
        "presence"
    ]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry[0]}-{entry[1]}-{len(entry[3])}")
def test_an_entry_is_kept_or_refused_alike(cast, phone, browsing, entry):
    kind, first, last, note = entry

    with transaction.atomic():
        given = {"kind": kind, "first_day": f"{first}", "last_day": f"{last or ''}", "note": note}
        page = browsing.post(calendar(cast), given)
        on_the_page = entered(cast)
        transaction.set_rollback(True)
    body = {"posting": str(cast.posting.id), "kind": kind, "first": f"{first}", "last": f"{last or first}"}
    (answer,) = phone.send(phone.act("presence.add", {**body, "note": note}))

    assert on_the_page == entered(cast)
    assert (answer["answer"] == "accepted") == bool(on_the_page)
    if answer["code"].startswith("attendance.") and answer["code"] != "attendance.not_yours":
        shown = [words for sentences in page.context["form"].errors.values() for words in sentences]
        assert answer["says"] + answer["next"] in shown


@pytest.fixture
def browsing(cast, frozen_today, monkeypatch):
    pack = replace(load_pack("513331"), county_code=cast.home.code)
    monkeypatch.setattr(installed, "pack_of", lambda _county: pack)
    refresh_between(cast.home.code, TODAY, TODAY)
    return client_of(cast.first_secretary)


def calendar(cast) -> str:
    return reverse("attendance:calendar", args=[cast.home.code, TODAY.replace(day=1), cast.posting.id])


def entered(cast) -> list[Any]:
    rows = PresenceEntry.objects.in_county(cast.home.code)
    return list(
        rows.values_list("posting", "village_code", "kind", "first_day", "last_day", "note", "recorded_by")
    )
