"""A refusal: a sentence a person can act on.

The docstring of the class is the sentence; `code` is stable for programs; `next_step` says what to do.
Services raise refusals, screens show them, nothing is lost.
"""

import functools
import inspect
from typing import Any, ClassVar

from django.utils.translation import gettext as _


class Refusal(Exception):
    """这一步不能办理。"""

    code: ClassVar[str] = "refused"
    next_step: ClassVar[str] = ""
    about: str = ""  # the field of the form that it speaks of

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(self.sentence)

    def __reduce__(self) -> Any:
        return functools.partial(type(self), **self.details), ()

    @property
    def sentence(self) -> str:
        """The docstring in the reader's language, its %(names)s filled in."""
        return _(inspect.cleandoc(type(self).__doc__ or "")) % self.details

    @property
    def advice(self) -> str:
        return _(self.next_step) % self.details if self.next_step else ""

    @property
    def said(self) -> str:
        """Both in one line; where a language puts a space between sentences, its translation does."""
        if not self.advice:
            return self.sentence
        return _("%(sentence)s%(advice)s") % {"sentence": self.sentence, "advice": self.advice}
