"""What people bring up, and what whoever acts usually does next. Nobody is named; households follow from the visit."""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Usual:
    """A step somebody takes in a state, how likely on one day, and what is filled in; `%` fields are dates."""

    step: str
    likely: float
    fields: dict[str, str] = field(default_factory=dict)

    def on(self, day: date) -> dict[str, str]:
        """Dates are written as days from the day of the act: `+0`, `-2`."""
        return {
            key: str(day + timedelta(days=int(text)))
            if text[:1] in {"+", "-"} and text[1:].isdigit()
            else text
            for key, text in self.fields.items()
        }


@dataclass(frozen=True)
class Story:
    """One matter as it is raised."""

    flow: str
    fields: dict[str, str]


def _matter(topic: str, detail: str, came_by: str = "visit") -> Story:
    return Story("matter", {"topic": topic, "came_by": came_by, "detail": detail})


def _dispute(topic: str, kind: str) -> Story:
    return Story("dispute", {"topic": topic, "kind": kind, "found_by": "visit", "danger": "none"})


MATTERS = (
    _matter("入户路塌了一段", "连下几天雨，路边垮了三四米，三轮车过不去。"),
    _matter("自来水断断续续", "高处七八户，早晚没有水，中午才来。"),
    _matter("路灯坏了两盏", "桥头和小学门口的两盏不亮，晚上看不见。", "meeting"),
    _matter("想办残疾证换证", "证件到期，本人行动不便，问能不能上门办。"),
    _matter("低保金这个月没有到账", "存折上少了一个月，乡里说已经发了。", "came"),
    _matter("牛跑到别人地里吃了青稞", "要赔多少两家说不到一起，请村里来看。"),
    _matter("手机在家没有信号", "上网课要到山坡上，问基站什么时候能通。", "three_asks"),
    _matter("医保缴费显示失败", "手机上缴了两次都没成功，怕影响报销。", "call"),
    _matter("河边护栏松了", "孩子放学走这条路，有两根立柱能晃动。", "three_asks"),
    _matter("危房改造补助的事", "房子已经住进去，补助还差一笔。"),
    _matter("垃圾池满了没人清", "已经两个星期，味道大。", "meeting"),
    _matter("果树病虫害请人来看", "叶子发黄掉果，想请农技员来一趟。"),
    _matter("取药要走很远", "慢性病的药村卫生室没有，要到县里取。"),
    _matter("务工工资拖欠两个月", "在县城工地做工，包工头说月底给，一直没给。", "call"),
    _matter("水渠堵了浇不上水", "上游塌方堵了一截，下面十几户都等着用水。", "meeting"),
)
DISPUTES = (
    _dispute("两家地界一垄之争", "land"),
    _dispute("放水先后", "neighbours"),
    _dispute("老人赡养怎样分担", "family"),
    _dispute("宅基地滴水和通道", "house"),
)
DELIBERATION = Story(
    "deliberation",
    {
        "topic": "村集体分红怎样用",
        "motion": "villagers",
        "content": "今年集体收入分红，留多少做饮水管护、多少分到户，请村里议定。",
        "merged": "apart",
    },
)
LEAVE = Story("leave", {"kind": "personal_leave", "reason": "家里老人住院。", "where": "州府"})

REPLY = {"result": "已经办好，现场看过。", "reply": "当天到家里说的，本人知道了。"}
PEOPLE = {"committee_due": "7", "committee_present": "6"}
BOTH = {"both_due": "9", "both_present": "8", "plan": "六成做饮水管护，四成按户分红，先张榜听意见。"}
MEMBERS = {
    "members_due": "31",
    "members_present": "24",
    "members_agree": "22",
    "opinion": "同意方案，建议留足水管维修钱。",
}
VOTE = {
    "resolve_due": "42", "resolve_present": "35", "resolve_agree": "31",
    "decision": "六成做饮水管护，四成按户分红，由村务监督委员会监督使用。",
}  # fmt: skip

# What whoever acts does in a state, in the order in which it comes to mind.
USUAL: dict[tuple[str, str], tuple[Usual, ...]] = {
    ("matter", "received"): (Usual("settle_now", 0.15, REPLY), Usual("hand_over", 0.6)),
    ("matter", "accepting"): (Usual("accept", 0.5),),
    ("matter", "handling"): (
        Usual("settle", 0.12, {"result": REPLY["result"]}),
        Usual("send_up", 0.06, {"up_reason": "要动用水利和交通的力量，村里办不了。"}),
    ),
    ("matter", "replying"): (Usual("reply_given", 0.5, {"reply": REPLY["reply"]}),),
    ("matter", "rating"): (
        Usual("rate", 0.2, {"rating": "satisfied"}),
        Usual("rate", 0.08, {"rating": "basically"}),
        Usual("again", 0.03, {"again_reason": "修了两天又坏了。"}),
    ),
    ("dispute", "sorting"): (Usual("take_here", 0.5, {"willing": "both"}),),
    ("dispute", "mediating"): (
        Usual("agree", 0.1, {"agreed_on": "+0", "agreement": "各让一步，按老界石为准，写了字据。"}),
        Usual("talk", 0.2, {"talked_on": "+0", "talk_note": "两家坐到一起谈了一次，说好回去再想想。"}),
    ),
    ("dispute", "following"): (Usual("visit", 0.1, {"kept": "kept", "rating": "satisfied"}),),
    ("deliberation", "proposing"): (Usual("propose", 0.4, {"proposed_on": "+0", **PEOPLE}),),
    ("deliberation", "consulting"): (Usual("consult", 0.4, {"consulted_on": "+0", **BOTH}),),
    ("deliberation", "reviewing"): (Usual("review", 0.4, {"reviewed_on": "+0", **MEMBERS}),),
    ("deliberation", "calling"): (Usual("call", 0.5, {"meeting": "representatives"}),),
    ("deliberation", "resolving"): (Usual("resolve", 0.4, {"resolved_on": "+0", **VOTE}),),
    ("deliberation", "to_show"): (
        Usual("show_decision", 0.6, {
            "decision_shown_on": "+0", "shown_at": "村务公开栏", "supervised": "程序合规，同意公开。",
        }),
    ),
    ("leave", "with_leader"): (Usual("approve_by_leader", 0.7),),
    ("leave", "with_township"): (Usual("approve_by_township", 0.6),),
    ("leave", "with_county"): (Usual("approve_by_county", 0.5),),
    ("leave", "away"): (Usual("back", 0.9, {"returned_on": "+0"}),),
}  # fmt: skip
