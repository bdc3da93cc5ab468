"""Ledgers: saved queries of the county's pack, over rows that features offer. Nothing in them is typed or kept."""
