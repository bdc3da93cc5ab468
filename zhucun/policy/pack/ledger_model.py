"""A ledger as the rest of the product sees it: a saved query over one source, with its columns in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zhucun.policy.pack.ledger_sources import LEDGER_SOURCES, LedgerSource, SourceField


class Opening(StrEnum):
    """The time that a ledger shows before a reader asks for another."""

    MONTH = "month"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """`field` is one of the source's; `format` is empty where its kind leaves nothing to choose."""

    field: str
    heading: str
    format: str


@dataclass(frozen=True, slots=True)
class PackLedger:
    """`filters` maps a filter of the source to the codes that are let through."""

    id: str
    number: int
    group: str
    title: str
    says: str
    source: str
    columns: tuple[LedgerColumn, ...]
    filters: Mapping[str, tuple[str, ...]]
    opens_on: Opening
    order: str
    note: str
    because: str
    may_be: str

    @property
    def draws_from(self) -> LedgerSource:
        return LEDGER_SOURCES[self.source]

    def field(self, column: LedgerColumn) -> SourceField:
        return self.draws_from.fields[column.field]
