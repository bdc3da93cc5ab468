"""Monitoring goes with its village when villages are merged, as the households themselves do."""

from collections.abc import Sequence
from datetime import date

from zhucun.audit.services import note
from zhucun.monitoring.models import HelpMeasure, IncomeSheet, Lead, Monitored


def follow(county: str, old_codes: Sequence[str], new_code: str, _on: date) -> None:
    """Inside the merge's transaction; its line in the trail counts the rows."""
    moving = set(old_codes) - {new_code}
    moved = sum(
        rows.filter(village_code__in=moving).update(village_code=new_code)
        for rows in (
            Lead.objects.in_county(county),
            IncomeSheet.objects.in_county(county),
            Monitored.objects.in_county(county),
            HelpMeasure.objects.in_county(county),
        )
    )
    if moved:
        note(monitoring=moved)
