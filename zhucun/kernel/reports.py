"""What is written of an error: where it happened and what it was, never whom it was about.

Django's own report shows local variables and everything that was sent, in which a person's numbers stand.
"""

import logging
import sys
from types import TracebackType
from typing import Any

from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

from zhucun.kernel.hiding import hide_numbers

# What was sent, what the browser carried, who was there; `raising_view_name` says which page it was.
_OF_THE_REQUEST: dict[str, Any] = {
    "request": None,
    "request_meta": {},
    "request_insecure_uri": "",
    "user_str": "",
    "unicode_hint": "",
    "filtered_POST_items": (),
    "request_GET_items": (),
    "request_FILES_items": (),
    "request_COOKIES_items": (),
}


class HidingFormatter(logging.Formatter):
    """A log line, its traceback included, with numbers of people hidden."""

    def format(self, record: logging.LogRecord) -> str:
        return hide_numbers(super().format(record))


class Report(ExceptionReporter):
    """The technical report of an error: lines of code and versions, nothing of the request, no local variable."""

    def get_traceback_frames(self) -> list[dict[str, Any]]:
        return [{**frame, "vars": []} for frame in super().get_traceback_frames()]

    def get_traceback_data(self) -> dict[str, Any]:
        return super().get_traceback_data() | _OF_THE_REQUEST

    def get_traceback_html(self) -> SafeString:
        return SafeString(hide_numbers(super().get_traceback_html()))

    def get_traceback_text(self) -> SafeString:
        return SafeString(hide_numbers(super().get_traceback_text()))


def tell_hidden(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """For `sys.excepthook`: what a command dies of goes to the terminal with numbers hidden."""
    dying = (kind, error, trace)
    line = logging.LogRecord("zhucun", logging.ERROR, "", 0, kind.__name__, None, dying)
    sys.stderr.write(HidingFormatter().format(line) + "\n")
