"""No number of a person stands in clear anywhere, but where an act opens it, and each such act leaves its line.

Every page is looked at and every form is filled in wrongly as each member of the cast; files are unpacked; every
log line, every column and the bytes of the database are read. What is found is told by its name, never by its value.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve, reverse

from tests.addresses import Address
from tests.test_access_matrix import AWAY, ELSEWHERE, HOME, IN_COUNTY, NOW, World
from zhucun.audit.models import AuditEvent
from zhucun.dispatch.tests.roster_samples import PLAIN, workbook
from zhucun.households import page, person
from zhucun.households.services_minors import give_minor_access
from zhucun.kernel.refusals import Refusal
from zhucun.testing.asking import forms_in, without_own_fields
from zhucun.testing.cast import build_cast, client_of
from zhucun.testing.leaks import (
    Numbers,
    database_file,
    found_in,
    in_bytes,
    leaking_columns,
    logged,
    text_of,
)
from zhucun.testing.numbered import Numbered, plant_numbers
from zhucun.testing.planting import plant

ROLES = (
    "county_officer", "township_officer", "first_secretary", "team_member", "unit_contact", "system_admin",
    "security_admin", "auditor", "outsider",
)  # fmt: skip
SEE_MOST = ("first_secretary", "county_officer")  # everything of a village; everything of the county
OF_THE_FRAME = {"/i18n/setlang/", "/accounts/logout/"}  # on every page, and asking for nothing
# A pasted list is given back line by line, beside what is wrong in each.
GIVEN_BACK_IN_LINES = {"households:pairing_list", "places:types"}
# Somebody types these; nobody in the county has them.
TYPED = Numbers({"the typed identity number": "110105194912310021", "the typed telephone": "13900001111"})
BECAUSE = "本人来办事，核对证件"


@dataclass(frozen=True)
class Opening:
    """An act that shows numbers: what is sent, which of them it shows, and the line that it leaves."""

    sent: dict[str, str]
    shows: str
    act: str


# All there are. One that shows nothing any more, or leaves no line, does not belong here.
OPENINGS = {
    "households:numbers": Opening({}, "identity number of 郑编号", "households.numbers_shown"),
    "households:export": Opening(
        {"numbers": "on"}, "identity number of 王残疾", "households.register_exported"
    ),
    "dispatch:show_numbers": Opening({}, "identity number of the stationed 李书记", "dispatch.person_shown"),
}


@dataclass(frozen=True)
class Stage:
    world: World
    numbered: Numbered

    @property
    def planted(self) -> Numbers:
        return self.numbered.numbers

    def urls(self, address: Address, *, everybody: bool) -> Iterator[str]:
        """An address with what is planted in the first village; for each who has numbers, or for one of them."""
        parts = self.world.parts(self.world.near, HOME)
        family = self.numbered.family.household.pk
        parts |= {"household_id": family, "posting_id": self.world.cast.posting.pk}
        people = (
            self.numbered.people
            if everybody and "villager_id" in address.asks_for
            else self.numbered.people[:1]
        )
        for one in people:
            yield address.url(parts | {"villager_id": one.pk})

    def url_of(self, name: str) -> str:
        """A page of the family's head, of the family, of the first secretary."""
        address = next(one for one in IN_COUNTY if one.name == name)
        return next(self.urls(address, everybody=False))


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        cast = build_cast(HOME, AWAY)
        near, far = cast.villages[0], cast.villages[2]
        world = World(
            cast=cast,
            near=plant(cast.home, near, "暗记甲", 11, NOW, own_unit=True),
            far=plant(cast.home, far, "暗记丙", 12, NOW, own_unit=False),
            away=plant(cast.away, cast.away.villages[0], "暗记外", 13, NOW, own_unit=True),
        )
        day: dict[str, Any] = {"starts_on": date(2026, 11, 1), "ends_on": date(2026, 12, 31)}
        give_minor_access(
            by=cast.county_officer, county=HOME, user=cast.first_secretary, place_code=near.code,
            because="控辍保学核对", at=NOW, **day,
        )  # fmt: skip
        built = Stage(world, plant_numbers(cast.home, near))
        with django_db_blocker.block():
            yield built
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("role", ROLES)
def test_no_page_and_no_file_shows_a_number(stage: Stage, db: None, role: str) -> None:
    look(stage, role, everybody=role == "first_secretary")


