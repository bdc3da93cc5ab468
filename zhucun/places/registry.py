"""Where floors above learn that villages were merged. Called inside the transaction of the merge.

A listener may refuse: what it raises undoes the merge and is shown beside the form.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

# County, codes that ended, code that takes them over, first day under the new code.
Listener = Callable[[str, Sequence[str], str, date], None]
# The same before the merge: sentences for the preview, such as how many postings would move.
Foreseer = Callable[[str, Sequence[str], str, date], Iterable[str]]

_listeners: list[Listener] = []
_foreseers: list[Foreseer] = []


def on_merge(listener: Listener) -> Listener:
    """Register what must follow a merge; registering the same function again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def on_merge_preview(foreseer: Foreseer) -> Foreseer:
    """Register sentences on what a merge would bring."""
    if foreseer not in _foreseers:
        _foreseers.append(foreseer)
    return foreseer


def merged(county: str, old_codes: Sequence[str], new_code: str, on: date) -> None:
    for listener in _listeners:
        listener(county, old_codes, new_code, on)


def consequences(county: str, old_codes: Sequence[str], new_code: str, on: date) -> list[str]:
    return [line for foreseer in _foreseers for line in foreseer(county, old_codes, new_code, on)]
