"""The closed list of sources and what features offer are the same, name for name; values are of the kind that is promised."""

from datetime import date
from decimal import Decimal

import pytest

from zhucun.accounts.queries import scope_of
from zhucun.documents.ledgers.asking import ORDER_WORDS, narrowed
from zhucun.documents.ledgers.reading import reading_of
from zhucun.documents.ledgers.registry import all_offered, offered
from zhucun.documents.ledgers.tests.conftest import HOME, World, address
from zhucun.engine.verdict import Answer
from zhucun.policy.pack import load_from, load_pack
from zhucun.policy.pack.ledger_model import LedgerColumn, Opening, PackLedger
from zhucun.policy.pack.ledger_sources import LEDGER_SOURCES, ORDERS, Kind
from zhucun.policy.pack.load import PACKS
from zhucun.policy.pack.permissions import PERMISSIONS
from zhucun.testing.cast import client_of

TODAY = date(2026, 11, 18)
TYPES = {
    Kind.TEXT: str,
    Kind.LINK: str,
    Kind.WHOLE: int,
    Kind.DECIMAL: Decimal,
    Kind.DATE: date,
    Kind.ANSWER: Answer,
}
LEADERS = """
id: leaders
number: 91
group: 本县台账
title: 第一书记一览
says: 各村的第一书记。
source: posting
columns:
  - {field: village, heading: 哪个村}
  - {field: person, heading: 第一书记}
  - {field: starts_on, heading: 到任, format: chinese}
filter:
  role: [first_secretary]
order: name
because: "zhucun#ledgers"
may_be: replaced
"""


def test_every_source_of_the_list_is_offered_and_nothing_else() -> None:
    assert set(all_offered()) == set(LEDGER_SOURCES)
    assert set(ORDER_WORDS) == set(ORDERS)


@pytest.mark.parametrize("name", sorted(LEDGER_SOURCES))
def test_an_offer_has_the_filters_orders_and_right_that_are_promised(name: str) -> None:
    source, offer = LEDGER_SOURCES[name], offered(name)

    assert set(offer.filters) == set(source.filters)
    assert set(offer.orders) == set(source.orders) <= set(ORDERS)
    assert offer.needs in PERMISSIONS
    assert (offer.days is not None) is source.dated


@pytest.mark.parametrize("name", sorted(LEDGER_SOURCES))
def test_every_field_is_of_its_kind_under_every_order_and_filter(world: World, name: str) -> None:
    source = LEDGER_SOURCES[name]

    for order in source.orders:
        lines = list(_reading(world, name, order, {}).lines())
        assert lines
        for line in lines:
            for (field, what), value in zip(source.fields.items(), line.cells, strict=True):
                assert value is None or type(value) is TYPES[what.kind], field
    for filter, choices in source.filters.items():
        whole = _reading(world, name, source.orders[0], {}).counts().total()
        codes = tuple(choices.codes or ())
        parts = [
            _reading(world, name, source.orders[0], {filter: (code,)}).counts().total() for code in codes
        ]
        assert sum(parts) <= whole
        if codes:
            assert _reading(world, name, source.orders[0], {filter: codes}).counts().total() == sum(parts)


def test_a_county_s_own_file_is_enough_for_a_ledger_on_screen(world: World, tmp_path, monkeypatch) -> None:
    own = tmp_path / "counties" / HOME
    for name in ("pack.yaml", "sources.yaml"):
        own.mkdir(parents=True, exist_ok=True)
        (own / name).write_text((PACKS / "counties" / HOME / name).read_text("utf-8"), "utf-8")
    (own / "ledgers").mkdir()
    (own / "ledgers" / "leaders.yaml").write_text(LEADERS, "utf-8")
    pack = load_from(PACKS, HOME, own=tmp_path)
    monkeypatch.setattr("zhucun.documents.ledgers.views.pack_of", lambda _county: pack)
    browser = client_of(world.cast.county_officer)

    page = browser.get(address("ledger", "leaders")).content.decode()

    assert "第一书记一览" in browser.get(address("ledgers")).content.decode()
    for words in ("哪个村", "上坪村", "李书记", "到任", "年"):
        assert words in page
    assert f"/dispatch/{world.cast.posting.pk}/" in page


def _reading(world: World, source: str, order: str, filters: dict[str, tuple[str, ...]]):
    pack = load_pack(HOME)
    columns = tuple(LedgerColumn(name, name, "") for name in LEDGER_SOURCES[source].fields)
    ledger = PackLedger(
        id="all",
        number=1,
        group="",
        title="",
        says="",
        source=source,
        columns=columns,
        filters=filters,
        opens_on=Opening.ALL,
        order=order,
        note="",
        because="",
        may_be="fixed",
    )
    scope = scope_of(world.cast.county_officer, HOME, on=TODAY)
    found = reading_of(ledger, narrowed(ledger, {}, TODAY), scope=scope, pack=pack, on=TODAY)
    assert found
    return found
