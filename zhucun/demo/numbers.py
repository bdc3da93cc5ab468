"""Numbers that pass every check and belong to nobody: no division begins with 99, so no citizen's number does, and no
operator gives out telephones that begin with 154."""

from datetime import date

from zhucun.kernel.identity import Sex, credit_check_character, id_check_character
from zhucun.places.choices import UnitKind

A_DAY = 500  # people of one sex who can share a birthday under one made-up division
AUTHORITY = {UnitKind.ORGAN: "11", UnitKind.ENTERPRISE: "91"}
ANOTHER_AUTHORITY = "12"
GB_11714_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def citizen_number(county: str, serial: int, born: date, sex: Sex) -> str:
    """One for each serial, whatever the birthday."""
    nowhere = f"99{county[2:4]}{serial // A_DAY:02}"
    order = 2 * (serial % A_DAY) + (sex is Sex.MALE)
    body = f"{nowhere}{born:%Y%m%d}{order:03}"
    return body + id_check_character(body)


def disability_number(citizen: str, kind: int, degree: int) -> str:
    """A disability certificate: the citizen's number, one of seven kinds, one of four degrees."""
    return f"{citizen}{kind}{degree}"


def mobile(county: str, serial: int) -> str:
    return f"154{county[4:]}{serial:06}"


def credit_code(county: str, serial: int, kind: UnitKind) -> str:
    """GB 32100, with a code of GB 11714 inside."""
    inner = f"{99_000_000 + serial:08}"
    body = AUTHORITY.get(kind, ANOTHER_AUTHORITY) + county + inner + gb_11714_check_character(inner)
    return body + credit_check_character(body)


def gb_11714_check_character(body: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(body, GB_11714_WEIGHTS, strict=True))
    return "0X987654321"[total % 11]
