"""Figures for people: a table with a word for each budget. A wall time is judged only when the machine was quiet."""

from typing import Any

QUIET = 0.2  # beyond this share used by others, a time on the wall says more about them
SHORT = {
    "cpu_ms.median": "CPU",
    "cpu_ms.mean": "CPU 平均",
    "wall_ms.p95": "墙钟",
    "queries": "语句",
    "differing": "不符",
    "peak_mb": "内存",
}
HEAD = ("", "CPU 中位", "CPU p95", "墙钟 p95", "语句", "行", "内存 MB", "他人占用", "另外", "预算")
MORE = {
    "cpu_ms.mean": "CPU 平均 {:.1f} ms",
    "cpu_ms_each": "每条 CPU {:.2f} ms",
    "per_second": "每秒 {:.0f} 条",
    "wall_ms.median": "墙钟中位 {:.0f} ms",
    "wall_ms.max": "最长 {:.0f} ms",
    "bytes.median": "下行 {:.0f} 字节",
    "bytes.max": "最多 {:.0f} 字节",
    "bytes_asked": "上行 {:.0f} 字节",
    "busy": "请稍后再发 {} 次",
    "pairs": "{} 对",
    "same": "{} 对相同",
    "receipts": "回执 {}",
    "records": "记录 {}",
}  # what only figures of a served door have


def verdicts(figure: dict[str, Any]) -> list[tuple[str, str]]:
    """Each budget of a figure with ok, over or noisy."""
    return [
        (f"{SHORT[limit['of']]} ≤ {limit['most']:g}", _verdict(figure, limit)) for limit in figure["limits"]
    ]


def _verdict(figure: dict[str, Any], limit: dict[str, Any]) -> str:
    if _found(figure, limit["of"]) <= limit["most"]:
        return "ok"
    noisy = limit["of"].startswith("wall") and (figure.get("others_cpu") or 0) > QUIET
    return "noisy" if noisy else "over"


def _found(figure: Any, name: str) -> Any:
    """What a dotted name stands for in a figure; None where it has no such thing."""
    for part in name.split("."):
        figure = figure.get(part, {}) if isinstance(figure, dict) else {}
    return None if figure == {} else figure


def table(figures: list[dict[str, Any]]) -> list[list[str]]:
    """Rows of cells, the head first."""
    several = len({figure.get("database") for figure in figures}) > 1
    return [list(HEAD), *(_row(figure, several) for figure in figures)]


def _row(figure: dict[str, Any], several: bool) -> list[str]:
    """`several`: figures of more than one database stand in the table."""
    share = figure.get("others_cpu")
    return [
        f"{figure['title']}（{figure['database']}）" if several else figure["title"],
        *(_ms(_found(figure, name)) for name in ("cpu_ms.median", "cpu_ms.p95", "wall_ms.p95")),
        str(figure.get("queries", "")),
        str(figure.get("rows", "")),
        str(figure.get("peak_mb", "")),
        "" if share is None else f"{share:.0%}",
        "" if "queries" in figure else _more(figure),
        "，".join(f"{what} {word}" for what, word in verdicts(figure)),
    ]


def _more(figure: dict[str, Any]) -> str:
    told = ((said, _found(figure, name)) for name, said in MORE.items())
    return "，".join(said.format(found) for said, found in told if found is not None)


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
