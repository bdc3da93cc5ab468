"""Village types: which kinds of village a county says its villages are, from when to when, and on what paper.

Silence says nothing against anybody: before the county's first word a village's type is not known, from then on a
village without a word is known to have none.
"""
