"""Ledgers that leave the system: which, of what places, how many rows. The line is written before the file is handed out."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded

EXPORTED = "documents.ledger_exported"


@recorded(EXPORTED, gettext_lazy("导出台账"))
def tell_exported(
    *, by: User, county: str, ledger: str, source: str, places: Sequence[str], part: bool, count: int
) -> None:
    """Places and a count, never a person; `part` says that not everybody who lives there need be in it."""
    note(ledger=ledger, source=source, places=list(places), part=part, count=count)
