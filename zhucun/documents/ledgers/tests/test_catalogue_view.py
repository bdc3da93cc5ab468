"""The catalogue: who sees it, what stands in it, and that each count is that of the page it opens."""

import re

import pytest

from zhucun.documents.ledgers.tests.conftest import AWAY, World, address
from zhucun.kernel.guard import watching
from zhucun.policy.pack import load_pack
from zhucun.testing.cast import client_of

ENTRY = re.compile(r'<a href="([^"]+/documents/ledgers/([a-z-]+)/)">.*?<b>(\d+) 条</b>', re.DOTALL)
STATEMENTS = 6


def entries(user, **where: str) -> dict[str, tuple[str, int]]:
    text = client_of(user).get(address("ledgers", **where)).content.decode()
    return {name: (url, int(count)) for url, name, count in ENTRY.findall(text)}


def test_an_officer_finds_every_ledger_of_the_pack(world: World) -> None:
    page = client_of(world.cast.county_officer).get(address("ledgers"))

    assert page.status_code == 200
    assert set(entries(world.cast.county_officer)) == set(load_pack("513331").ledgers)
    assert "由系统里已有的记录生成" in page.content.decode()


@pytest.mark.parametrize("part", ["county_officer", "township_officer", "first_secretary", "team_member"])
def test_a_count_is_that_of_the_page_it_opens(world: World, part: str) -> None:
    user = world.cast.members[part]

    told = entries(user)

    assert any(count for _url, count in told.values())
    for url, count in told.values():
        assert f"共 {count} 条。" in client_of(user).get(url).content.decode(), url


def test_a_first_secretary_counts_the_own_village_alone(world: World) -> None:
    own, whole = entries(world.cast.first_secretary), entries(world.cast.county_officer)

    assert own["households"][1] == 1
    assert whole["households"][1] == 2


def test_the_outsider_does_not_find_it_and_others_may_not_enter(world: World) -> None:
    assert client_of(world.cast.outsider).get(address("ledgers")).status_code == 404
    assert client_of(world.cast.unit_contact).get(address("ledgers")).status_code == 403
    assert client_of(world.cast.auditor).get(address("ledgers")).status_code == 403


def test_the_outsider_has_a_catalogue_of_the_own_county(world: World) -> None:
    assert entries(world.cast.outsider, county=AWAY)["households"][1] == 1


def test_all_counts_are_one_statement(world: World) -> None:
    browser = client_of(world.cast.county_officer)
    browser.get(address("ledgers"))  # what is read once is kept

    with watching() as watch:
        browser.get(address("ledgers"))

    assert not watch.unpinned
    assert len(watch.statements) == STATEMENTS, "\n".join(watch.statements)
