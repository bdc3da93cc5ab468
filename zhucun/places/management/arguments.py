"""Arguments that the commands on places share."""

import argparse
from datetime import date

from django.core.management.base import CommandParser

from zhucun.kernel.place_codes import COUNTY
from zhucun.places.refusals import NotACountyCode


def add_county(parser: CommandParser) -> None:
    parser.add_argument("--county", required=True, help="本县的 6 位行政区划代码，例如 513331")


def checked_county(county: str) -> str:
    if not (county.isascii() and county.isdecimal() and len(county) == COUNTY):
        raise NotACountyCode(asked=county)
    return county


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-01-31 这样") from error
