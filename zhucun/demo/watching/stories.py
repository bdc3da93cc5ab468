"""How households come to be looked at, and what becomes of it. Nobody is named; the numbers follow from the county's line."""

from dataclasses import dataclass
from enum import StrEnum

from zhucun.households.choices import Circumstance

LIFTED, ORDINARY = (Circumstance.LIFTED,), (Circumstance.NONE,)
ANY = (Circumstance.NONE, Circumstance.LIFTED)


class Goes(StrEnum):
    """How far a story would go if there were time enough."""

    LEAD = "lead"  # nobody has looked at it yet
    NO_CONSENT = "no_consent"
    NO_RISK = "no_risk"
    NOT_AGREED = "not_agreed"  # the villagers did not agree
    IDLE = "idle"  # monitored, and nothing planned
    PLANNED = "planned"
    HELPED = "helped"  # measures done, and what came of them
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Tale:
    """One household: what was heard, which kind and risk it is, how much of the line it lives on, what is done."""

    ago: int  # days before the county is looked at
    at_home: bool  # in the village of the shown first secretary
    goes: Goes
    channel: str
    says: str
    kind: str
    risk: str
    of: tuple[str, ...]  # circumstances of households it may be
    share: float  # income per head, as a share of the line
    illness: int = 0
    measures: tuple[tuple[str, str], ...] = ()
    labour: str = "labour"


POST, HEALTH = ("public_post", "安排护林员岗位，一年一聘"), ("health", "办慢病报销，对接医疗救助")
WORK, INDUSTRY = ("work", "介绍到县城工地做工"), ("industry", "发十只种羊，合作社回购")
STUDY, HOUSE = ("education", "申请助学金和助学贷款"), ("housing", "加固墙体，换屋面")
SOCIAL, SECURITY = ("social", "派出单位结对慰问"), ("security", "申请临时救助")

TALES = (
    Tale(165, True, Goes.REMOVED, "visited", "户主住院一个多月，家里少了一个劳力。", "unstable", "illness",
         LIFTED, 0.78, 6200, (HEALTH, POST)),
    Tale(150, True, Goes.HELPED, "compared", "教育部门名单：同时有孩子读大学和高中，学费重。", "borderline", "study",
         ORDINARY, 0.86, 0, (STUDY, WORK)),
    Tale(58, True, Goes.HELPED, "applied", "房子后墙被山水冲了，自己打电话来说。", "sudden", "disaster",
         ANY, 1.4, 0, (HOUSE, SECURITY)),
    Tale(8, True, Goes.PLANNED, "visited", "今年羊死了一半，收入少了很多。", "borderline", "business",
         ORDINARY, 0.7, 0, (INDUSTRY,)),
    Tale(4, True, Goes.PLANNED, "applied", "女主人查出病，到省城看病花了一大笔。", "sudden", "illness",
         ANY, 1.2, 31000, (HEALTH,)),
    Tale(2, True, Goes.PLANNED, "visited", "务工的地方停工，三个月没有工资。", "borderline", "work",
         ORDINARY, 0.9, 0, (WORK,)),
    Tale(1, True, Goes.LEAD, "applied", "打电话来说老人住院，一时拿不出钱。", "", "", ANY, 1),
    Tale(96, False, Goes.REMOVED, "visited", "两个劳力都没有出去，地里收成不好。", "borderline", "work",
         ORDINARY, 0.8, 0, (WORK, POST)),
    Tale(40, False, Goes.PLANNED, "compared", "残联名单：新评一级残疾，家里没有劳力。", "unstable", "disability",
         LIFTED, 0.66, 3400, (SECURITY, SOCIAL), "no_labour"),
    Tale(70, False, Goes.IDLE, "compared", "医保部门名单：个人自付较多。", "sudden", "illness", ANY, 1.3, 24000),
    Tale(5, False, Goes.PLANNED, "compared", "残联名单：新评一级残疾，要人照料。", "unstable", "disability",
         LIFTED, 0.85, 2600, (SECURITY,)),
    Tale(44, False, Goes.NO_CONSENT, "visited", "听说欠了钱，具体不清楚。", "", "", ANY, 1),
    Tale(37, False, Goes.NO_RISK, "compared", "医保部门名单：个人自付较多。", "", "", ANY, 1.9, 5200),
    Tale(30, False, Goes.NOT_AGREED, "applied", "说收入不够用，想纳入监测。", "borderline", "other", ORDINARY, 0.95),
    Tale(11, False, Goes.PLANNED, "visited", "儿子摔伤，做不了工。", "sudden", "accident", ANY, 1.1, 12000, (SECURITY, HEALTH)),
    Tale(15, False, Goes.PLANNED, "applied", "超过半年没有找到活，家里三个孩子上学。", "unstable", "work",
         LIFTED, 0.82, 0, (WORK, STUDY)),
    Tale(12, False, Goes.PLANNED, "visited", "引水管断了，挑水吃已经两个月。", "borderline", "water", ORDINARY, 0.93, 0, (WORK,)),
)  # fmt: skip
