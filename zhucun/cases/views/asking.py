"""What the screens of cases read from an address or a form, and how a refusal comes back beside it."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404

from zhucun.accounts.screens import ScreenRequest
from zhucun.cases.filters import Filters, size_in
from zhucun.places import queries as places


def uuid_in(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as strange:
        raise Http404("no such key") from strange


def filters_in(given: Mapping[str, str]) -> tuple[Filters, int]:
    """The filters and the length of a page; what no page of ours writes is 404."""
    try:
        return Filters.from_address(given), size_in(given)
    except ValueError as strange:
        raise Http404("no such filter") from strange


def place_names(request: ScreenRequest) -> dict[str, str]:
    """Read once per page; the frame names the reader's place from the same."""
    request.place_names = places.names(request.county)
    return request.place_names
