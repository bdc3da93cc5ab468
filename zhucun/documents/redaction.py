"""What a paper for a notice board must not hold: a number that looks like an identity card's, a phone's, a bank card's.

A safeguard behind the rule: no source gives such a number. What somebody typed into a record may hold one.
(个人信息保护法 art. 28; practice of notices of monitored households: never ID, phone, bank account, health.)
"""

from zhucun.kernel.hiding import hide_numbers
from zhucun.kernel.refusals import Refusal
from zhucun.policy.pack.paper_filling import FilledPaper
from zhucun.policy.pack.paper_model import PackPaper

SHOWN = 30


class NumbersOnABoard(Refusal):
    """这份文书要公示，里面有像身份证号、电话或者银行卡号的数字：%(places)s。"""

    code = "documents.numbers_on_a_board"
    next_step = "请到对应的记录里更正，去掉号码，再重新生成。"


def lines_with_numbers(filled: FilledPaper) -> list[str]:
    """The lines in which such a number stands, the number hidden."""
    return [hidden[:SHOWN] for line in filled.lines() if (hidden := hide_numbers(line)) != line]


def refuse_numbers(paper: PackPaper, filled: FilledPaper) -> None:
    """Raises when a paper for a board holds one."""
    found = lines_with_numbers(filled) if paper.public else []
    if found:
        raise NumbersOnABoard(places="；".join(found[:3]))
