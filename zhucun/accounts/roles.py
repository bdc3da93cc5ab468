"""What each role may do: filled from the installed packs at start, never written in code."""

from collections.abc import Iterable, Mapping

# 三员分立: nobody holds two of these (GB/T 22239-2019, 8.1.4.2 d), and only the second gives them.
SEPARATED = frozenset({"system_admin", "security_admin", "auditor"})

_permissions: dict[str, frozenset[str]] = {}
_titles: dict[str, str] = {}
_levels: dict[str, str] = {}


def install(role: str, title: str, permissions: Iterable[str], level: str = "") -> None:
    """Make a role known, with its name on screen and the level it is given at: county, township, village, unit."""
    _permissions[role] = frozenset(permissions)
    _titles[role] = title
    _levels[role] = level


def permissions_of(role: str) -> frozenset[str]:
    """A role that no pack knows may do nothing."""
    return _permissions.get(role, frozenset())


def title_of(role: str) -> str:
    return _titles.get(role, role)


def level_of(role: str) -> str:
    """Empty where the pack leaves it open."""
    return _levels.get(role, "")


def titles() -> Mapping[str, str]:
    return _titles
