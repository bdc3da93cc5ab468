"""An archive as numbered folders: pages that any browser opens, files as they were brought, an index, hashes, a manifest."""

import hashlib
import io
import json
import re
import zipfile
from datetime import datetime
from html import escape
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from zhucun.accounts.models import User
from zhucun.audit.services import note, recorded
from zhucun.documents import store
from zhucun.documents.archives.entries import Held
from zhucun.documents.archives.reading import Box, Shelf
from zhucun.documents.gb9704.paper import written

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
LONGEST = 40
STYLE = (
    "body{font:16px/1.8 'Noto Serif CJK SC','SimSun',serif;max-width:46em;margin:2em auto;padding:0 1em;color:#1f2328}"
    "h1{font-size:1.4em}h2{font-size:1.1em;margin-top:1.6em}li.missing{color:#925000}dt{color:#4d565f}dd{margin:0 0 .6em}"
    "@media print{body{margin:0}}"
)


@recorded("documents.archive_exported", _("导出档案"))
@translation.override(settings.LANGUAGE_CODE)  # an archive is Chinese, whoever takes it out
def export(*, by: User, county: str, box: Box, at: datetime) -> bytes:
    """The whole box as one archive; who took it out stands in the trail."""
    out, files = io.BytesIO(), list[dict[str, Any]]()
    root = _safe(f"{box.name}{box.year}年档案")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for title, shelves in box.groups:
            for shelf in shelves:
                for number, held in enumerate(box.read(shelf), 1):
                    path = _path(title, shelf, number, held)
                    content = store.read(held.digest) if held.digest else _page(held).encode()
                    archive.writestr(f"{root}/{path}", content)
                    files.append(_line(path, shelf, held, content))
        index = _index(box, files).encode()
        manifest = json.dumps(_manifest(box, files, by, at), ensure_ascii=False, indent=1).encode()
        sums = "".join(f"{one['sha256']}  {one['path']}\n" for one in files)
        for name, content in (
            ("index.html", index),
            ("manifest.json", manifest),
            ("SHA256SUMS", sums.encode()),
        ):
            archive.writestr(f"{root}/{name}", content)
    note(rows=len(files), digest=hashlib.sha256(out.getvalue()).hexdigest())
    return out.getvalue()


def _path(group: str, shelf: Shelf, number: int, held: Held) -> str:
    ending = f".{held.file_name.rpartition('.')[2]}" if held.digest else ".html"
    name = held.file_name.rpartition(".")[0] if held.digest else held.title
    folder = f"{_safe(group)}/{_safe(f'{shelf.number} {shelf.item.title}')}"
    return f"{folder}/{number:03d} {held.day:%Y-%m-%d} {_safe(name)}{ending}"


def _line(path: str, shelf: Shelf, held: Held, content: bytes) -> dict[str, Any]:
    return {
        "path": path,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "item": shelf.item.id,
        "title": held.title,
        "day": f"{held.day:%Y-%m-%d}",
        "page": held.path,
    }


def _manifest(box: Box, files: list[dict[str, Any]], by: User, at: datetime) -> dict[str, Any]:
    missing = [
        {"item": one.item.id, "title": one.item.title, "provider": one.provider, "due": f"{one.due:%Y-%m-%d}"}
        for one in box.shelves
        if not one.filled
    ]
    return {
        "county": box.asked.whole.county,
        "village": box.village,
        "name": box.name,
        "year": box.year,
        "made_at": at.isoformat(timespec="seconds"),
        "made_by": by.name,
        "items": len(box.shelves),
        "filled": box.filled,
        "files": files,
        "missing": missing,
    }


def _index(box: Box, files: list[dict[str, Any]]) -> str:
    """Opens from a memory stick: addresses are relative, nothing is fetched."""
    of_item: dict[str, list[dict[str, Any]]] = {}
    for one in files:
        of_item.setdefault(one["item"], []).append(one)
    parts = [f"<p>共 {len(box.shelves)} 项，已有 {box.filled} 项，文件 {len(files)} 份。</p>"]
    for title, shelves in box.groups:
        parts.append(f"<h2>{escape(title)}</h2><ul>")
        for shelf in shelves:
            name = escape(f"{shelf.number} {shelf.item.title}")
            if not shelf.filled:
                parts.append(f'<li class="missing">{name}：缺，由{escape(shelf.provider)}提供</li>')
                continue
            links = "".join(
                f'<li><a href="{_href(one["path"])}">{escape(one["day"])} {escape(one["title"])}</a></li>'
                for one in of_item[shelf.item.id]
            )
            parts.append(f"<li>{name}<ul>{links}</ul></li>")
        parts.append("</ul>")
    return _html(f"{box.name}{box.year}年档案目录", "".join(parts))


def _href(path: str) -> str:
    """Relative, with what would end an attribute or begin a query written out."""
    return escape(path.replace("%", "%25").replace("#", "%23"))


def _page(held: Held) -> str:
    lines = "".join(f"<dt>{escape(label)}</dt><dd>{escape(words)}</dd>" for label, words in held.lines)
    head = f"<p>{written(held.day)}{f'　{escape(held.who)}' if held.who else ''}</p>"
    return _html(held.title, f"{head}<dl>{lines}</dl>")


def _html(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><h1>{escape(title)}</h1>{body}</body></html>"
    )


def _safe(name: str) -> str:
    return _NOT_IN_NAMES.sub("_", name)[:LONGEST].strip(". ") or "_"