@pytest.mark.thorough
@pytest.mark.parametrize("role", SEE_MOST)
def test_no_statement_and_no_template_would_log_a_number(stage: Stage, db: None, role: str) -> None:
    with statements_logged():
        look(stage, role, everybody=True, templates=True)


@pytest.mark.parametrize("role", SEE_MOST)
def test_a_form_filled_in_wrongly_gives_back_what_was_typed_in_its_field_alone(
    stage: Stage, db: None, role: str
) -> None:
    fill_in(stage, role, {"post"})


@pytest.mark.thorough
@pytest.mark.either
@pytest.mark.parametrize("role", ROLES)
def test_so_it_is_for_everybody_and_whatever_is_searched_for(stage: Stage, db: None, role: str) -> None:
    fill_in(stage, role, {"post", "get"})


@pytest.mark.parametrize("name", OPENINGS)
def test_an_act_that_shows_a_number_asks_why_and_leaves_its_line(stage: Stage, db: None, name: str) -> None:
    opening, browser = OPENINGS[name], client_of(stage.world.cast.county_officer)
    url = stage.url_of(name)

    silent = browser.post(url, opening.sent)
    answer = browser.post(url, opening.sent | {"because": f"{BECAUSE}，电话{TYPED['the typed telephone']}"})

    assert not found_in(text_of(silent), stage.planted)
    assert opening.shows in found_in(text_of(answer), stage.planted)
    line = AuditEvent.objects.in_county(HOME).filter(act=opening.act).latest("seq")
    assert line.actor == "赵县委" and line.details["because"].startswith(BECAUSE)
    assert not leaking_columns(stage.planted | TYPED)


@pytest.mark.parametrize("name", OPENINGS)
@pytest.mark.parametrize("role", [role for role in ROLES if role != "county_officer"])
def test_nobody_else_is_shown_a_number_by_such_an_act(stage: Stage, db: None, name: str, role: str) -> None:
    browser = client_of(stage.world.cast.members[role])

    answer = browser.post(stage.url_of(name), OPENINGS[name].sent | {"because": BECAUSE})

    assert not found_in(text_of(answer), stage.planted)


def test_a_register_sent_in_is_looked_over_and_kept_without_a_number_in_clear(
    stage: Stage, db: None, settings: Any, tmp_path: Path
) -> None:
    settings.ZHUCUN_HOME = tmp_path
    browser = client_of(stage.world.cast.county_officer)
    sheet: Any = browser.post(stage.url_of("households:export"), {"numbers": "on", "because": BECAUSE})
    file = BytesIO(b"".join(sheet.streaming_content))
    file.name = "register.xlsx"

    preview = browser.post(reverse("households:import", args=[HOME]), {"file": file}, follow=True)
    upload = preview.resolver_match.kwargs["upload"]
    problems = browser.get(reverse("households:import_problems", args=[HOME, upload]))
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    done = browser.post(
        reverse("households:import_confirm", args=[HOME, upload]), {"because": BECAUSE}, follow=True
    )

    assert not found_in("".join(map(text_of, (preview, problems, done))), stage.planted)
    assert kept and not in_bytes(kept, stage.planted)


def test_no_column_and_no_page_of_the_database_holds_a_number_in_clear(stage: Stage, db: None) -> None:
    assert not leaking_columns(stage.planted)
    assert not in_bytes(database_file(), stage.planted)


