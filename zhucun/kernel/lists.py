"""Words in a row, joined as the reader's language joins them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def listed(words: Iterable[object]) -> str:
    """亚通村、河东社区."""
    return _("、").join(map(str, words))
