"""Figures for people: a table with a word for each budget. A wall time is judged only when the machine was quiet."""

from typing import Any

QUIET = 0.2  # beyond this share used by others, a time on the wall says more about them
SHORT = {"cpu_ms.median": "CPU", "wall_ms.p95": "墙钟", "queries": "语句"}
HEAD = ("", "CPU 中位", "CPU p95", "墙钟 p95", "语句", "行", "内存 MB", "他人占用", "预算")


def verdicts(figure: dict[str, Any]) -> list[tuple[str, str]]:
    """Each budget of a figure with ok, over or noisy."""
    return [
        (f"{SHORT[limit['of']]} ≤ {limit['most']:g}", _verdict(figure, limit)) for limit in figure["limits"]
    ]


def _verdict(figure: dict[str, Any], limit: dict[str, Any]) -> str:
    found: Any = figure
    for part in limit["of"].split("."):
        found = found[part]
    if found <= limit["most"]:
        return "ok"
    noisy = limit["of"].startswith("wall") and (figure.get("others_cpu") or 0) > QUIET
    return "noisy" if noisy else "over"


def table(figures: list[dict[str, Any]]) -> list[list[str]]:
    """Rows of cells, the head first."""
    return [list(HEAD), *(_row(figure) for figure in figures)]


def _row(figure: dict[str, Any]) -> list[str]:
    cpu, wall = figure.get("cpu_ms", {}), figure["wall_ms"]
    share = figure.get("others_cpu")
    return [
        figure["title"],
        _ms(cpu.get("median")),
        _ms(cpu.get("p95")),
        _ms(wall["p95"]),
        str(figure.get("queries", "")),
        str(figure.get("rows", "")),
        str(figure.get("peak_mb", "")),
        "" if share is None else f"{share:.0%}",
        "，".join(f"{what} {word}" for what, word in verdicts(figure)),
    ]


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