def test_a_page_that_breaks_down_tells_nobody_the_number_it_held(
    stage: Stage, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(villager: Any, **_given: Any) -> None:
        held = villager.id_number
        raise ValueError(f"cannot show {held}")

    monkeypatch.setattr(person, "numbers", fail)
    browser = client_of(stage.world.cast.first_secretary)
    browser.raise_request_exception = False

    with logged() as lines:
        answer = browser.get(stage.url_of("households:person"))

    assert answer.status_code == 500
    assert "ValueError: cannot show ***" in "".join(lines)
    assert not found_in(text_of(answer) + "".join(lines), stage.planted)


@pytest.mark.parametrize("command", ["import_roster", "audit_verify", "cases_rebuild", "nightly"])
def test_a_command_prints_no_number(
    stage: Stage, db: None, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "roster.xlsx"
    file.write_bytes(_roster_with(stage))
    given = {"import_roster": [str(file), "--county", HOME]}.get(command, [])

    with logged() as lines, suppress(CommandError, Refusal):
        call_command(command, *given)

    out = capsys.readouterr()
    assert out.out + out.err
    assert not found_in(out.out + out.err + "".join(lines), stage.planted)


def test_a_leak_on_a_page_and_one_in_a_column_are_noticed(
    stage: Stage, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "mask_phone", str)
    browser, head = client_of(stage.world.cast.team_member), stage.numbered.family.head

    shown = text_of(browser.get(stage.url_of("households:household")))
    head.works_at = head.phone or ""
    head.save()

    assert "telephone of 郑编号" in found_in(shown, stage.planted)
    assert leaking_columns(stage.planted) == {"households_villager.works_at: telephone of 郑编号"}


def look(stage: Stage, role: str, *, everybody: bool, templates: bool = False) -> None:
    browser, faults = client_of(stage.world.cast.members[role]), []
    with logged(templates=templates) as lines:
        for url in _all(stage, everybody=everybody):
            with transaction.atomic():
                text = text_of(browser.get(url))
                transaction.set_rollback(True)
            faults += [f"{role} GET {url}: {name}" for name in found_in(text, stage.planted)]

    assert not faults, "\n".join(faults)
    assert lines
    assert not found_in("\n".join(lines), stage.planted)


def fill_in(stage: Stage, role: str, methods: set[str]) -> None:
    browser, faults = client_of(stage.world.cast.members[role]), []
    with logged() as lines:
        for url in _all(stage, everybody=False):
            faults += [f"{role} {fault}" for fault in _filled_in(browser, url, stage.planted, methods)]

    assert not faults, "\n".join(faults)
    assert not found_in("\n".join(lines), stage.planted | TYPED)


def _all(stage: Stage, *, everybody: bool) -> Iterator[str]:
    for address in IN_COUNTY:
        yield from stage.urls(address, everybody=everybody)
    yield from (address.url({}) for address in ELSEWHERE)


def _filled_in(browser: Client, url: str, planted: Numbers, methods: set[str]) -> Iterator[str]:
    """Every form of a page, sent with numbers that somebody has just typed; and where that led."""
    page = browser.get(url)
    if page.status_code != 200 or page.streaming:
        return
    for form in forms_in(page.content.decode(), url):
        if form.method not in methods or form.action in OF_THE_FRAME:
            continue
        with transaction.atomic():
            data = form.filled(list(TYPED.values()))
            answer = getattr(browser, form.method)(form.action, data, follow=True)
            text = text_of(answer)
            transaction.set_rollback(True)
        listed = resolve(form.action.split("?")[0]).view_name in GIVEN_BACK_IN_LINES
        refused = form.method == "post" and not answer.redirect_chain and not listed
        sought = planted | TYPED if refused else planted
        for name in found_in(without_own_fields(text), sought):
            yield f"{form.method} {form.action} from {url}: {name}"


@contextmanager
def statements_logged() -> Iterator[None]:
    """Each statement of the database is among the lines, its values too."""
    connection.force_debug_cursor = True
    try:
        yield
    finally:
        connection.force_debug_cursor = False
        connection.queries_log.clear()


def _roster_with(stage: Stage) -> bytes:
    """A roster whose one line is somebody stationed already, in a village that nobody knows."""
    person = stage.world.cast.posting.person
    row = {**PLAIN, "name": "李书记", "id_number": person.id_number, "phone": person.phone}
    return workbook(row)
