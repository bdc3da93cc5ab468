"""Whatever way a number leaves, it is noticed, and told by its name."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from zhucun.testing.asking import forms_in, without_own_fields
from zhucun.testing.leaks import Numbers, found_in, text_of

TYPED = Numbers({"the typed identity number": "110105194912310021", "the typed telephone": "13900001111"})

LEAKS: dict[str, Callable[[str], HttpResponseBase]] = {
    "in a page": lambda number: HttpResponse(f"<p>号码{number}</p>"),
    "spaced out": lambda number: HttpResponse(f"{number[:6]} {number[6:14]} {number[14:]}"),
    "in wide characters": lambda number: HttpResponse(
        number.translate({n: n + 0xFEE0 for n in range(48, 58)})
    ),
    "in an address": lambda number: HttpResponse(status=302, headers={"Location": f"/?q={number}"}),
    "in a cookie": lambda number: _with_cookie(number),
    "packed in a cookie": lambda number: _with_cookie(urlsafe_b64encode(f"电话 {number}".encode()).decode()),
    "in a workbook": lambda number: HttpResponse(_zipped("xl/sharedStrings.xml", f"<t>{number}</t>")),
    "in an archive in an archive": lambda number: HttpResponse(_zipped("a.docx", _zipped("b.xml", number))),
    "in a stream": lambda number: StreamingHttpResponse([number.encode()]),
}


@pytest.mark.parametrize("where", LEAKS)
def test_a_leak_is_noticed(where: str) -> None:
    answer = LEAKS[where](TYPED["the typed identity number"])

    assert found_in(text_of(answer), TYPED) == ["the typed identity number"]


def test_what_was_planted_is_printed_by_its_name() -> None:
    assert repr(TYPED | {"another": "123"}) == "<the typed identity number, the typed telephone, another>"


def test_the_forms_of_a_page_are_filled_in_wrongly() -> None:
    page = """
      <input name="outside"><form method="post" action="/a/"><input type="hidden" name="token" value="t">
      <input name="id_number"><input name="name"><textarea name="because"></textarea>
      <select name="kind"><option value="">-</option><option value="b" selected>B</option></select>
      <input type="date" name="on"><input type="submit" name="go"></form>
    """

    (form,) = forms_in(page, "/here/")

    assert (form.action, form.method) == ("/a/", "post")
    assert form.filled(["13900001111"]) == {
        "token": "t", "id_number": "13900001111", "name": "", "because": "", "kind": "b", "on": "不是日期",
    }  # fmt: skip


def test_what_somebody_typed_is_given_back_in_fields_and_links_alone() -> None:
    page = """<input name="q" value="13900001111"><textarea name="t">13900001111</textarea>
      <a class="next" href="?q=13900001111&amp;page=2">2</a>"""

    assert not found_in(without_own_fields(page), TYPED)
    assert found_in(without_own_fields(page + "<p>13900001111</p>"), TYPED) == ["the typed telephone"]


def _with_cookie(value: str) -> HttpResponse:
    answer = HttpResponse()
    answer.set_cookie("kept", value)
    return answer


def _zipped(name: str, content: str | bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()
