"""Numbers of people in a text that nobody meant them to be in: log lines, tracebacks, the reason of an act.

A safeguard behind the rule, not the rule: what is a number's own field is sealed and masked where it is shown.
"""

import re

# Word characters on either side belong to ids and codes of things, never to a person's number.
_NUMBERS = re.compile(
    r"(?<![\w-])(?:"
    r"\d{17}[\dXx](?:[1-7][1-4](?:B[1-9])?)?"  # citizens, and the disability certificate that begins with it
    r"|\d{15,20}"  # the older card, a bank card
    r"|(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}"
    r"|0\d{2,3}[- ]?\d{7,8}"
    r"|[A-Z]{1,3}\d{7,9}(?:\(\d\))?"  # papers of those from elsewhere
    r")(?![\w-])",
    re.ASCII,
)
_SHOWN = 2


def hide_numbers(text: str) -> str:
    """The text with every such number reduced to its last two characters."""
    return _NUMBERS.sub(lambda found: "*" * (len(found[0]) - _SHOWN) + found[0][-_SHOWN:], text)
