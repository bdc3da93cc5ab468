"""What acts are called: `dispatch.posting_ended` → 结束派驻. Filled where a service is declared."""

from django.utils.functional import Promise

Words = str | Promise  # a promise is translated when it is shown

_names: dict[str, Words] = {}


def name(act: str, words: Words) -> None:
    if words or act not in _names:
        _names[act] = words


def name_of(act: str) -> str:
    """An act that nobody has named is shown by its code."""
    return str(_names.get(act) or act)


def names() -> dict[str, str]:
    """Every act there is, with what it is called, in the order of the names."""
    return dict(sorted(((act, name_of(act)) for act in _names), key=lambda pair: pair[1]))
