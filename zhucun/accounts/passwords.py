"""What a password must be, by profile.

The two texts a county may be held to contradict each other: 等保三级 (GB/T 22239-2019, 8.1.4.1) asks for
complexity and forbids what was used before; OWASP ASVS 5.0 (6.2.5, 6.2.10) forbids rules of composition and
asks for length. ZHUCUN_PASSWORD_PROFILE chooses; neither asks anybody to change a good password every so often.
"""

import re
from typing import Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext as _

KEPT = 5  # former hashes that an account remembers
CLASSES = ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]")
OURS = "zhucun.accounts.passwords."


def validators(profile: str) -> list[dict[str, Any]]:
    """AUTH_PASSWORD_VALIDATORS of a profile."""
    shared: list[dict[str, Any]] = [
        {
            "NAME": f"{OURS}UnlikeItsOwner",
            "OPTIONS": {"user_attributes": ("username", "name")},
        },
        {"NAME": f"{OURS}NotCommon"},
    ]
    by_profile: dict[str, list[dict[str, Any]]] = {
        "dengbao3": [
            _length(10),
            {"NAME": f"{OURS}ThreeOfFourClasses"},
            {"NAME": f"{OURS}NotUsedBefore"},
        ],
        "asvs": [_length(12)],
    }
    if profile not in by_profile:
        raise ImproperlyConfigured(f"ZHUCUN_PASSWORD_PROFILE: {profile!r} 不是 dengbao3 或 asvs")
    return [*by_profile[profile], *shared]


def _length(least: int) -> dict[str, Any]:
    return {"NAME": f"{OURS}LongEnough", "OPTIONS": {"least": least}}


class LongEnough:
    """A Chinese character counts as one; there is no upper limit."""

    def __init__(self, least: int) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.least:
            raise ValidationError(self.get_help_text(), code="password_too_short")

    def get_help_text(self) -> str:
        return _("密码至少要 %(number)s 个字符。") % {"number": self.least}


class UnlikeItsOwner(UserAttributeSimilarityValidator):
    """Django's rule, in the words we address people with."""

    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return _("密码不能与您的登录名或姓名太相似。")


class NotCommon(CommonPasswordValidator):
    """Django's list of 20,000 common passwords, in the words we address people with."""

    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return _("不能是太常见的密码，例如 password123。")


class ThreeOfFourClasses:
    """Three of: small letters, capitals, digits, anything else; a Chinese character is something else."""

    def validate(self, password: str, user: Any = None) -> None:
        if sum(bool(re.search(one, password)) for one in CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_simple")

    def get_help_text(self) -> str:
        return _("密码要包含小写字母、大写字母、数字、其他字符这四类中的至少三类。")


class NotUsedBefore:
    """Neither the present password nor the last few."""

    def validate(self, password: str, user: Any = None) -> None:
        known = [user.password, *user.old_passwords] if user else []
        if any(check_password(password, one) for one in known):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        return _("不能与现在的密码或最近 %(number)s 次用过的密码相同。") % {"number": KEPT}
