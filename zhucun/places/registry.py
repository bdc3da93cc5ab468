"""Where floors above learn what changed in places, and say which words a county has for it.

Called inside the transaction of the change. A listener may refuse: what it raises undoes the change and is shown
beside the form.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

# County, codes that ended, code that takes them over, first day under the new code.
Listener = Callable[[str, Sequence[str], str, date], None]
# The same before the merge: sentences for the preview, such as how many postings would move.
Foreseer = Callable[[str, Sequence[str], str, date], Iterable[str]]
# County, villages whose types changed (`None`: of all of them), the first and last of the changed days.
TypeListener = Callable[[str, Sequence[str] | None, date, date | None], None]
# The types a village of a county can be of: code and word.
TypeWords = Callable[[str], Mapping[str, str]]

_listeners: list[Listener] = []
_foreseers: list[Foreseer] = []
_type_listeners: dict[str, TypeListener] = {}
_type_words: dict[str, TypeWords] = {}


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


def on_types_changed(name: str, listener: TypeListener) -> None:
    """Register what must follow when villages are of other types than before."""
    _type_listeners[name] = listener


def types_changed(county: str, codes: Sequence[str] | None, first: date, last: date | None) -> None:
    for listener in _type_listeners.values():
        listener(county, codes, first, last)


def offer_type_words(name: str, words: TypeWords) -> None:
    """Register who knows the words for types: the rules of the county."""
    _type_words[name] = words


def type_words(county: str) -> dict[str, str]:
    """Every type a village of the county can be of, in the order of its rules."""
    return {code: word for words in _type_words.values() for code, word in words(county).items()}
