"""XML from strangers, read as a stream: no document type, so no entities; limits on depth and number."""

from collections.abc import Iterable
from typing import TypeVar
from xml.parsers import expat

from zhucun.kernel.spreadsheet.limits import Limits
from zhucun.kernel.spreadsheet.refusals import Damaged, Overblown

Attributes = dict[str, str]


class Handler:
    """What the reader of a part overrides. Names come without their prefix: `x:row` and `row` are one."""

    def start(self, name: str, attributes: Attributes, /) -> None:
        """An element opens."""

    def end(self, name: str, /) -> None:
        """An element closes."""

    def text(self, text: str, /) -> None:
        """Characters inside the element opened last."""


H = TypeVar("H", bound=Handler)


def parse(chunks: Iterable[bytes], handler: H, limits: Limits) -> H:
    """Feed a part to its reader and give the reader back."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    guard = _Guard(handler, limits)
    parser.StartDoctypeDeclHandler = guard.document_type
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = handler.text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as problem:
        # An unknown encoding surfaces as LookupError, one that cannot decode as ValueError.
        raise Damaged from problem
    return handler


class _Guard:
    def __init__(self, handler: Handler, limits: Limits) -> None:
        self._handler = handler
        self._left = limits.elements
        self._depth = limits.depth

    def document_type(self, *_: object) -> None:
        raise Damaged

    def start(self, name: str, attributes: Attributes) -> None:
        self._left -= 1
        self._depth -= 1
        if self._left < 0 or self._depth < 0:
            raise Overblown
        self._handler.start(_local(name), attributes)

    def end(self, name: str) -> None:
        self._depth += 1
        self._handler.end(_local(name))


def _local(name: str) -> str:
    return name.rpartition(":")[2]
