"""A ledger as a file: the rows of the page, typed, links, nothing computed, a line in the trail before it is handed out."""

import io
import resource
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from zhucun.audit.models import AuditEvent
from zhucun.documents.ledgers.services import EXPORTED
from zhucun.documents.ledgers.tests.conftest import HOME, World, address
from zhucun.households.models import Household
from zhucun.households.traces import traces_of
from zhucun.kernel.guard import watching
from zhucun.policy.pack import load_pack
from zhucun.testing.cast import client_of


def sent(user, ledger: str, **asked: str) -> bytes:
    answer = client_of(user).post(address("ledger_xlsx", ledger, **asked))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return answer.getvalue()


def cells(file: bytes) -> list[list[str]]:
    """The texts and numbers of the sheet, row by row."""
    sheet = load_workbook(io.BytesIO(file)).worksheets[0]
    return [["" if value is None else str(value) for value in row] for row in sheet.values]


def part(file: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return parts.read(name).decode()


@pytest.mark.parametrize("ledger", sorted(load_pack(HOME).ledgers))
def test_a_file_has_the_rows_of_the_page_and_each_opens_its_record(world: World, ledger: str) -> None:
    user = world.cast.county_officer

    file = sent(user, ledger, month="all")

    declared = load_pack(HOME).ledgers[ledger]
    heads = [column.heading for column in declared.columns]
    table = cells(file)
    below = table[table.index(heads) + 1 :]
    page = client_of(user).get(address("ledger", ledger, month="all")).content.decode()
    assert f"共 {len(below)} 条。" in page
    assert part(file, "xl/worksheets/_rels/sheet1.xml.rels").count("http://testserver/c/") == len(below)


def test_the_title_names_place_and_time_and_the_notes_say_what_it_is(world: World) -> None:
    text = cells(sent(world.cast.first_secretary, "visits", month="2026-11", place=world.near.village.code))

    assert "上坪村走访台账（2026年11月）" in text[0][0]
    assert "写明走访了哪一户的工作记录" in text[1][0]
    assert "2026-11-18" in text[2][0]


def test_nothing_in_a_file_is_computed(world: World) -> None:
    Household.objects.in_county(HOME).filter(id=world.near.things["household"].id).update(
        head_name='=HYPERLINK("http://evil","x")', group_name="@SUM(1)"
    )

    file = sent(world.cast.county_officer, "households")

    assert "<f>" not in part(file, "xl/worksheets/sheet1.xml")
    flat = [cell for row in cells(file) for cell in row]
    assert '\'=HYPERLINK("http://evil","x")' in flat
    assert "'@SUM(1)" in flat


def test_the_trail_says_which_ledger_of_where_and_how_many(world: World) -> None:
    sent(world.cast.first_secretary, "members")

    line = AuditEvent.objects.in_county(HOME).filter(act=EXPORTED).get()
    assert line.actor == str(world.cast.first_secretary)
    assert line.details == {
        "ledger": "members",
        "source": "member",
        "places": [world.near.village.code],
        "part": False,
        "count": 1,
    }


def test_looking_at_the_address_hands_out_nothing_and_writes_nothing(world: World) -> None:
    answer = client_of(world.cast.county_officer).get(address("ledger_xlsx", "members"))

    assert answer.status_code == 302
    assert not AuditEvent.objects.in_county(HOME).filter(act=EXPORTED).exists()


def test_the_outsider_and_who_may_not_get_no_file_and_no_line(world: World) -> None:
    assert client_of(world.cast.outsider).post(address("ledger_xlsx", "members")).status_code == 404
    assert client_of(world.cast.unit_contact).post(address("ledger_xlsx", "members")).status_code == 403
    assert not AuditEvent.objects.in_county(HOME).filter(act=EXPORTED).exists()


def test_who_asks_about_a_person_is_told_of_the_file(world: World) -> None:
    sent(world.cast.county_officer, "members")
    sent(world.cast.county_officer, "cadre-roster")

    told = [trace.what for trace in traces_of(world.near.things["villager"])]

    assert [what for what in told if "台账" in what] == ["下载户籍成员台账，没有号码和健康状况；可能没有本人"]


def test_a_file_costs_the_same_statements_for_twice_as_many_rows(world: World) -> None:
    user = world.cast.county_officer
    sent(user, "households")

    costs = []
    for serial in (1, 2):
        _households(world, 40, serial)
        with watching() as watch:
            sent(user, "households")
        assert not watch.unpinned
        costs.append(len(watch.statements))

    assert costs[0] == costs[1]


@pytest.mark.thorough
@pytest.mark.slow
def test_a_hundred_thousand_rows_fit_into_little_memory(world: World) -> None:
    _households(world, 100_000, 1)
    browser = client_of(world.cast.county_officer)

    before = _most_held()
    answer: Any = browser.post(address("ledger_xlsx", "households"))
    sizes = [len(piece) for piece in answer.streaming_content]

    assert sum(sizes) > 1_000_000
    assert max(sizes) < 1_000_000
    assert _most_held() - before < 150_000
    assert AuditEvent.objects.in_county(HOME).get(act=EXPORTED).details["count"] == 100_002


def _most_held() -> int:
    """The most memory that this process has ever held, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _households(world: World, many: int, serial: int) -> None:
    rows = (
        Household(
            county_code=HOME,
            village_code=world.near.village.code,
            head_name=f"户主{serial}-{number}",
            group_name=f"{number % 9}组",
            people=number % 7 + 1,
        )
        for number in range(many)
    )
    Household.objects.bulk_create(rows, batch_size=2_000)
