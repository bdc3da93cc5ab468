"""What grants are called on screen, and where a person may give one: places and units of a county by name."""

from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from zhucun.accounts import roles
from zhucun.accounts.models import Grant
from zhucun.accounts.scope import Scope
from zhucun.kernel import clock
from zhucun.kernel.place_codes import COUNTY, TOWNSHIP, VILLAGE, prefix_of
from zhucun.places import queries as places

PLACE, UNIT = "p", "u"  # first letter of a choice: a place by its prefix, a unit by its id
Choices = list[tuple[str, list[tuple[str, str]]]]


class Directory:
    """Read once per page: two statements, whatever is listed."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @cached_property
    def names(self) -> dict[str, str]:
        return places.names(self.scope.county, on=clock.today())

    @cached_property
    def units(self) -> dict[UUID, str]:
        return dict(places.units(self.scope.county, self.scope).values_list("id", "name"))

    def reach(self, grant: Grant) -> str:
        """青山县, 青河镇, 青河镇上坪村, 县财政局."""
        if grant.unit_id:
            return self.units.get(grant.unit_id, _("派出单位"))
        return self.place(grant.place_prefix)

    def place(self, prefix: str) -> str:
        name = self.names.get(prefix.ljust(VILLAGE, "0"), prefix)
        if len(prefix) <= TOWNSHIP:
            return name
        return self.names.get(prefix[:TOWNSHIP].ljust(VILLAGE, "0"), "") + name

    def choices(self) -> Choices:
        """Where the reader may give a role: the county, townships with their villages, units."""
        below = [code for code in sorted(self.names) if self.scope.reaches(prefix_of(code))]
        found = [(_("全县"), self._options(code for code in below if len(prefix_of(code)) == COUNTY))]
        for town in sorted({code[:TOWNSHIP] for code in below if len(prefix_of(code)) > COUNTY}):
            found.append((self.place(town), self._options(code for code in below if code.startswith(town))))
        if self.scope.whole_county:
            found.append((_("派出单位"), [(f"{UNIT}{id_}", name) for id_, name in self.units.items()]))
        return [(group, options) for group, options in found if options]

    def _options(self, codes: Iterable[str]) -> list[tuple[str, str]]:
        return [(f"{PLACE}{prefix_of(code)}", self.names[code]) for code in codes]


def role_choices(*, separated: bool) -> list[tuple[str, str]]:
    """Roles that may be given; the three administrators only where the reader gives roles."""
    return [
        (role, title) for role, title in roles.titles().items() if separated or role not in roles.SEPARATED
    ]


def chosen(reach: str) -> dict[str, str | UUID]:
    """The arguments a choice stands for."""
    return {"unit_id": UUID(reach[1:])} if reach.startswith(UNIT) else {"place_prefix": reach[1:]}
