"""The long run for people: counts by fault and by answer, and what of the promises was broken."""

from typing import Any

ANSWERS = {
    "accepted": "收下",
    "already": "早已收下",
    "waiting": "等候前面的",
    "conflict": "有出入，请人定",
    "refused": "未照办，已收存",
}
FAULTS = {
    "cut_up": "请求中断",
    "drop_resp": "回话丢失",
    "cut_down": "回话截断",
    "dup": "请求到两次",
    "dup_first": "请求到两次，先到的没听到",
    "spoilt": "回话走样",
    "late": "请求迟到、乱序",
    "html200": "认证页面答 200",
    "json200": "别处的 JSON 答 200",
    "status": "网关答 503",
    "write_fails": "服务器一次写入失败",
    "disk_full": "服务器磁盘写满",
    "could not write": "其中确实没写成",
    "killed": "在某条语句处杀进程",
    "shot": "在任意时刻杀进程",
    "kills": "进程被杀",
    "killed after it was done": "其中已写完、还没回话",
    "replayed": "旧内容再交一次",
    "sync.same_id_other_content": "同一编号换了内容",
    "piece_lost": "图片一片丢失",
    "piece_unanswered": "图片一片没回话",
    "piece_twice": "图片一片到两次",
    "piece_spoilt": "图片一片走样",
    "store full": "手机存不下，没有记成",
    "signed in anew": "登录过期，重新登录",
    "backed_up": "备份",
    "put back": "从旧备份恢复",
    "stopped": "手机停用",
    "left": "人员调离",
    "moved": "人员换村",
    "decided": "有出入后由人重定",
}
BROKEN = {"lost": "丢失", "doubled": "重复", "overwritten": "被盖掉", "other": "其他"}


def rows(found: dict[str, Any]) -> list[list[str]]:
    """Two tables in one: what was answered, what went wrong."""
    counts = found["counts"]
    return [
        ["回话", "次数"],
        *([title, f"{counts.get(name, 0):,}"] for name, title in ANSWERS.items()),
        ["", ""],
        ["遇到的事", "次数"],
        *([title, f"{counts.get(name, 0):,}"] for name, title in FAULTS.items()),
    ]


def verdict(found: dict[str, Any]) -> str:
    """The one line that counts; worked out from history and database."""
    said = "，".join(f"{title} {found['broken'][kind]}" for kind, title in BROKEN.items())
    return f"{found['envelopes']:,} 条，{found['lives']} 轮，{found['per_second']:.0f} 条/秒：{said}。"


def lines(found: dict[str, Any]) -> list[str]:
    """What was found, each with the seed of its life."""
    return [f"种子 {one['seed']}：{one['says']}" for one in found["findings"]]
