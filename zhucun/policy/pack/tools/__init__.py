"""Tools for those who write packs: what changed, what reads what, a manual, coverage, schemas. No Django, no tables."""
