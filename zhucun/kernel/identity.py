"""Numbers that stand for people and units: ID number, credit code, mobile phone.

A reader takes what was typed and gives the canonical number, or raises a ValidationError whose code is
stable and whose sentence says what is wrong and what to do. No sentence repeats the number itself.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhucun.kernel.text import canonical_code

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_OLDEST_BIRTH_YEAR = 1900


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A citizen's number that passed every check of GB 11643."""

    number: str
    born: date
    sex: Sex


def read_id_number(text: str, *, today: date) -> IdNumber:
    """An 18-digit number; the division in it may be abolished long since, so it is not looked up."""
    number = canonical_code(text)
    _refuse_other_certificates(number)
    _refuse_strange_characters(number)
    born = _birth_date(number, today)
    expected = id_check_character(number[:17])
    if number[17] != expected:
        raise ValidationError(
            _("身份证号第 18 位校验码应为 %(expected)s，实为 %(found)s。请对照证件逐位核对，不要只改末位。")
            % {"expected": expected, "found": number[17]},
            code="id.checksum",
        )
    return IdNumber(number, born, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def id_check_character(body: str) -> str:
    """The 18th character that belongs to 17 digits."""
    return _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True)) % 11]


def read_credit_code(text: str) -> str:
    """A unified social credit code of GB 32100."""
    code = canonical_code(text)
    _require_length(code, 18, "credit.length", _("统一社会信用代码"))
    for at, char in enumerate(code, start=1):
        if char not in _CREDIT_ALPHABET:
            raise ValidationError(
                _(
                    "统一社会信用代码第 %(at)d 位是“%(char)s”，代码中不会出现这个字符"
                    "（字母 I、O、S、V、Z 不用）。请对照证书核对。"
                )
                % {"at": at, "char": char},
                code="credit.character",
            )
    expected = credit_check_character(code[:17])
    if code[17] != expected:
        raise ValidationError(
            _("统一社会信用代码第 18 位校验码应为 %(expected)s，实为 %(found)s。请对照证书逐位核对。")
            % {"expected": expected, "found": code[17]},
            code="credit.checksum",
        )
    return code


def credit_check_character(body: str) -> str:
    """The 18th character that belongs to the first 17."""
    values = map(_CREDIT_ALPHABET.index, body)
    total = sum(value * weight for value, weight in zip(values, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[-total % 31]


def read_mobile(text: str) -> str:
    """An 11-digit mobile number; a country code and separators are dropped."""
    number = re.sub(r"^(?:\+|00)?86(?=1\d{10}$)", "", re.sub(r"[-()（）]", "", canonical_code(text)))
    if re.fullmatch(r"1[3-9][0-9]{9}", number):
        return number
    if re.fullmatch(r"0[0-9]{9,11}|[2-8][0-9]{6,7}", number):
        raise ValidationError(_("这是固定电话，此处需要填写本人手机号。"), code="phone.landline")
    if re.fullmatch(r"[0-9]+", number) and len(number) != 11:
        _require_length(number, 11, "phone.length", _("手机号"))
    raise ValidationError(
        _("手机号应为 1 开头的 11 位数字，一格只填一个号码。请核对后重新填写。"), code="phone.shape"
    )


def mask_id(text: str) -> str:
    """An ID number or credit code as it may stand on a screen."""
    return _mask(text, 3, 4)


def mask_phone(text: str) -> str:
    return _mask(text, 3, 4)


def _mask(text: str, head: int, tail: int) -> str:
    # A short or broken value gives away too much of itself, so it is hidden whole.
    if len(text) < head + tail + 4:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]


def _refuse_other_certificates(number: str) -> None:
    if re.fullmatch(r"[0-9]{15}", number):
        raise ValidationError(
            _("这是 15 位旧身份证号，已停止使用。请填写现行居民身份证上的 18 位号码。"), code="id.legacy"
        )
    if re.fullmatch(r"[0-9]{17}[0-9X][1-7][1-4]", number):
        raise ValidationError(
            _("这是 20 位残疾人证号。请只填写其中的前 18 位，即居民身份证号。"), code="id.disability"
        )
    _require_length(number, 18, "id.length", _("身份证号"))


def _require_length(number: str, length: int, code: str, what: str) -> None:
    if len(number) != length:
        raise ValidationError(
            _("%(what)s应为 %(length)d 位，实为 %(found)d 位。请核对后重新填写。")
            % {"what": what, "length": length, "found": len(number)},
            code=code,
        )


def _refuse_strange_characters(number: str) -> None:
    strange = re.search(r"[^0-9](?!$)|[^0-9X]$", number)
    if strange:
        raise ValidationError(
            _("身份证号第 %(at)d 位是“%(char)s”，前 17 位只能是数字，末位只能是数字或 X。请对照证件核对。")
            % {"at": strange.start() + 1, "char": strange.group()},
            code="id.character",
        )


def _birth_date(number: str, today: date) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        born = date.min
    if born.year < _OLDEST_BIRTH_YEAR:
        raise ValidationError(
            _("身份证号第 7—14 位不是真实的出生日期。请对照证件核对。"), code="id.birth_impossible"
        )
    if born > today:
        raise ValidationError(
            _("身份证号第 7—14 位的出生日期晚于今天。请对照证件核对。"), code="id.birth_future"
        )
    return born
