"""The part of the manual on ledgers: what it shows works as it stands, and it names every source, field, filter and order."""

from zhucun.policy.pack.ledger_sources import FORMATS, LEDGER_SOURCES
from zhucun.policy.pack.shapes.ledger import LedgerShape
from zhucun.policy.pack.tests.build import Bench
from zhucun.policy.pack.tests.test_manual import EXAMPLE, MANUAL
from zhucun.policy.pack.tests.test_manual_flows import named_in

PART = MANUAL.partition("## 十七、台账")[2]


def test_the_ledger_in_the_manual_is_the_last_of_the_catalogue(bench: Bench) -> None:
    for name, text in EXAMPLE.findall(MANUAL):
        bench.write(name, text)

    ledger = list(bench.load("990001").ledgers.values())[-1]

    assert (ledger.title, ledger.group) == ("第一书记名册", "本县台账")
    assert [column.format for column in ledger.columns] == ["", "", "", "chinese"]


def test_every_key_and_every_word_of_a_ledger_is_in_the_manual() -> None:
    words = set(named_in(LedgerShape)) | {name for formats in FORMATS.values() for name in formats}
    for name, source in LEDGER_SOURCES.items():
        words |= {name, *source.fields, *source.filters, *source.orders}
        words |= {code for one in source.filters.values() for code in one.codes or ()}

    assert sorted(word for word in words if f"`{word}`" not in PART and f"\n{word}:" not in PART) == []
