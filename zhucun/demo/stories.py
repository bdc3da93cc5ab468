"""What people wrote down: short, plain, about things that happen in any village. Nobody is named, for nobody is real."""

from random import Random

VISITS: dict[str, tuple[str, ...]] = {
    "policy": (
        "问医保缴费怎么在手机上办，当场帮着交了两口人的。",
        "想知道孩子上大学有没有补助，讲了申请时间和要带的材料。",
        "问老房子改造今年还有没有名额。",
        "养老保险去年漏缴一年，问能不能补。",
        "想办残疾证换证，不知道去哪里，约了一起去乡里。",
    ),
    "living": (
        "水管冻裂过一次，现在通了，水压还是小。",
        "屋顶漏雨的地方已经换了瓦，今年雨季没再漏。",
        "老人看病要走很远，希望村医能多上门。",
        "家里电表跳闸，联系供电所来看过，是老线路的事。",
        "入户路有一段没有硬化，下雨天娃娃上学不好走。",
    ),
    "care": (
        "老人一个人在家，精神还好，柴火备够了。",
        "刚出院，在家休养，家里人轮流照看。",
        "孩子在外打工，老人想换个能视频的手机。",
        "添了孙女，一家人高兴，问了新生儿参保。",
    ),
    "monitoring": (
        "男主人住院花了两万多，报销后自己出六千，先记下来跟进。",
        "今年羊死了三只，收入要少一些，还过得去。",
        "两个劳力都在外面做工，收入稳定，没有新的困难。",
        "学费已经交上，助学贷款在办。",
    ),
    "income": (
        "种的十来亩地收成一般，想学点新品种。",
        "养了二十几头，问今年收购价。",
        "想在公益岗上做满一年，问明年还有没有。",
        "在合作社做工，一个月两千多，比出去划算。",
        "想贷一笔小额信贷添设备，讲了条件和手续。",
    ),
    "dispute": (
        "和邻居为地界说过几次，愿意让村里来量。",
        "放水先后的事已经说好，按组里排的来。",
        "老人赡养的事几个子女想法不一样，约了一起坐下来谈。",
    ),
    "village_affairs": (
        "觉得路灯装得好，问坏了找谁修。",
        "希望垃圾清运一周多来一次。",
        "对村集体的账想看得细一点，请文书把公开栏补全。",
    ),
    "party": (
        "党员老同志腿脚不好，想请人把学习材料送到家。",
        "儿子写了入党申请，问下一步要做什么。",
        "在外党员打电话报了近况，说过年回来参加组织生活。",
    ),
}
PROMISES: dict[str, str] = {
    "policy": "下周把材料清单送过来。",
    "living": "联系人来看，一周内回话。",
    "care": "请村医本月上门一次。",
    "monitoring": "把情况报给乡里，按月跟进。",
    "income": "请农技员下村时到家里来一趟。",
    "dispute": "请村调解员约双方坐下来谈。",
    "village_affairs": "下次村里开会时议一下。",
    "party": "报给支部安排。",
}

NOTES: dict[str, tuple[tuple[str, str], ...]] = {
    "meeting": (
        ("party_building", "主持支部主题党日，到会十一人，学完议了路灯的事。"),
        ("party_building", "和支部书记一起补齐“三会一课”记录。"),
        ("governance", "村民代表会议，议定水渠清淤分段和出工办法。"),
        ("prosperity", "合作社理事会，定了今年统一收购的时间。"),
    ),
    "errand": (
        ("service", "帮三户老人办了养老资格认证。"),
        ("service", "送一户住院的报销材料到县里，窗口收了。"),
        ("service", "给在外务工的代办了两份证明，寄出去了。"),
    ),
    "project": (
        ("prosperity", "看产业路施工，第二段路基已压实，排水沟要改宽。"),
        ("prosperity", "和技术员看大棚，虫害不重，约好下周打药。"),
        ("prosperity", "到引水工程现场，蓄水池做完一半。"),
        ("prosperity", "清点集体收入的租金，差一户，答应月底交。"),
    ),
    "mediation": (
        ("governance", "两家地界纠纷到现场量了，签了字。"),
        ("governance", "牲口吃了庄稼，双方说好赔两袋粮。"),
        ("governance", "劝和一起家庭矛盾，过几天再去看。"),
    ),
    "patrol": (
        ("governance", "和护林员巡山，劝返两人带火种的。"),
        ("governance", "雨后看地质灾害点，没有新的裂缝，值守排到周末。"),
        ("governance", "查了沿路用电和柴垛，三处当场整改。"),
    ),
    "study": (("party_building", "组织骨干学新修订的村规民约，提了四条意见。"),),
    "coordination": (
        ("prosperity", "到派出单位争取到一批农具，月底送来。"),
        ("service", "到县医院商量下村义诊的日子。"),
    ),
    "other": (("service", "村小放学时段在校门口值了一会儿。"),),
}
ELSEWHERE = {"coordination", "errand", "study"}  # kinds that are sometimes done outside the village

IN_VILLAGE = (
    "村里开会到很晚，当天没有写记录。",
    "陪检查组看项目，补登。",
    "防汛值守，补登。",
    "入户核数据，记录没来得及写。",
)
QUESTIONS = ("村里说当天没有见到，请说明。", "和值班表对不上，请核实。", "同日有单位会议签名，请说明。")
REASONS: dict[str, tuple[str, ...]] = {
    "in_village": ("周末留村值守。", "周末入户，白天家里才有人。", "节前走访。", "赶项目进度。"),
    "training": ("县委党校驻村干部培训班。", "省里的示范培训。", "防返贫监测业务培训。"),
    "official_trip": ("到市里对接项目。", "送产品参加展销。", "到县里报账、开协调会。"),
    "personal_leave": ("家中有事。", "孩子开学。", "老人住院陪护。"),
    "sick_leave": ("感冒发烧，卫生院开具证明。", "腰伤复查。", "住院手术。"),
    "statutory_leave": ("年休假。", "探亲假。", "护理假。"),
    "found_absent": ("抽查时不在村，也没有请假。",),
}


def visit(rng: Random) -> dict[str, str]:
    """The answers of a household visit, its day and household apart."""
    topic = rng.choice(list(VISITS))
    body = {"topic": topic, "said": rng.choice(VISITS[topic]), "way": "at_home"}
    if rng.random() < 0.1:
        body["way"] = "by_phone"
    if rng.random() < 0.3:
        body["promised"] = PROMISES[topic]
    return body


def note(rng: Random) -> dict[str, str]:
    """The answers of a work note."""
    kind = rng.choice(list(NOTES))
    work_area, text = rng.choice(NOTES[kind])
    away = kind in ELSEWHERE and rng.random() < 0.5
    return {
        "kind": kind,
        "work_area": work_area,
        "where": "elsewhere" if away else "in_village",
        "text": text,
    }
