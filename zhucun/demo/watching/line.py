"""The income line of a demo county: a number for looking at, set as any county sets it, and said to be an example.

No paper of Sichuan or Fujian was seen, so none is named: the source says that the number is made up.
"""

from datetime import date, time

from zhucun.demo.accounts import Office
from zhucun.demo.timeline import moment
from zhucun.policy.changes.domain import Proposal
from zhucun.policy.changes.layer import Paper
from zhucun.policy.changes.services import approve, propose_value
from zhucun.policy.choices import ChangeOf

LINE = "monitoring_income_line"
EXAMPLE = "演示用的例子，不是真实的收入线"


def set_line(*, office: Office, county: str, yuan: int, on: date) -> None:
    """Proposed by one officer, approved by another, in force at once."""
    paper = Paper(
        title=EXAMPLE,
        issuer="演示数据",
        number="",
        dated=str(on.year),
        article=f"为了演示，按人均纯收入 {yuan} 元。真实的收入线以省里公布的为准。",
        seen="report",
    )
    proposal = Proposal(ChangeOf.VALUE, LINE, str(yuan), on, paper, EXAMPLE)
    change = propose_value(
        by=office.county_officer, county=county, proposal=proposal, at=moment(on, time(9, 10))
    )
    approve(by=office.users["second_officer"], change=change, at=moment(on, time(15, 40)))
