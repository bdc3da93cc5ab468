"""Deciding: every duty of a county's pack, for everybody it addresses, from what features offer.

`run.decide` judges and keeps; `fresh` calls it after each change and at night; `dry_run` judges without keeping.
One thing must stay true: after any history of changes, a full run changes nothing.
"""
