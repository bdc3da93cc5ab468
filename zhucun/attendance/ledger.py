"""The month's ledger: a row per cadre, a column per day, the answer in words and shape."""

from typing import BinaryIO

from zhucun.attendance.month_data import LinkTo, MonthData


def write(data: MonthData, title: str, out: BinaryIO, *, link: LinkTo) -> None:
    raise NotImplementedError
