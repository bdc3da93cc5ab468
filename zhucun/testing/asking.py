"""The forms of a page, filled in wrongly, as somebody does who types a number where it does not belong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

_OF_NUMBERS = re.compile(r"id_number|phone|^q$|^text$|number$|list")
_TYPED_IN = {"text", "search", "tel", "number", "textarea"}


@dataclass
class Asked:
    """One form of a page: where it goes, and what kind of field each of its names is."""

    action: str
    method: str
    kinds: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def filled(self, typed: Sequence[str]) -> dict[str, str]:
        """Numbers where numbers or a search are asked for, and what makes no sense in every other field."""
        data = dict(self.values)
        typed_in = [name for name, kind in self.kinds.items() if kind in _TYPED_IN]
        for at, name in enumerate(typed_in):
            data[name] = typed[at % len(typed)] if _OF_NUMBERS.search(name) else ""
        dates = [name for name, kind in self.kinds.items() if kind in ("date", "month")]
        return data | dict.fromkeys(dates, "不是日期")


class _Forms(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Asked] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, told.get("action", ""))
            self.forms.append(Asked(action, told.get("method", "get").lower()))
        elif self.forms and tag in ("input", "textarea", "select", "option"):
            self._field(tag, told)

    def _field(self, tag: str, told: Mapping[str, str]) -> None:
        form, name = self.forms[-1], told.get("name", "")
        if tag == "option":
            if "selected" in told:
                form.values.setdefault(self.select, told.get("value", ""))
            return
        self.select = name if tag == "select" else self.select
        kind = told.get("type", "text") if tag == "input" else tag
        if name and name != "csrfmiddlewaretoken" and kind not in ("submit", "file", "checkbox"):
            form.kinds[name] = kind
            if kind in ("hidden", "radio"):
                form.values.setdefault(name, told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.forms:
            self.forms.append(Asked(self.address, ""))  # what stands outside belongs to none


def forms_in(page: str, address: str) -> list[Asked]:
    """The forms of a page that ask for something."""
    parser = _Forms(address)
    parser.feed(page)
    return [form for form in parser.forms if form.method in ("get", "post")]


def without_own_fields(page: str) -> str:
    """A page without what its fields and its links hold: where somebody's own typing is given back."""
    page = re.sub(r"(<(?:a|form)\b[^>]*?\s(?:href|action)=)(\"[^\"]*\")", r'\1""', page)
    page = re.sub(r"(<textarea\b[^>]*>).*?(</textarea>)", r"\1\2", page, flags=re.DOTALL)
    return re.sub(r"(<input\b[^>]*?\svalue=)(\"[^\"]*\"|'[^']*')", r'\1""', page)
